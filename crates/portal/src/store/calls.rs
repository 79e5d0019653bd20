//! Visitors' own records of their calls.

use super::words::{from_json, instant};
use crate::problem::Fatal;
use crate::secrets::Hash;
use contract::{Call, CallRecord};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// # Errors
/// Those of the database.
pub(crate) fn insert(
    transaction: &Transaction<'_>,
    number: &str,
    account: Option<&str>,
    secret_hash: Option<Hash>,
    record: &CallRecord,
    now: i64,
) -> Result<(), Fatal> {
    let sql = "INSERT INTO calls (number, account, secret_hash, record, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)";
    transaction.execute(sql, params![number, account, secret_hash, serde_json::to_string(record)?, now])?;
    Ok(())
}

/// # Errors
/// Those of the database.
pub(crate) fn find(connection: &Connection, number: &str) -> Result<Option<Call>, Fatal> {
    let sql = "SELECT record, created_at FROM calls WHERE number = ?1";
    let found = connection.query_row(sql, [number], |row| {
        Ok(Call { number: number.to_owned(), creation_date: instant(row.get(1)?), record: from_json(row, 0)?, secret: None })
    });
    Ok(found.optional()?)
}

/// The whole record in the place of the one before.
///
/// # Errors
/// Those of the database.
pub(crate) fn replace(transaction: &Transaction<'_>, number: &str, record: &CallRecord, now: i64) -> Result<(), Fatal> {
    let sql = "UPDATE calls SET record = ?2, updated_at = ?3 WHERE number = ?1";
    transaction.execute(sql, params![number, serde_json::to_string(record)?, now])?;
    Ok(())
}
