//! A page in a browser, as a visitor uses it.

use crate::locate::{Locator, Name, squashed};
use crate::session::Session;
use crate::wait::until;
use crate::wire::Wire;
use crate::{Engine, Setup};
use fantoccini::Client;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use fantoccini::wd::WindowHandle;
use serde_json::Value;
use std::sync::{Arc, Mutex};

/// The contract answers a guest's `GET /session` with 401, and Chromium writes every 4xx into its console: no page can help that.
const GUEST: &str = "/api/session - Failed to load resource: the server responded with a status of 401";

/// A browser's current tab. Copies are the same page.
#[derive(Clone, Debug)]
pub struct Page {
    session: Arc<Session>,
    wire: Arc<Wire>,
    setup: Arc<Setup>,
    expected: Arc<Mutex<Vec<String>>>,
    /// In the order of their opening, which is not the order in which every driver lists them.
    tabs: Arc<Mutex<Vec<WindowHandle>>>,
}

impl Page {
    pub(crate) fn new(session: Arc<Session>, wire: Arc<Wire>, setup: Setup) -> Self {
        Self { session, wire, setup: Arc::new(setup), expected: Arc::default(), tabs: Arc::default() }
    }

    /// The browser, when this was the last copy's owner that the stage knows.
    pub(crate) fn into_session(self) -> Arc<Session> {
        self.session
    }

    pub(crate) fn client(&self) -> &Client {
        &self.session.client
    }

    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    pub fn engine(&self) -> Engine {
        self.session.engine
    }

    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Goes to a path of the origin, or to a whole address, and waits for the document.
    ///
    /// # Panics
    /// When the browser cannot.
    pub async fn open(&self, path: &str) {
        let address = self.address(path);
        self.client().goto(&address).await.unwrap_or_else(|error| panic!("cannot open {address}: {error}"));
    }

    /// Goes there although nobody answers: what is shown then is the browser's business, or a service worker's.
    pub async fn open_in_vain(&self, path: &str) {
        let _ = self.client().goto(&self.address(path)).await;
    }

    fn address(&self, path: &str) -> String {
        if path.contains("://") { path.to_owned() } else { format!("{}{path}", self.wire.origin()) }
    }

    /// # Panics
    /// When the browser cannot.
    pub async fn reload(&self) {
        self.client().refresh().await.expect("reloads");
    }

    /// # Panics
    /// When the browser cannot.
    pub async fn back(&self) {
        self.client().back().await.expect("goes back");
    }

    /// # Panics
    /// When the browser cannot.
    pub async fn forward(&self) {
        self.client().forward().await.expect("goes forward");
    }

    /// Opens a second tab of the same browser and makes it the current one. It has the same setup.
    ///
    /// # Panics
    /// When the browser cannot.
    pub async fn open_tab(&self, path: &str) {
        let first = self.client().window().await.expect("a tab");
        let tab = self.client().new_window(true).await.expect("a new tab").handle;
        {
            let mut tabs = self.tabs.lock().expect("not poisoned");
            if tabs.is_empty() {
                tabs.push(first);
            }
            tabs.push(tab.clone());
        }
        self.client().switch_to_window(tab).await.expect("the new tab");
        self.session.prepare(&self.setup, &self.wire).await;
        self.open(path).await;
    }

    /// Makes another tab the current one, counted from 0 in the order of their opening.
    ///
    /// # Panics
    /// When there is no such tab.
    pub async fn switch_tab(&self, number: usize) {
        let tab = self.tabs.lock().expect("not poisoned")[number].clone();
        self.client().switch_to_window(tab).await.expect("the tab");
    }

    /// Closes the current tab and makes the first one the current one.
    ///
    /// # Panics
    /// When the browser cannot.
    pub async fn close_tab(&self) {
        let tab = self.client().window().await.expect("a tab");
        self.client().close_window().await.expect("closes");
        self.tabs.lock().expect("not poisoned").retain(|known| *known != tab);
        self.switch_tab(0).await;
    }

    /// The whole address in the address bar.
    ///
    /// # Panics
    /// When the browser does not say.
    pub async fn url(&self) -> String {
        self.client().current_url().await.expect("an address").to_string()
    }

    /// Path, query and fragment.
    pub async fn path(&self) -> String {
        let url = self.url().await;
        url.strip_prefix(&self.wire.origin()).unwrap_or(&url).to_owned()
    }

    /// # Panics
    /// When the path does not become this one.
    pub async fn arrives_at(&self, path: &str) {
        let found = until(async || (self.path().await == path).then_some(())).await;
        assert!(found.is_some(), "is at {} and not at {path}", self.path().await);
    }

    /// # Panics
    /// When the browser does not say.
    pub async fn title(&self) -> String {
        self.client().title().await.expect("a title")
    }

    /// Runs a script's body; `arguments` as given. Its value must be JSON.
    ///
    /// # Panics
    /// When the script throws.
    pub async fn evaluate(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client().execute(script, arguments).await.unwrap_or_else(|error| panic!("script failed: {error}\n{script}"))
    }

    /// The same for a script that calls its last argument when it is done.
    ///
    /// # Panics
    /// When the script throws or never does.
    pub async fn evaluate_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client().execute_async(script, arguments).await.unwrap_or_else(|error| panic!("script failed: {error}\n{script}"))
    }

    /// What can be read on the page, white space squashed.
    pub async fn text(&self) -> String {
        let text = self.client().execute("return document.body?.innerText ?? ''", vec![]).await;
        squashed(text.unwrap_or_default().as_str().unwrap_or_default())
    }

    /// # Panics
    /// When the page does not come to show this text.
    pub async fn shows(&self, text: &str) {
        let wanted = squashed(text);
        let found = until(async || self.text().await.contains(&wanted).then_some(())).await;
        assert!(found.is_some(), "“{wanted}” is not shown");
    }

    /// # Panics
    /// When the page goes on showing this text.
    pub async fn stops_showing(&self, text: &str) {
        let unwanted = squashed(text);
        let gone = until(async || (!self.text().await.contains(&unwanted)).then_some(())).await;
        assert!(gone.is_some(), "“{unwanted}” is still shown");
    }

    /// Presses a key wherever the focus is.
    ///
    /// # Panics
    /// When the browser cannot.
    pub async fn press(&self, key: Key) {
        self.press_with(&[], key).await;
    }

    /// Presses a key while others are held.
    ///
    /// # Panics
    /// When the browser cannot.
    pub async fn press_with(&self, held: &[Key], key: Key) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for key in held {
            actions = actions.then(KeyAction::Down { value: char::from(*key) });
        }
        actions = actions.then(KeyAction::Down { value: char::from(key) }).then(KeyAction::Up { value: char::from(key) });
        for key in held.iter().rev() {
            actions = actions.then(KeyAction::Up { value: char::from(*key) });
        }
        self.client().perform_actions(actions).await.expect("the key is pressed");
    }

    /// Types where the focus is.
    ///
    /// # Panics
    /// When nothing has the focus.
    pub async fn type_text(&self, text: &str) {
        let focused = self.client().active_element().await.expect("something has the focus");
        focused.send_keys(text).await.expect("it can be typed into");
    }

    /// Role and name of what has the focus; `None` when it is the page itself.
    ///
    /// # Panics
    /// When the browser does not say.
    pub async fn focus(&self) -> Option<(String, String)> {
        let focused = self.client().active_element().await.ok()?;
        if matches!(focused.tag_name().await.as_deref(), Ok("body" | "html") | Err(_)) {
            return None;
        }
        let (role, name) = self.session.role_and_name(&focused.element_id()).await.ok()?;
        Some((role, squashed(&name)))
    }

    /// What the Tab key visits, in order, until it comes round or leaves the page; at most so many stops.
    pub async fn tab_order(&self, most: usize) -> Vec<(String, String)> {
        let mut stops: Vec<(String, String)> = Vec::new();
        for _ in 0..most {
            self.press(Key::Tab).await;
            match self.focus().await {
                Some(stop) if stops.first() != Some(&stop) || stops.len() == 1 => stops.push(stop),
                _ => break,
            }
        }
        stops
    }

    /// Presses Tab until what has this role and name has the focus.
    ///
    /// # Panics
    /// When it does not within 100 steps.
    pub async fn tab_to(&self, role: &str, name: &str) {
        self.tab_until(|found, label| found == role && label == squashed(name)).await;
    }

    /// Goes there by Tab and presses Enter.
    ///
    /// # Panics
    /// When Tab does not lead there.
    pub async fn enter_on(&self, role: &str, name: &str) {
        self.tab_to(role, name).await;
        self.press(Key::Enter).await;
    }

    /// Presses Tab until what has the focus is the right thing, by its role and name.
    ///
    /// # Panics
    /// When it is not within 100 steps.
    pub async fn tab_until(&self, is_right: impl Fn(&str, &str) -> bool) {
        let mut stops = Vec::new();
        for _ in 0..100 {
            self.press(Key::Tab).await;
            let stop = self.focus().await;
            if stop.as_ref().is_some_and(|(role, name)| is_right(role, name)) {
                return;
            }
            stops.extend(stop);
        }
        panic!("Tab does not lead there, but to {stops:?}");
    }

    /// Takes away what the site has put into the browser's cookies, also those that scripts cannot see.
    ///
    /// # Panics
    /// When the browser cannot.
    pub async fn forget_cookies(&self) {
        self.client().delete_all_cookies().await.expect("the cookies are deleted");
    }

    /// From now on a complaint that contains these words is not held against the page.
    ///
    /// # Panics
    /// Never.
    pub fn expect_complaint(&self, words: &str) {
        self.expected.lock().expect("not poisoned").push(words.to_owned());
    }

    /// What the console said that nobody expected, since the last time.
    ///
    /// # Panics
    /// Never.
    pub async fn complaints(&self) -> Vec<String> {
        let mut complaints = self.session.take_console().await;
        complaints.extend(self.wire.take_reports());
        let mut expected = self.expected.lock().expect("not poisoned").clone();
        expected.push(GUEST.to_owned());
        // What Chromium says of a request whose connection was closed while it left the page. No answer of ours looks like this.
        // And WebKit of a picture that stands in the page itself, and was not drawn yet.
        const CUT_OFF: [&str; 2] = ["ERR_EMPTY_RESPONSE", "failed to load data:image/"];
        let is_cut_off = |complaint: &String| CUT_OFF.iter().any(|words| complaint.contains(words));
        complaints.retain(|complaint| !is_cut_off(complaint) && !expected.iter().any(|words| complaint.contains(words.as_str())));
        complaints
    }

    /// The page on A4, as a PDF. Chromium and Firefox can.
    ///
    /// # Panics
    /// When the engine cannot.
    pub async fn print(&self) -> Vec<u8> {
        self.session.print().await.unwrap_or_else(|error| panic!("{error}"))
    }

    /// Takes the device off the network, or back on it.
    ///
    /// # Panics
    /// In WebKit, which cannot; unplug the wire there.
    pub async fn set_offline(&self, offline: bool) {
        self.session.set_offline(offline).await.unwrap_or_else(|error| panic!("{error}"));
    }

    /// Freezes the pages of this browser as a phone does with what is out of sight: no script runs, nothing arrives, and no driver
    /// gets an answer; or wakes them up.
    ///
    /// # Panics
    /// When no process holds a page.
    pub fn set_frozen(&self, frozen: bool) {
        self.session.signal_pages(if frozen { "STOP" } else { "CONT" });
    }

    /// Kills the process that shows the current tab, as a phone does that needs the memory.
    ///
    /// # Panics
    /// In other engines than Chromium, which cannot.
    pub async fn kill(&self) {
        // The answer is the crash.
        let _ = self.session.cdp("Page.crash", serde_json::json!({})).await;
    }

    /// The page as it is, for the message of a failed test.
    pub(crate) async fn describe(&self) -> String {
        let address = self.client().current_url().await.map_or_else(|error| error.to_string(), |url| url.to_string());
        let text: String = self.text().await.chars().take(3000).collect();
        let complaints = self.complaints().await;
        let requests: Vec<String> =
            self.wire.seen().iter().map(|seen| format!("{} {} {:?}", seen.method, seen.path, seen.status)).collect();
        self.photograph("failed").await;
        format!(
            "--- {} at {address}\n--- focus: {:?}\n--- shows: {text}\n--- complaints: {complaints:#?}\n--- requests: {requests:#?}",
            self.engine().name(),
            self.focus().await
        )
    }

    /// Whatever has this role and name.
    pub fn role(&self, role: &'static str, name: impl Into<Name>) -> Locator {
        Locator::new(self.clone(), role, name.into())
    }
}

/// Short words for the commonest roles.
macro_rules! roles {
    ($($role:ident)+) => {
        impl Page {
            $(#[doc = concat!("The ", stringify!($role), " with this accessible name.")]
            pub fn $role(&self, name: impl Into<Name>) -> Locator {
                self.role(stringify!($role), name)
            })+
        }
    };
}

roles! { alert button checkbox combobox datetime dialog file group heading img link list listitem main navigation option radio radiogroup region row searchbox status table textbox timer }
