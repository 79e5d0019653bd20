//! The words of the interface: one catalogue, of the language in use, loaded at run time.
//!
//! Texts are plain strings. When the language changes, the tree of views is built anew, so nothing needs to react to it.

mod format;

use contract::read::Value;
use std::cell::RefCell;

pub(crate) use format::*;

/// One function for each text; made by the build from `locales/`, where the build also checks that no language lacks one.
#[allow(dead_code, reason = "the static first paint uses texts that the application does not")]
pub(crate) mod t {
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));

    fn text(index: usize, arguments: &[(&str, &str)]) -> String {
        super::text(index, arguments)
    }

    fn plural(index: usize, count: u32, arguments: &[(&str, &str)]) -> String {
        super::plural(index, count, arguments)
    }
}

/// A loaded language.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    /// BCP 47: `ru`.
    pub(crate) language: String,
    texts: Vec<Value>,
}

impl Catalogue {
    /// Reads the array that the build made of the language's file; `None` when it is of another build.
    pub(crate) fn read(language: &str, json: &str) -> Option<Self> {
        let Value::List(texts) = crate::browser::json::parse(json)? else { return None };
        (texts.len() == t::COUNT).then(|| Self { language: language.to_owned(), texts })
    }
}

thread_local! {
    static CURRENT: RefCell<Catalogue> = RefCell::default();
}

pub(crate) fn install(catalogue: Catalogue) {
    CURRENT.set(catalogue);
}

/// The language in use, BCP 47.
pub(crate) fn language() -> String {
    CURRENT.with_borrow(|catalogue| catalogue.language.clone())
}

/// The locale that dates and plural forms are made for. English of the United Kingdom: day before month and 24 hours, as the
/// portal's own texts have it.
pub(crate) fn locale() -> String {
    let language = language();
    if language == "en" { "en-GB".to_owned() } else { language }
}

fn text(index: usize, arguments: &[(&str, &str)]) -> String {
    CURRENT.with_borrow(|catalogue| fill(catalogue.texts.get(index).and_then(Value::as_str).unwrap_or_default(), arguments))
}

fn plural(index: usize, count: u32, arguments: &[(&str, &str)]) -> String {
    let category = crate::browser::intl::plural_category(&locale(), count);
    let number = count.to_string();
    let arguments: Vec<(&str, &str)> = arguments.iter().copied().chain([("count", number.as_str())]).collect();
    CURRENT.with_borrow(|catalogue| {
        let forms = catalogue.texts.get(index);
        let form = forms.and_then(|forms| forms.get(&category).or_else(|| forms.get("other")));
        fill(form.and_then(Value::as_str).unwrap_or_default(), &arguments)
    })
}

/// Puts the arguments in the place of their names. What an argument contains is not looked at again.
fn fill(template: &str, arguments: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, tail)) = after.split_once('}') else { break };
        filled.push_str(arguments.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        rest = tail;
    }
    filled.push_str(rest);
    filled
}
