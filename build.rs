//! Turns the catalogues of `locales/` into checked Rust items.
//!
//! Every key becomes a function of the `i18n::t` module whose arguments are the key's placeholders, in the order of the base text. The run-time catalogue is an
//! array in the order of the sorted keys, so a function holds an index instead of a name. The build fails when a language
//! lacks a key, has one too many, or uses other placeholders than the base language.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, process};

use serde_json::Value;

/// The language that the others are checked against.
const BASE: &str = "ru";

/// Texts that others than the application say: they are not loaded with it. The staging of the site leaves out the same.
const ELSEWHERE: [&str; 2] = ["first_paint.", "fatal."];

type Catalogue = BTreeMap<String, Value>;

fn main() {
    println!("cargo::rerun-if-changed=locales");
    if let Err(message) = generate() {
        println!("cargo::error={message}");
        process::exit(1);
    }
}

fn generate() -> Result<(), String> {
    let catalogues = read_catalogues(Path::new("locales"))?;
    let base = catalogues.get(BASE).ok_or_else(|| format!("locales/{BASE}.json is missing"))?;
    for (language, catalogue) in &catalogues {
        compare(language, catalogue, base)?;
    }
    let mut languages: Vec<&str> = catalogues.keys().map(String::as_str).collect();
    languages.sort_by_key(|language| *language != BASE);
    let mut code = format!(
        "/// Languages that the application has a catalogue for, the base first.\npub const LANGUAGES: &[&str] = &{languages:?};\n"
    );
    let own: Vec<(&String, &Value)> = base.iter().filter(|(key, _)| !ELSEWHERE.iter().any(|prefix| key.starts_with(prefix))).collect();
    writeln!(code, "/// How many texts a catalogue has.\npub const COUNT: usize = {};", own.len()).map_err(|error| error.to_string())?;
    for (index, (key, value)) in own.into_iter().enumerate() {
        write_function(&mut code, index, key, value).map_err(|error| error.to_string())?;
    }
    let out = env::var("OUT_DIR").map_err(|error| error.to_string())?;
    fs::write(Path::new(&out).join("texts.rs"), code).map_err(|error| error.to_string())
}

fn read_catalogues(folder: &Path) -> Result<BTreeMap<String, Catalogue>, String> {
    let mut catalogues = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("locales: {error}"))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let (Some(stem), Some("json")) = (path.file_stem().and_then(|s| s.to_str()), path.extension().and_then(|s| s.to_str())) else {
            continue;
        };
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let catalogue: Catalogue = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        catalogues.insert(stem.to_owned(), catalogue);
    }
    Ok(catalogues)
}

fn compare(language: &str, catalogue: &Catalogue, base: &Catalogue) -> Result<(), String> {
    for key in base.keys() {
        if !catalogue.contains_key(key) {
            return Err(format!("locales/{language}.json lacks \"{key}\""));
        }
    }
    for (key, value) in catalogue {
        let Some(wanted) = base.get(key) else {
            return Err(format!("locales/{language}.json has \"{key}\", which locales/{BASE}.json has not"));
        };
        if value.is_object() != wanted.is_object() {
            return Err(format!("locales/{language}.json: \"{key}\" must have plural forms in every language or in none"));
        }
        if value.is_object() && value.get("other").is_none() {
            return Err(format!("locales/{language}.json: \"{key}\" lacks the plural form \"other\""));
        }
        let (has, wants) = (placeholders(value)?, placeholders(wanted)?);
        if BTreeSet::from_iter(&has) != BTreeSet::from_iter(&wants) {
            return Err(format!("locales/{language}.json: \"{key}\" has the placeholders {has:?}, locales/{BASE}.json {wants:?}"));
        }
    }
    Ok(())
}

/// Names of the placeholders of a text, of all its plural forms together, as they come.
fn placeholders(value: &Value) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    let forms: Vec<&str> = match value {
        Value::String(text) => vec![text],
        Value::Object(forms) => forms.values().filter_map(Value::as_str).collect(),
        other => return Err(format!("a text must be a string or plural forms, not {other}")),
    };
    for form in forms {
        let mut rest = form;
        while let Some((_, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}').ok_or_else(|| format!("a placeholder of \"{form}\" is not closed"))?;
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
            rest = tail;
        }
    }
    Ok(names)
}

fn write_function(code: &mut String, index: usize, key: &str, value: &Value) -> Result<(), std::fmt::Error> {
    let name = key.replace(['.', '-'], "_");
    let names = placeholders(value).unwrap_or_default();
    let sample = value.as_str().or_else(|| value.get("other").and_then(Value::as_str)).unwrap_or_default().replace('\n', " ");
    writeln!(code, "/// {}", sample.replace('[', "\\[").replace(']', "\\]"))?;
    let arguments: Vec<&String> = names.iter().filter(|name| *name != "count").collect();
    let parameters: Vec<String> = arguments.iter().map(|name| format!("{name}: &str")).collect();
    let pairs: Vec<String> = arguments.iter().map(|name| format!("({name:?}, {name})")).collect();
    let pairs = pairs.join(", ");
    if value.is_object() {
        let parameters: Vec<String> = std::iter::once("count: u32".to_owned()).chain(parameters).collect();
        writeln!(code, "pub fn {name}({}) -> String {{ plural({index}, count, &[{pairs}]) }}", parameters.join(", "))
    } else if names.is_empty() {
        writeln!(code, "pub fn {name}() -> String {{ text({index}, &[]) }}")
    } else {
        writeln!(code, "pub fn {name}({}) -> String {{ text({index}, &[{pairs}]) }}", parameters.join(", "))
    }
}
