//! Files that go with tickets.

use crate::problem::Fatal;
use contract::Attachment;
use rusqlite::{Connection, Transaction, params};

/// How many files a ticket has.
///
/// # Errors
/// Those of the database.
pub(crate) fn count(connection: &Connection, ticket: &str) -> Result<u32, Fatal> {
    Ok(connection.query_row("SELECT count(*) FROM attachments WHERE ticket = ?1", [ticket], |row| row.get(0))?)
}

/// Adds a file; the ticket is another version with it.
///
/// # Errors
/// Those of the database.
pub(crate) fn add(
    transaction: &Transaction<'_>,
    ticket: &str,
    name: &str,
    mime_type: &str,
    content: &[u8],
    now: i64,
) -> Result<Attachment, Fatal> {
    let sql = "INSERT INTO attachments (ticket, name, mime_type, content, added_at) VALUES (?1, ?2, ?3, ?4, ?5)";
    transaction.execute(sql, params![ticket, name, mime_type, content, now])?;
    let id = transaction.last_insert_rowid().to_string();
    transaction
        .execute("UPDATE tickets SET version = version + 1, updated_at = max(updated_at, ?2) WHERE number = ?1", params![ticket, now])?;
    let size = u32::try_from(content.len()).unwrap_or(u32::MAX);
    Ok(Attachment { id, name: name.to_owned(), mime_type: mime_type.to_owned(), size })
}

/// Oldest first.
///
/// # Errors
/// Those of the database.
pub(crate) fn of_ticket(connection: &Connection, ticket: &str) -> Result<Vec<Attachment>, Fatal> {
    let mut statement = connection.prepare("SELECT id, name, mime_type, length(content) FROM attachments WHERE ticket = ?1 ORDER BY id")?;
    let rows = statement.query_map([ticket], |row| {
        let id: i64 = row.get(0)?;
        Ok(Attachment { id: id.to_string(), name: row.get(1)?, mime_type: row.get(2)?, size: row.get(3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
