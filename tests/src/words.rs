//! The application's words, from its own catalogues: a test names the key, so that the wording may change.

use serde_json::Value;

/// One language's catalogue.
#[derive(Clone, Debug)]
pub struct Words {
    language: String,
    catalogue: Value,
}

impl Words {
    /// The catalogue `locales/{language}.json`.
    ///
    /// # Panics
    /// When there is none.
    pub fn of(language: &str) -> Self {
        Self { language: language.to_owned(), catalogue: read(&format!("locales/{language}.json")) }
    }

    /// The words of the reference portal's own pages.
    ///
    /// # Panics
    /// When there are none in this language.
    pub fn of_portal(language: &str) -> Self {
        let mut texts = read(&format!("crates/portal/texts/{language}.json"));
        Self { language: language.to_owned(), catalogue: texts["pages"].take() }
    }

    /// The text of a key.
    ///
    /// # Panics
    /// When the catalogue has no such key, or the text wants arguments.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The text of a key with its placeholders filled in.
    ///
    /// # Panics
    /// When the catalogue has no such key, or a placeholder stays empty.
    pub fn say_with(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        match &self.catalogue[key] {
            Value::String(text) => filled(key, text, arguments),
            other => panic!("{}.json: “{key}” is {other}", self.language),
        }
    }

    /// The text of a key that depends on a count.
    ///
    /// # Panics
    /// When the catalogue has no such key, or a placeholder stays empty.
    pub fn count(&self, key: &str, count: u64, arguments: &[(&str, &str)]) -> String {
        let forms = &self.catalogue[key];
        let form = match self.language.as_str() {
            "ru" => russian(count),
            _ if count == 1 => "one",
            _ => "other",
        };
        let text = forms[form].as_str().or_else(|| forms["other"].as_str());
        let text = text.unwrap_or_else(|| panic!("{}.json: “{key}” is {forms}", self.language));
        let number = count.to_string();
        let all: Vec<(&str, &str)> = arguments.iter().copied().chain([("count", number.as_str())]).collect();
        filled(key, text, &all)
    }

    /// The text of a key up to its first placeholder: what can be looked for when the rest is not known.
    ///
    /// # Panics
    /// When the catalogue has no such key.
    pub fn start_of(&self, key: &str) -> String {
        let text = self.catalogue[key].as_str().unwrap_or_else(|| panic!("{}.json has no “{key}”", self.language));
        text.split('{').next().unwrap_or_default().trim().to_owned()
    }
}

fn read(path: &str) -> Value {
    let text = std::fs::read_to_string(crate::workspace().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn russian(count: u64) -> &'static str {
    match (count % 10, count % 100) {
        (_, 11..=14) => "many",
        (1, _) => "one",
        (2..=4, _) => "few",
        _ => "many",
    }
}

fn filled(key: &str, text: &str, arguments: &[(&str, &str)]) -> String {
    let full = arguments.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value));
    assert!(!full.contains('{'), "“{key}” wants more than {arguments:?}: {full}");
    full
}
