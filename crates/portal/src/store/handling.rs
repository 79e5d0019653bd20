//! How long contacts have taken.

use super::operators::Duty;
use crate::problem::Fatal;
use rusqlite::{Connection, Transaction, params};

/// Of how many of the last ones estimates are made.
const LAST: u32 = 20;

/// One that is over.
///
/// # Errors
/// Those of the database.
pub(crate) fn record(transaction: &Transaction<'_>, duty: Duty, seconds: u32, now: i64) -> Result<(), Fatal> {
    // Who never looked into it is no measure of how long it takes.
    let seconds = seconds.max(1);
    transaction.execute("INSERT INTO handling_times (kind, seconds, at) VALUES (?1, ?2, ?3)", params![duty.word(), seconds, now])?;
    let forgotten = "DELETE FROM handling_times WHERE kind = ?1 AND id <= (SELECT max(id) FROM handling_times) - 10000";
    transaction.execute(forgotten, [duty.word()])?;
    Ok(())
}

/// Seconds that the last ones took.
///
/// # Errors
/// Those of the database.
pub(crate) fn last(connection: &Connection, duty: Duty) -> Result<Vec<u32>, Fatal> {
    let mut statement = connection.prepare("SELECT seconds FROM handling_times WHERE kind = ?1 ORDER BY id DESC LIMIT ?2")?;
    let rows = statement.query_map(params![duty.word(), LAST], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
