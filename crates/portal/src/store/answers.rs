//! Answers that have been given to writes, by their `Idempotency-Key`.

use crate::problem::Fatal;
use crate::secrets::{Hash, hash};
use rusqlite::{OptionalExtension, Transaction, params};

/// How long an answer can be had again: as long as a visitor's device keeps what is not sent yet.
const KEPT_MS: i64 = 14 * 24 * 60 * 60 * 1000;

/// Who wrote, with which key, and what.
#[derive(Clone, Debug)]
pub(crate) struct Write {
    /// The account's id, or `guest`.
    pub owner: String,
    pub key: String,
    pub request_hash: Hash,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub status: u16,
    pub location: Option<String>,
    pub body: String,
}

pub(crate) enum Earlier {
    /// The key is new.
    None,
    /// The same write was answered before.
    Same(Answer),
    /// Under the same key something else was sent before.
    Another,
}

/// Whether this write has been answered.
///
/// # Errors
/// Those of the database.
pub(crate) fn earlier(transaction: &Transaction<'_>, write: &Write, now: i64) -> Result<Earlier, Fatal> {
    transaction.execute("DELETE FROM answers WHERE answered_at < ?1", [now.saturating_sub(KEPT_MS)])?;
    let sql = "SELECT request_hash, status, location, body FROM answers WHERE owner = ?1 AND key_hash = ?2";
    let found = transaction.query_row(sql, params![write.owner, hash(&write.key)], |row| {
        let answer = Answer { status: row.get(1)?, location: row.get(2)?, body: row.get(3)? };
        Ok((row.get::<_, Hash>(0)?, answer))
    });
    Ok(match found.optional()? {
        None => Earlier::None,
        Some((request_hash, answer)) if request_hash == write.request_hash => Earlier::Same(answer),
        Some(_) => Earlier::Another,
    })
}

/// Keeps the answer, in the transaction of what it tells about.
///
/// # Errors
/// Those of the database.
pub(crate) fn keep(transaction: &Transaction<'_>, write: &Write, answer: &Answer, now: i64) -> Result<(), Fatal> {
    let sql =
        "INSERT INTO answers (owner, key_hash, request_hash, status, location, body, answered_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let Answer { status, location, body } = answer;
    transaction.execute(sql, params![write.owner, hash(&write.key), write.request_hash, status, location, body, now])?;
    Ok(())
}
