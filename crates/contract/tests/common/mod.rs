//! What the tests of the contract share: the description, and every type of the wire with a value in which nothing is absent.
#![allow(dead_code, reason = "each test file uses its part of it")]

pub(crate) mod samples;

use contract::read::Read;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// A type of the wire: its name in the description, a full value, and how it is read.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) full: Value,
    /// Reads text and writes it again.
    pub(crate) read: fn(&[u8]) -> Result<Value, serde_json::Error>,
    /// Reads a value as the application does, and writes it again; for what it reads.
    pub(crate) read_by_application: Option<fn(Value) -> Option<Value>>,
}

impl Kind {
    pub(crate) fn read_value(&self, value: &Value) -> Result<Value, serde_json::Error> {
        (self.read)(value.to_string().as_bytes())
    }
}

/// A type that the application reads.
pub(crate) fn kind<T: Serialize + DeserializeOwned + Read>(name: &'static str, full: &T) -> Kind {
    Kind { read_by_application: Some(|value| T::read(value.into()).map(|read| serde_json::to_value(read).unwrap())), ..sent(name, full) }
}

/// A type that it only sends.
pub(crate) fn sent<T: Serialize + DeserializeOwned>(name: &'static str, full: &T) -> Kind {
    let read = |text: &[u8]| serde_json::to_value(serde_json::from_slice::<T>(text)?);
    Kind { name, full: serde_json::to_value(full).unwrap(), read, read_by_application: None }
}

/// `Deserialize` and `Read` make the same of a value.
pub(crate) fn assert_read_alike(kind: &Kind, wire: &Value) {
    if let Some(read) = kind.read_by_application {
        assert_eq!(read(wire.clone()), kind.read_value(wire).ok(), "{}: {wire}", kind.name);
    }
}

pub(crate) fn kind_named(name: &str) -> Kind {
    samples::kinds().into_iter().find(|kind| kind.name == name).unwrap_or_else(|| panic!("no type of the wire is named {name}"))
}

pub(crate) fn openapi() -> Value {
    serde_saphyr::from_str(contract::OPENAPI).expect("openapi.yaml is YAML")
}

pub(crate) fn schemas(openapi: &Value) -> &serde_json::Map<String, Value> {
    openapi["components"]["schemas"].as_object().expect("components/schemas")
}

/// The schema that a `$ref` leads to, or the schema itself.
pub(crate) fn resolve<'a>(openapi: &'a Value, schema: &'a Value) -> &'a Value {
    let Some(reference) = schema["$ref"].as_str() else { return schema };
    let pointer = reference.strip_prefix('#').expect("references stay inside the document");
    openapi.pointer(pointer).unwrap_or_else(|| panic!("{reference} leads nowhere"))
}

/// Checks values against one schema of the description, formats included.
pub(crate) fn validator(openapi: &Value, name: &str) -> jsonschema::Validator {
    let root = json!({ "$ref": format!("#/components/schemas/{name}"), "components": openapi["components"] });
    jsonschema::options().should_validate_formats(true).build(&root).expect("the schemas are JSON Schema")
}

pub(crate) fn violations(openapi: &Value, name: &str, value: &Value) -> Vec<String> {
    validator(openapi, name).iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}
