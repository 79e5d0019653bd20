//! Decoders that let the rest of a document live when a part of it cannot be understood.

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::Value;

/// A list without the elements that cannot be understood; `null` is an empty list.
pub(crate) fn list<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: DeserializeOwned,
    D: Deserializer<'de>,
{
    let elements = Option::<Vec<Value>>::deserialize(deserializer)?;
    Ok(elements.unwrap_or_default().into_iter().filter_map(|element| T::deserialize(element).ok()).collect())
}

/// A value whose `null` means the same as its absence.
pub(crate) fn or_default<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Deserialize<'de> + Default,
    D: Deserializer<'de>,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// A value, or nothing where it cannot be understood: for what is better not known than known in part.
pub(crate) fn understood<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: DeserializeOwned,
    D: Deserializer<'de>,
{
    Ok(T::deserialize(Value::deserialize(deserializer)?).ok())
}
