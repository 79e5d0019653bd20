//! Finding by role and accessible name, which is how a screen reader finds, and by nothing else.

use crate::Engine;
use crate::page::Page;
use crate::session::{is_passing, is_replaced};
use crate::{scripts, wait};
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

/// What is asked of an accessible name. White space counts as one space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// Any name.
    Any,
    /// Exactly this one; what a `&str` becomes.
    Is(String),
    /// A name with these words in it.
    Has(String),
    /// Not the name: the content has these words in it. For roles that are not named by what they contain, such as `alert`.
    Text(String),
}

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Self::Is(name.to_owned())
    }
}

impl From<&String> for Name {
    fn from(name: &String) -> Self {
        Self::Is(name.clone())
    }
}

impl From<String> for Name {
    fn from(name: String) -> Self {
        Self::Is(name)
    }
}

/// Every run of white space, non-breaking ones too, as one space.
pub(crate) fn squashed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without any white space.
fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A description of one element, looked up anew at each use.
#[derive(Clone, Debug)]
pub struct Locator {
    page: Page,
    role: &'static str,
    name: Name,
    within: Option<Box<Locator>>,
    is_first: bool,
}

impl Locator {
    pub(crate) fn new(page: Page, role: &'static str, name: Name) -> Self {
        Self { page, role, name, within: None, is_first: false }
    }

    /// The same, but inside another element.
    #[must_use]
    pub fn within(mut self, outer: &Self) -> Self {
        self.within = Some(Box::new(outer.clone()));
        self
    }

    /// The first of several in the order of the page.
    #[must_use]
    pub fn first(mut self) -> Self {
        self.is_first = true;
        self
    }

    async fn all(&self) -> Result<Vec<Element>, CmdError> {
        let root = match &self.within {
            None => Value::Null,
            Some(outer) => match Box::pin(outer.all()).await?.into_iter().next() {
                None => return Ok(Vec::new()),
                // Of several the first.
                Some(element) => serde_json::to_value(element)?,
            },
        };
        let (how, text) = match &self.name {
            Name::Any => ("any", ""),
            Name::Is(text) => ("is", text.as_str()),
            Name::Has(text) => ("has", text.as_str()),
            Name::Text(text) => ("text", text.as_str()),
        };
        let arguments = vec![json!(self.role), json!(text), json!(how), root];
        let candidates = self.page.client().execute(scripts::CANDIDATES, arguments).await?;
        let mut found = Vec::new();
        for candidate in candidates.as_array().into_iter().flatten() {
            let Some(id) = candidate.as_object().and_then(|reference| reference.values().next()).and_then(Value::as_str) else { continue };
            let (role, name) = self.page.session().role_and_name(id).await?;
            // WebKit leaves out a space at which a line breaks.
            let comparable = |text: &str| if self.page.engine() == Engine::WebKit { bare(text) } else { squashed(text) };
            let name = comparable(&name);
            let fits = match &self.name {
                Name::Any | Name::Text(_) => true,
                Name::Is(wanted) => name == comparable(wanted),
                Name::Has(wanted) => name.contains(&comparable(wanted)),
            };
            if fits && same_role(&role, self.role) {
                found.push(Element::from_element_id(self.page.client().clone(), ElementRef::from(id.to_owned())));
            }
        }
        Ok(found)
    }

    /// Does something with the only such element, as soon as it is there and lets it be done.
    async fn act<T>(&self, what: &str, mut action: impl AsyncFnMut(Element) -> Result<T, CmdError>) -> T {
        let mut last = "it is not there".to_owned();
        let done = wait::until(async || {
            let outcome = match self.all().await {
                Ok(found) if found.len() == 1 || (self.is_first && !found.is_empty()) => match found.into_iter().next() {
                    Some(element) => action(element).await,
                    None => return None,
                },
                Ok(found) => {
                    last = if found.is_empty() { "it is not there".to_owned() } else { format!("there are {}", found.len()) };
                    return None;
                }
                Err(error) => Err(error),
            };
            match outcome {
                Ok(value) => Some(value),
                Err(error) if is_passing(&error) => {
                    last = error.to_string();
                    None
                }
                Err(error) => panic!("cannot {what} {self}: {error}"),
            }
        })
        .await;
        done.unwrap_or_else(|| panic!("cannot {what} {self}: {last}"))
    }

    /// How many there are at this moment.
    pub async fn count(&self) -> usize {
        self.all().await.map_or(0, |found| found.len())
    }

    /// Whether there is one at this moment. To wait for it, [`Self::appears`].
    pub async fn is_there(&self) -> bool {
        self.count().await > 0
    }

    /// # Panics
    /// When it does not come.
    pub async fn appears(&self) {
        let found = wait::until(async || self.is_there().await.then_some(())).await;
        assert!(found.is_some(), "{self} does not appear");
    }

    /// # Panics
    /// When it stays.
    pub async fn disappears(&self) {
        let gone = wait::until(async || matches!(self.all().await.as_deref(), Ok([])).then_some(())).await;
        assert!(gone.is_some(), "{self} does not disappear");
    }

    /// Clicks it once it can be clicked. A radio or a checkbox that is drawn by its label is clicked there, as a visitor would.
    ///
    /// WebKit's driver now and then says that it clicked, and the page hears nothing; then it is done once more.
    pub async fn click(&self) {
        self.press_once().await;
        if self.page.engine() == Engine::WebKit && self.is_unheard().await {
            self.press_once().await;
        }
    }

    /// Whether the page, if it is still the same, does not come to hear of the click.
    async fn is_unheard(&self) -> bool {
        let heard = wait::until_within(Duration::from_secs(1), async || {
            let missed = self.page.client().execute("return window.__harnessPressed === false", Vec::new()).await;
            (!missed.is_ok_and(|missed| missed == true)).then_some(())
        });
        heard.await.is_none() && self.all().await.is_ok_and(|found| !found.is_empty())
    }

    async fn press_once(&self) {
        let client = self.page.client();
        self.act("click", async |element| {
            client.execute(scripts::BEFORE_CLICK, vec![serde_json::to_value(&element)?]).await?;
            match element.click().await {
                // What is pressed may be gone by that, and Chromium's driver then says that it was not there.
                Err(error) if is_replaced(&error) && client.execute("return window.__harnessPressed", vec![]).await? == json!(true) => {
                    Ok(())
                }
                Err(error) if is_passing(&error) && matches!(self.role, "radio" | "checkbox") => {
                    let label = client.execute("return arguments[0].labels?.[0] ?? null", vec![serde_json::to_value(&element)?]).await?;
                    match label.as_object().and_then(|reference| reference.values().next()).and_then(Value::as_str) {
                        Some(id) => Element::from_element_id(client.clone(), ElementRef::from(id.to_owned())).click().await,
                        None => Err(error),
                    }
                }
                outcome => outcome,
            }
        })
        .await;
    }

    /// Clicks it twice, as fast as a mouse can.
    ///
    /// WebKit's driver now and then says that it pressed, and the page hears nothing; then it is done again.
    ///
    /// # Panics
    /// When it cannot be pressed.
    pub async fn double_click(&self) {
        let client = self.page.client();
        let watch = "const [element] = arguments; element.scrollIntoView({ block: 'center', behavior: 'instant' });
                     window.pressMissed = true;
                     document.addEventListener('mousedown', event => {
                         if (element.contains(event.target)) window.pressMissed = false;
                     }, { capture: true })";
        let pressed = wait::until(async || {
            self.act("double-click", async |element| {
                client.execute(watch, vec![serde_json::to_value(&element)?]).await?;
                let down = || PointerAction::Down { button: MOUSE_BUTTON_LEFT };
                let up = || PointerAction::Up { button: MOUSE_BUTTON_LEFT };
                let (x, y) = (0.0, 0.0);
                let there = PointerAction::MoveToElement { element, duration: Some(Duration::ZERO), x, y };
                let mouse = MouseActions::new("mouse".to_owned()).then(there).then(down()).then(up()).then(down()).then(up());
                client.perform_actions(mouse).await
            })
            .await;
            let missed = client.execute("return window.pressMissed === true", Vec::new()).await;
            (missed.is_ok_and(|missed| missed == false)).then_some(())
        })
        .await;
        assert!(pressed.is_some(), "{self} cannot be pressed");
    }

    /// Replaces what is in a field. Drivers type only what a keyboard has, and slowly: the rest is pasted.
    ///
    /// # Panics
    /// When the field does not keep it.
    pub async fn fill(&self, text: &str) {
        let client = self.page.client();
        let is_typed =
            text.len() <= 200 && text.chars().all(|letter| letter.is_alphanumeric() || letter == ' ' || letter.is_ascii_punctuation());
        let emptied = "const [field] = arguments; field.scrollIntoView({ block: 'center', behavior: 'instant' });
                       field.focus(); field.select(); if (field.value !== '') document.execCommand('delete')";
        let value = self
            .act("fill", async |element| {
                client.execute(emptied, vec![serde_json::to_value(&element)?]).await?;
                if text.is_empty() {
                } else if is_typed {
                    element.send_keys(text).await?;
                } else {
                    client.execute("document.execCommand('insertText', false, arguments[0])", vec![json!(text)]).await?;
                }
                Ok(element.prop("value").await?.unwrap_or_default())
            })
            .await;
        // A field that is drawn anew under somebody's hands loses what is typed.
        let lines = |text: &str| text.replace('\r', "");
        assert_eq!(lines(&value), lines(text), "what was typed into {self} did not stay");
    }

    /// Gives a field the value that a picker would give it: for dates, which every engine lets one type in another way.
    pub async fn pick(&self, value: &str) {
        let client = self.page.client();
        let script = "const [field, value] = arguments; field.focus();
                      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, value);
                      for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }))";
        self.act("pick in", async |element| client.execute(script, vec![serde_json::to_value(&element)?, json!(value)]).await.map(|_| ()))
            .await;
    }

    /// Chooses files from the disk, in a `file` control.
    pub async fn attach(&self, files: &[&Path]) {
        let paths: Vec<String> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
        self.act("attach to", async |element| element.send_keys(&paths.join("\n")).await).await;
    }

    /// Chooses an option of a `combobox` by what it says.
    pub async fn choose(&self, option: &str) {
        self.act("choose in", async |element| element.select_by_label(option).await).await;
    }

    /// What can be read in it, white space squashed.
    pub async fn text(&self) -> String {
        // Not the driver's own reading: WebKit's runs the cells of a table together.
        let client = self.page.client();
        let text =
            self.act("read", async |element| client.execute("return arguments[0].innerText", vec![serde_json::to_value(&element)?]).await);
        squashed(text.await.as_str().unwrap_or_default())
    }

    /// The value of a field.
    pub async fn value(&self) -> String {
        self.act("read", async |element| element.prop("value").await).await.unwrap_or_default()
    }

    /// Whether a radio or a checkbox is ticked.
    pub async fn is_checked(&self) -> bool {
        self.act("read", async |element| element.is_selected().await).await
    }

    pub async fn is_enabled(&self) -> bool {
        self.act("read", async |element| element.is_enabled().await).await
    }

    /// An attribute as it stands in the document.
    pub async fn attribute(&self, name: &str) -> Option<String> {
        self.act("read", async |element| element.attr(name).await).await
    }

    /// # Panics
    /// When its content does not come to have these words in it.
    pub async fn says(&self, text: &str) {
        let wanted = squashed(text);
        let mut last = String::new();
        let found = wait::until(async || {
            last = self.text().await;
            last.contains(&wanted).then_some(())
        })
        .await;
        assert!(found.is_some(), "{self} says “{last}” and not “{wanted}”");
    }

    /// # Panics
    /// When it does not come to have the focus.
    pub async fn has_focus(&self) {
        let client = self.page.client();
        let script = "return arguments[0] === document.activeElement";
        let found = wait::until(async || {
            let element = self.all().await.ok()?.into_iter().next()?;
            let focused = client.execute(script, vec![serde_json::to_value(element).ok()?]).await.ok()?;
            (focused == Value::Bool(true)).then_some(())
        })
        .await;
        assert!(found.is_some(), "{self} has no focus; it is on {:?}", self.page.focus().await);
    }
}

impl std::fmt::Display for Locator {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.name {
            Name::Any => write!(out, "the {}", self.role),
            Name::Is(name) => write!(out, "the {} “{name}”", self.role),
            Name::Has(part) => write!(out, "the {} with “{part}” in its name", self.role),
            Name::Text(part) => write!(out, "the {} that says “{part}”", self.role),
        }?;
        if let Some(outer) = &self.within { write!(out, " in {outer}") } else { Ok(()) }
    }
}

/// The engines agree on roles, but for a few. The candidates were already chosen by what they are.
fn same_role(found: &str, wanted: &str) -> bool {
    found == wanted
        || matches!(wanted, "datetime" | "file")
        || matches!(
            (found, wanted),
            // WebKit: a list that drops down is a button.
            ("button", "combobox")
            // WebKit, and Chromium of late.
            | ("image", "img")
            // A password has no role.
            | ("", "textbox")
            // A summary has no role of its own yet.
            | ("" | "DisclosureTriangle", "button")
        )
}
