//! Which language the interface speaks, and how it comes to speak it.

use crate::browser::{page, storage::Area};
use crate::context::Context;
use crate::i18n::{self, Catalogue, t};
use crate::portal::client;
use crate::route::query;
use leptos::prelude::*;

/// Where the choice is kept.
const CHOICE: &str = "language";

/// The language to begin with: the address, then what was chosen before, then the browser, then what the page was served in.
pub(crate) fn preferred() -> String {
    let known = |tag: String| {
        let language = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        t::LANGUAGES.iter().find(|known| **known == language).map(|known| (*known).to_owned())
    };
    let asked = page::query(query::LANGUAGE).and_then(known);
    if let Some(language) = &asked {
        // An address names it once; the next one does not.
        Area::Tab.write(CHOICE, language);
    }
    asked
        .or_else(|| Area::Tab.read(CHOICE).and_then(known))
        .or_else(|| Area::Device.read(CHOICE).and_then(known))
        .or_else(|| page::languages().into_iter().find_map(known))
        .or_else(|| page::root_language().and_then(known))
        .unwrap_or_else(|| "ru".to_owned())
}

/// Loads the language and speaks it. `false`: it could not be loaded, and nothing has changed.
pub(crate) async fn speak(context: Context, language: &str) -> bool {
    let Some(address) = address(language) else { return false };
    let Ok(json) = client::file(&address).await else { return false };
    let Some(catalogue) = Catalogue::read(language, &json) else { return false };
    let is_change = !context.language.read_untracked().is_empty();
    i18n::install(catalogue);
    page::root_attribute("lang", Some(language));
    context.client().speak(language);
    context.language.set(language.to_owned());
    if is_change {
        // The portal's own texts come in the new language too.
        context.desk.load();
    }
    true
}

/// Speaks another language, and remembers it for the next visit.
pub(crate) async fn choose(context: Context, language: &str) -> bool {
    let spoken = speak(context, language).await;
    if spoken {
        Area::Tab.remove(CHOICE);
        Area::Device.write(CHOICE, language);
    }
    spoken
}

/// Address of a language's file, from the list that the build left in the page: `ru=/locale.ru-….json en=…`.
fn address(language: &str) -> Option<String> {
    let list = page::meta("hotline-locales")?;
    list.split_whitespace().find_map(|entry| Some(entry.strip_prefix(language)?.strip_prefix('=')?.to_owned()))
}
