//! JSON of the portal's and of our own keeping.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads a document. By way of [`Value`], so that each type is decoded by one piece of code, wherever in a document it stands.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let value: Value = serde_json::from_str(text).ok()?;
    T::deserialize(value).ok()
}
