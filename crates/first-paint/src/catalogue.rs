use serde_json::{Map, Value};

include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));

/// The texts of one language, by key. Only the first paint reads them by key; the application has an index instead.
#[derive(Clone, Debug)]
pub struct Catalogue {
    locale: String,
    texts: Map<String, Value>,
}

impl Catalogue {
    /// The project's own catalogue for a BCP 47 tag (`ru`, `ru-RU`), if there is one.
    pub fn of(locale: &str) -> Option<Catalogue> {
        let language = locale.split('-').next().unwrap_or(locale);
        let find = |wanted: &str| CATALOGUES.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        let (name, json) = find(locale).or_else(|| find(language))?;
        Catalogue::read(name, json)
    }

    /// Languages that the project has a catalogue for.
    pub fn locales() -> impl Iterator<Item = &'static str> {
        CATALOGUES.iter().map(|(name, _)| *name)
    }

    /// A catalogue in the format of `locales/`; `None` if it is not a JSON object.
    pub fn read(locale: &str, json: &str) -> Option<Catalogue> {
        Some(Catalogue { locale: locale.to_owned(), texts: serde_json::from_str(json).ok()? })
    }

    /// BCP 47 tag of the language.
    pub fn locale(&self) -> &str {
        &self.locale
    }

    /// The text, or the key itself where the catalogue lacks it: a gap that can be seen is better than a page that is missing.
    pub(crate) fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    pub(crate) fn find(&self, key: &str) -> Option<&str> {
        self.texts.get(key).and_then(Value::as_str)
    }

    /// The text with its `{name}`s replaced. What is put in is not looked at again.
    pub(crate) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        let mut rest = self.text(key);
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, tail)) = after.split_once('}') else { break };
            filled.push_str(before);
            match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => filled.push_str(value),
                None => filled.extend(["{", name, "}"]),
            }
            rest = tail;
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_is_not_read_as_a_placeholder() {
        let catalogue = Catalogue::read("en", r#"{"key": "{a} and {b}, {c"}"#).unwrap();
        assert_eq!(catalogue.fill("key", &[("a", "{b}"), ("b", "two")]), "{b} and two, {c");
    }

    #[test]
    fn a_regional_tag_finds_its_language() {
        assert_eq!(Catalogue::of("ru-RU").unwrap().locale(), "ru");
        assert!(Catalogue::of("xx").is_none());
    }

    #[test]
    fn every_language_has_every_text_of_the_first_paint() {
        let keys = |locale: &str| -> Vec<String> {
            let catalogue = Catalogue::of(locale).unwrap();
            catalogue.texts.keys().filter(|key| key.starts_with("first_paint.") || key.starts_with("weekday.")).cloned().collect()
        };
        let base = keys("ru");
        assert!(base.len() > 20);
        for locale in Catalogue::locales() {
            assert_eq!(keys(locale), base, "{locale}");
        }
    }
}
