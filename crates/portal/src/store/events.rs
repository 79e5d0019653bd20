//! What has happened, for whom, in the order in which it happened.

use crate::problem::Fatal;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::Serialize;

/// Who has missed more than that reads everything anew.
const KEPT: i64 = 20_000;

/// One event, as its row has it.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub id: i64,
    pub contact: Option<String>,
    pub account: Option<String>,
    pub event: String,
    /// JSON in one line.
    pub data: String,
}

/// Whose events somebody may see, beyond those for everybody.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    pub account: Option<String>,
    /// Numbers of contacts.
    pub contacts: Vec<String>,
}

impl Scope {
    #[must_use]
    pub(crate) fn holds(&self, event: &Event) -> bool {
        let is_public = event.contact.is_none() && event.account.is_none();
        let is_own = event.account.is_some() && event.account == self.account;
        is_public || is_own || event.contact.as_ref().is_some_and(|contact| self.contacts.contains(contact))
    }
}

/// Which events are there. `id`s have no holes: what is undone gives its own back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// The last one that is forgotten.
    pub forgotten: i64,
    /// The last one of all.
    pub last: i64,
}

impl Span {
    /// Whether what came after that event is all known. An event that never was is that of another database.
    #[must_use]
    pub(crate) fn reaches_back_to(self, id: i64) -> bool {
        (self.forgotten..=self.last).contains(&id)
    }
}

/// Begins the ids of a new database at the time it is made, so that those of one that is gone lie before it.
///
/// # Errors
/// Those of the database.
pub(crate) fn begin(transaction: &Transaction<'_>, now: i64) -> Result<(), Fatal> {
    let sql = "INSERT INTO sqlite_sequence (name, seq) SELECT 'events', ?1 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'events')";
    transaction.execute(sql, [now])?;
    Ok(())
}

/// Notes an event, in the transaction of what happened; [`crate::live::Live::wake`] after it is committed. Neither `contact`
/// nor `account`: for everybody.
///
/// # Errors
/// Those of the database.
pub(crate) fn record(
    transaction: &Transaction<'_>,
    contact: Option<&str>,
    account: Option<&str>,
    event: &str,
    data: &impl Serialize,
    now: i64,
) -> Result<(), Fatal> {
    let sql = "INSERT INTO events (contact, account, event, data, at) VALUES (?1, ?2, ?3, ?4, ?5)";
    transaction.execute(sql, params![contact, account, event, serde_json::to_string(data)?, now])?;
    transaction.execute("DELETE FROM events WHERE id <= ?1", [transaction.last_insert_rowid().saturating_sub(KEPT)])?;
    Ok(())
}

/// # Errors
/// Those of the database.
pub(crate) fn span(connection: &Connection) -> Result<Span, Fatal> {
    let last = connection.query_row("SELECT seq FROM sqlite_sequence WHERE name = 'events'", [], |row| row.get(0)).optional()?;
    let last: i64 = last.unwrap_or_default();
    let first: Option<i64> = connection.query_row("SELECT min(id) FROM events", [], |row| row.get(0))?;
    Ok(Span { forgotten: first.map_or(last, |first| first.saturating_sub(1)), last })
}

const COLUMNS: &str = "id, contact, account, event, data";

fn event(row: &Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event { id: row.get(0)?, contact: row.get(1)?, account: row.get(2)?, event: row.get(3)?, data: row.get(4)? })
}

/// At most `limit` events after one, of all kinds, oldest first.
///
/// # Errors
/// Those of the database.
pub(crate) fn after(connection: &Connection, id: i64, limit: u32) -> Result<Vec<Event>, Fatal> {
    let sql = format!("SELECT {COLUMNS} FROM events WHERE id > ?1 ORDER BY id LIMIT ?2");
    Ok(connection.prepare_cached(&sql)?.query_map(params![id, limit], event)?.collect::<Result<_, _>>()?)
}

/// All events after one that somebody may see, oldest first.
///
/// # Errors
/// Those of the database.
pub(crate) fn missed(connection: &Connection, id: i64, scope: &Scope) -> Result<Vec<Event>, Fatal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM events WHERE id > ?1 AND (contact IS NULL AND account IS NULL OR account = ?2
         OR contact IN (SELECT value FROM json_each(?3))) ORDER BY id"
    );
    let contacts = serde_json::to_string(&scope.contacts)?;
    Ok(connection.prepare_cached(&sql)?.query_map(params![id, scope.account, contacts], event)?.collect::<Result<_, _>>()?)
}
