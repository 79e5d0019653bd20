//! JSON, parsed by the browser: a parser of our own, with its tables for numbers, would be 15 KB of brotli.

use contract::read::Value;
use js_sys::{Array, JSON, Object};
use wasm_bindgen::{JsCast, JsValue};

/// Up to here a double holds every whole number: 2^53.
const EXACT: f64 = 9_007_199_254_740_992.0;
/// How deep a document may be nested; nothing of the contract comes near.
const DEEPEST: u32 = 64;

/// `None`: it is no JSON, or nested deeper than anything we read.
pub(crate) fn parse(text: &str) -> Option<Value> {
    value_of(&JSON::parse(text).ok()?, DEEPEST)
}

fn value_of(value: &JsValue, deeper: u32) -> Option<Value> {
    if let Some(text) = value.as_string() {
        return Some(Value::Text(text));
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
        return elements.iter().map(|element| value_of(&element, deeper)).collect::<Option<Vec<_>>>().map(Value::List);
    }
    let entries = Object::entries(value.unchecked_ref());
    let members = entries.iter().map(|member| {
        let member: Array = member.unchecked_into();
        Some((member.get(0).as_string()?, value_of(&member.get(1), deeper)?))
    });
    members.collect::<Option<_>>().map(Value::Object)
}

#[expect(clippy::cast_possible_truncation, reason = "only where the number came through unchanged")]
fn number_of(number: f64) -> Value {
    let whole = number as i64;
    if number.abs() <= EXACT && whole as f64 == number { Value::Number(whole) } else { Value::OtherNumber }
}
