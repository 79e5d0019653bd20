use anyhow::{Context, Result, anyhow};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The texts of one language, sorted by key.
pub(super) struct Catalogue {
    pub locale: String,
    texts: BTreeMap<String, Value>,
}

/// Texts that others than the application say: they are not loaded with it. Its build script leaves out the same.
const ELSEWHERE: [&str; 2] = ["first_paint.", "fatal."];

impl Catalogue {
    /// What the application loads: the texts without their keys, in the order of the keys. Its build script counts alike.
    pub(super) fn as_array(&self) -> Result<String> {
        let own = self.texts.iter().filter(|(key, _)| !ELSEWHERE.iter().any(|prefix| key.starts_with(prefix)));
        Ok(serde_json::to_string(&own.map(|(_, text)| text).collect::<Vec<_>>())?)
    }
}

/// Every catalogue of the folder, by name.
pub(super) fn read(folder: &Path) -> Result<Vec<Catalogue>> {
    let mut catalogues = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let locale = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let texts = serde_json::from_str(&super::read(&path)?).with_context(|| path.display().to_string())?;
        catalogues.push(Catalogue { locale, texts });
    }
    catalogues.sort_by(|left, right| left.locale.cmp(&right.locale));
    Ok(catalogues)
}

/// `script` with its `"{{texts}}"` replaced by the texts whose keys start with `prefix`, by language.
pub(super) fn with_texts(script: &str, prefix: &str, catalogues: &[Catalogue]) -> Result<String> {
    let mut languages = Map::new();
    for catalogue in catalogues {
        let texts = catalogue.texts.iter().filter_map(|(key, text)| Some((key.strip_prefix(prefix)?.to_owned(), text.clone())));
        languages.insert(catalogue.locale.clone(), Value::Object(texts.collect()));
    }
    replace_once(script, "\"{{texts}}\"", &Value::Object(languages).to_string())
}

/// A place that is missing is a mistake in the template, not nothing to do.
pub(super) fn replace_once(text: &str, place: &str, content: &str) -> Result<String> {
    let (before, after) = text.split_once(place).ok_or_else(|| anyhow!("{place} is missing"))?;
    Ok([before, content, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue(locale: &str, json: &str) -> Catalogue {
        Catalogue { locale: locale.to_owned(), texts: serde_json::from_str(json).unwrap() }
    }

    #[test]
    fn the_application_gets_its_texts_in_the_order_of_their_keys() {
        let catalogue = catalogue(
            "ru",
            r#"{"b.c": {"one": "1", "other": "{count}"}, "b-a": "x", "fatal.text": "y", "first_paint.unknown": "z", "a": "я"}"#,
        );
        assert_eq!(catalogue.as_array().unwrap(), r#"["я","x",{"one":"1","other":"{count}"}]"#);
    }

    #[test]
    fn a_script_gets_its_own_texts_only() {
        let catalogues = [catalogue("en", r#"{"fatal.text": "\"quoted\"", "other": "x"}"#)];
        let script = with_texts("var T = \"{{texts}}\";", "fatal.", &catalogues).unwrap();
        assert_eq!(script, r#"var T = {"en":{"text":"\"quoted\""}};"#);
        assert!(with_texts("var T;", "fatal.", &catalogues).is_err());
    }
}
