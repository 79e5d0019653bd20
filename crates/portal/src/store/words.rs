//! How values of the contract stand in the database.

use crate::problem::Fatal;
use domain::time::{UtcInstant, format_instant};
use rusqlite::Row;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Milliseconds as the contract writes an instant.
#[must_use]
pub(crate) fn instant(milliseconds: i64) -> String {
    format_instant(UtcInstant::from_timestamp_millis(milliseconds).unwrap_or_default())
}

/// A value of an enum as the contract spells it.
///
/// # Errors
/// When it is no word.
pub(crate) fn word<T: Serialize>(value: &T) -> Result<String, Fatal> {
    Ok(serde_json::to_value(value)?.as_str().unwrap_or_default().to_owned())
}

/// # Errors
/// When the column holds no such word.
pub(crate) fn from_word<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    decoded(column, serde_json::from_value(row.get::<_, String>(column)?.into()))
}

/// # Errors
/// When the column holds no such JSON.
pub(crate) fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    decoded(column, serde_json::from_str(&row.get::<_, String>(column)?))
}

fn decoded<T>(column: usize, result: serde_json::Result<T>) -> rusqlite::Result<T> {
    result.map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error)))
}
