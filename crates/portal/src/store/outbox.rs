//! Mail that is to be sent, and links that are asked for again.

use crate::language::Language;
use crate::problem::Fatal;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

/// A mail before it is put into the outbox.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    pub recipient: String,
    pub subject: String,
    /// Plain text.
    pub body: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Mail {
    pub id: i64,
    pub message_id: String,
    pub letter: Letter,
    pub created_at: i64,
    pub tries: u32,
    pub next_try_at: i64,
    pub sent_at: Option<i64>,
    pub last_error: Option<String>,
}

const COLUMNS: &str = "id, message_id, recipient, subject, body, created_at, tries, next_try_at, sent_at, last_error";

fn mail(row: &Row<'_>) -> rusqlite::Result<Mail> {
    Ok(Mail {
        id: row.get(0)?,
        message_id: row.get(1)?,
        letter: Letter { recipient: row.get(2)?, subject: row.get(3)?, body: row.get(4)? },
        created_at: row.get(5)?,
        tries: row.get(6)?,
        next_try_at: row.get(7)?,
        sent_at: row.get(8)?,
        last_error: row.get(9)?,
    })
}

/// Puts a mail into the outbox, in the transaction of what it tells about.
///
/// # Errors
/// Those of the database.
pub(crate) fn put(transaction: &Transaction<'_>, message_id: &str, letter: &Letter, now: i64) -> Result<(), Fatal> {
    let sql = "INSERT INTO outbox (message_id, recipient, subject, body, created_at, next_try_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)";
    transaction.execute(sql, params![message_id, letter.recipient, letter.subject, letter.body, now])?;
    Ok(())
}

/// The mail whose turn it is by `now`, and when the next one is due.
///
/// # Errors
/// Those of the database.
pub(crate) fn next(connection: &Connection, now: i64) -> Result<(Option<Mail>, Option<i64>), Fatal> {
    let sql = format!("SELECT {COLUMNS} FROM outbox WHERE sent_at IS NULL ORDER BY next_try_at, id LIMIT 1");
    let next = connection.query_row(&sql, [], mail).optional()?;
    let due = next.as_ref().map(|mail| mail.next_try_at);
    Ok((next.filter(|mail| mail.next_try_at <= now), due))
}

/// A mail that the server took. Its text holds a secret: it is kept only where `keep_text` says so.
///
/// # Errors
/// Those of the database.
pub(crate) fn sent(transaction: &Transaction<'_>, id: i64, now: i64, keep_text: bool) -> Result<(), Fatal> {
    let sql =
        "UPDATE outbox SET tries = tries + 1, sent_at = ?2, last_error = NULL, body = CASE WHEN ?3 THEN body ELSE '' END WHERE id = ?1";
    transaction.execute(sql, params![id, now, keep_text])?;
    Ok(())
}

/// A mail that the server did not take.
///
/// # Errors
/// Those of the database.
pub(crate) fn put_off(transaction: &Transaction<'_>, id: i64, next_try_at: i64, error: &str) -> Result<(), Fatal> {
    let sql = "UPDATE outbox SET tries = tries + 1, next_try_at = ?2, last_error = ?3 WHERE id = ?1";
    transaction.execute(sql, params![id, next_try_at, error])?;
    Ok(())
}

/// Newest first.
///
/// # Errors
/// Those of the database.
pub(crate) fn newest(connection: &Connection, limit: u32) -> Result<Vec<Mail>, Fatal> {
    let sql = format!("SELECT {COLUMNS} FROM outbox ORDER BY id DESC LIMIT ?1");
    Ok(connection.prepare(&sql)?.query_map([limit], mail)?.collect::<Result<_, _>>()?)
}

/// A link that somebody asked for, before anybody has looked whether there is such a ticket.
#[derive(Clone, Debug)]
pub(crate) struct LinkRequest {
    pub number: String,
    pub email: String,
    pub language: Language,
}

/// Notes that a link is wanted, whether there is such a ticket or not.
///
/// # Errors
/// Those of the database.
pub(crate) fn want_link(transaction: &Transaction<'_>, request: &LinkRequest) -> Result<(), Fatal> {
    let LinkRequest { number, email, language } = request;
    let sql = "INSERT INTO link_requests (number, email, language) VALUES (?1, ?2, ?3)";
    transaction.execute(sql, params![number, email, language.tag()])?;
    Ok(())
}

/// Takes the oldest wanted link out.
///
/// # Errors
/// Those of the database.
pub(crate) fn take_link_request(transaction: &Transaction<'_>) -> Result<Option<LinkRequest>, Fatal> {
    let sql = "DELETE FROM link_requests WHERE id = (SELECT min(id) FROM link_requests) RETURNING number, email, language";
    let request = transaction.query_row(sql, [], |row| {
        let language = Language::from_tag(&row.get::<_, String>(2)?).unwrap_or_default();
        Ok(LinkRequest { number: row.get(0)?, email: row.get(1)?, language })
    });
    Ok(request.optional()?)
}
