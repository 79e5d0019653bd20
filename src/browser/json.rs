//! JSON, parsed by the browser: a parser of our own, with its tables for numbers, would be 15 KB of brotli.

use js_sys::{Array, JSON, Object};
use serde_json::{Map, Number, Value};
use wasm_bindgen::{JsCast, JsValue};

/// How deep a document may be nested; nothing of the contract comes near.
const DEEPEST: u32 = 64;

/// `None`: it is no JSON, or nested deeper than anything we read.
pub(crate) fn parse(text: &str) -> Option<Value> {
    value_of(&JSON::parse(text).ok()?, DEEPEST)
}

fn value_of(value: &JsValue, deeper: u32) -> Option<Value> {
    if let Some(text) = value.as_string() {
        return Some(Value::String(text));
    }
    if let Some(number) = value.as_f64() {
        return Some(number_of(number));
    }
    if let Some(boolean) = value.as_bool() {
        return Some(Value::Bool(boolean));
    }
    if value.is_null() {
        return Some(Value::Null);
    }
    let deeper = deeper.checked_sub(1)?;
    if let Some(elements) = value.dyn_ref::<Array>() {
        return elements.iter().map(|element| value_of(&element, deeper)).collect::<Option<Vec<_>>>().map(Value::Array);
    }
    let mut members = Map::new();
    for member in Object::entries(value.unchecked_ref()).iter() {
        let member: Array = member.unchecked_into();
        members.insert(member.get(0).as_string()?, value_of(&member.get(1), deeper)?);
    }
    Some(Value::Object(members))
}

/// Whole numbers that a double holds exactly; of others the contract has none, and they are read as none of its types.
#[expect(clippy::cast_possible_truncation, reason = "only where the number came through unchanged")]
fn number_of(number: f64) -> Value {
    let whole = number as i64;
    if whole as f64 == number { Value::Number(Number::from(whole)) } else { Value::Array(Vec::new()) }
}
