//! Who is signed in. Of a session's token only the hash is kept.

use crate::problem::Fatal;
use rusqlite::{Transaction, params};

/// Begins a session, and forgets those that have ended by `now`.
///
/// # Errors
/// Those of the database.
pub(crate) fn begin(transaction: &Transaction<'_>, token_hash: &[u8], account: &str, now: i64, expires_at: i64) -> Result<(), Fatal> {
    transaction.execute("DELETE FROM sessions WHERE expires_at <= ?1", [now])?;
    let sql = "INSERT INTO sessions (token_hash, account, expires_at) VALUES (?1, ?2, ?3)";
    transaction.execute(sql, params![token_hash, account, expires_at])?;
    Ok(())
}

/// Ends a session, if there is one.
///
/// # Errors
/// Those of the database.
pub(crate) fn end(transaction: &Transaction<'_>, token_hash: &[u8]) -> Result<(), Fatal> {
    transaction.execute("DELETE FROM sessions WHERE token_hash = ?1", [token_hash])?;
    Ok(())
}
