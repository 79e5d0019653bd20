//! Tickets: written once, found by number, listed by account.

use super::contacts::{self, Asking};
use super::words::{from_json, from_word, instant, word};
use crate::problem::Fatal;
use crate::secrets::hash;
use contract::{ConsentGiven, Ticket, TicketStatus};
use rusqlite::types::Value as SqlValue;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params, params_from_iter};

/// A ticket that is new to the database, with what the contract does not show.
pub(crate) struct Written<'a> {
    pub ticket: &'a Ticket,
    pub created_at: i64,
    pub updated_at: i64,
    pub resolved_at: Option<i64>,
    pub account: Option<&'a str>,
    pub consents: &'a [ConsentGiven],
    pub language: &'a str,
}

/// Writes a ticket with its history and its notes.
///
/// # Errors
/// Those of the database.
pub(crate) fn insert(transaction: &Transaction<'_>, written: &Written<'_>) -> Result<(), Fatal> {
    let ticket = written.ticket;
    let sql = "INSERT INTO tickets (number, account, name, description, ticket_type, severity, status, created_at, updated_at, resolved_at,
               expected_response_date, expected_resolution_date, contact, attributes, consents, related_party, language)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
    transaction.execute(
        sql,
        params![
            ticket.number,
            written.account,
            ticket.name,
            ticket.description,
            ticket.ticket_type,
            word(&ticket.severity)?,
            word(&ticket.status)?,
            written.created_at,
            written.updated_at,
            written.resolved_at,
            ticket.expected_response_date,
            ticket.expected_resolution_date,
            serde_json::to_string(&ticket.contact)?,
            serde_json::to_string(&ticket.attributes)?,
            serde_json::to_string(written.consents)?,
            serde_json::to_string(&ticket.related_party)?,
            written.language,
        ],
    )?;
    for change in &ticket.status_change_history {
        let sql = "INSERT INTO status_changes (ticket, status, changed_at, reason) VALUES (?1, ?2, ?3, ?4)";
        let changed_at = milliseconds(&change.status_change_date);
        transaction.execute(sql, params![ticket.number, word(&change.status)?, changed_at, change.status_change_reason])?;
    }
    for note in &ticket.note {
        let sql = "INSERT INTO notes (ticket, author, written_at, text) VALUES (?1, ?2, ?3, ?4)";
        transaction.execute(sql, params![ticket.number, note.author, milliseconds(&note.date), note.text])?;
    }
    Ok(())
}

/// One more secret that opens the ticket.
///
/// # Errors
/// Those of the database.
pub(crate) fn add_secret(transaction: &Transaction<'_>, number: &str, secret: &str) -> Result<(), Fatal> {
    transaction.execute("INSERT OR IGNORE INTO ticket_secrets (hash, ticket) VALUES (?1, ?2)", params![hash(secret), number])?;
    Ok(())
}

/// A ticket, whoever asks: for who answers it.
///
/// # Errors
/// Those of the database.
pub(crate) fn any(connection: &Connection, number: &str) -> Result<Option<Ticket>, Fatal> {
    Ok(read(connection, number)?.map(|(ticket, _)| ticket))
}

/// Those with which something is still to be done; what waits longest first.
///
/// # Errors
/// Those of the database.
pub(crate) fn open(connection: &Connection, limit: u32) -> Result<Vec<Ticket>, Fatal> {
    let sql = format!(
        "SELECT {LINE} FROM tickets WHERE status NOT IN ('resolved', 'closed', 'rejected', 'cancelled') ORDER BY updated_at, number LIMIT ?1"
    );
    Ok(connection.prepare(&sql)?.query_map([limit], line)?.collect::<Result<_, _>>()?)
}

/// What somebody writes to a ticket; it is another version with it.
///
/// # Errors
/// Those of the database.
pub(crate) fn add_note(transaction: &Transaction<'_>, number: &str, author: &str, text: &str, now: i64) -> Result<(), Fatal> {
    let sql = "INSERT INTO notes (ticket, author, written_at, text) VALUES (?1, ?2, ?3, ?4)";
    transaction.execute(sql, params![number, author, now, text])?;
    transaction.execute("UPDATE tickets SET version = version + 1, updated_at = ?2 WHERE number = ?1", params![number, now])?;
    Ok(())
}

/// Another state, with its place in the history. Whether it may go there is [`domain::ticket::can_become`]'s to say.
///
/// # Errors
/// Those of the database.
pub(crate) fn set_status(transaction: &Transaction<'_>, number: &str, status: TicketStatus, now: i64) -> Result<(), Fatal> {
    let status_word = word(&status)?;
    let sql = "UPDATE tickets SET status = ?2, version = version + 1, updated_at = ?3, resolved_at = CASE WHEN ?4 THEN ?3 ELSE NULL END
               WHERE number = ?1";
    let is_resolved = matches!(status, TicketStatus::Resolved | TicketStatus::Closed);
    transaction.execute(sql, params![number, status_word, now, is_resolved])?;
    let sql = "INSERT INTO status_changes (ticket, status, changed_at) VALUES (?1, ?2, ?3)";
    transaction.execute(sql, params![number, status_word, now])?;
    Ok(())
}

/// A ticket and its version, if there is one and it may be seen.
///
/// # Errors
/// Those of the database.
pub(crate) fn find(connection: &Connection, number: &str, asking: &Asking) -> Result<Option<(Ticket, i64)>, Fatal> {
    if !contacts::may_see(connection, number, asking)? {
        return Ok(None);
    }
    read(connection, number)
}

fn read(connection: &Connection, number: &str) -> Result<Option<(Ticket, i64)>, Fatal> {
    let columns = "version, description, expected_resolution_date, contact, attributes, related_party";
    let sql = format!("SELECT {LINE}, {columns} FROM tickets WHERE number = ?1");
    let found = connection.query_row(&sql, [number], |row| {
        let ticket = Ticket {
            description: row.get(10)?,
            expected_resolution_date: row.get(11)?,
            contact: from_json(row, 12)?,
            attributes: from_json(row, 13)?,
            related_party: from_json(row, 14)?,
            ..line(row)?
        };
        Ok((ticket, row.get(9)?))
    });
    let Some((ticket, version)) = found.optional()? else { return Ok(None) };
    Ok(Some((with_history(connection, ticket)?, version)))
}

fn with_history(connection: &Connection, mut ticket: Ticket) -> Result<Ticket, Fatal> {
    let mut changes =
        connection.prepare("SELECT status, changed_at, reason FROM status_changes WHERE ticket = ?1 ORDER BY changed_at, id")?;
    let changes = changes.query_map([&ticket.number], |row| {
        Ok(contract::StatusChange {
            status: from_word(row, 0)?,
            status_change_date: instant(row.get(1)?),
            status_change_reason: row.get(2)?,
        })
    })?;
    ticket.status_change_history = changes.collect::<Result<_, _>>()?;
    let mut notes = connection.prepare("SELECT id, author, written_at, text FROM notes WHERE ticket = ?1 ORDER BY written_at, id")?;
    let notes = notes.query_map([&ticket.number], |row| {
        let id: i64 = row.get(0)?;
        Ok(contract::Note { id: id.to_string(), author: row.get(1)?, date: instant(row.get(2)?), text: row.get(3)? })
    })?;
    ticket.note = notes.collect::<Result<_, _>>()?;
    ticket.attachment = super::attachments::of_ticket(connection, &ticket.number)?;
    Ok(ticket)
}

/// The place after a ticket in a list that is newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct After {
    pub created_at: i64,
    pub number: String,
}

/// At most `limit` tickets of an account after a place, with the place of each, and how many there are in all. No statuses:
/// any status.
///
/// # Errors
/// Those of the database.
pub(crate) fn list(
    connection: &Connection,
    account: &str,
    statuses: &[TicketStatus],
    after: Option<&After>,
    limit: u32,
) -> Result<(Vec<(Ticket, After)>, u32), Fatal> {
    let mut values: Vec<SqlValue> = vec![account.to_owned().into()];
    for status in statuses {
        values.push(word(status)?.into());
    }
    let wanted = vec!["?"; statuses.len()].join(", ");
    let filter = if statuses.is_empty() { "account = ?".to_owned() } else { format!("account = ? AND status IN ({wanted})") };
    let count = format!("SELECT count(*) FROM tickets WHERE {filter}");
    let total = connection.query_row(&count, params_from_iter(&values), |row| row.get(0))?;

    let place = after.map_or("", |_| "AND (created_at, number) < (?, ?)");
    if let Some(after) = after {
        values.extend([after.created_at.into(), after.number.clone().into()]);
    }
    values.push(i64::from(limit).into());
    let sql = format!("SELECT {LINE} FROM tickets WHERE {filter} {place} ORDER BY created_at DESC, number DESC LIMIT ?");
    let mut statement = connection.prepare(&sql)?;
    let rows =
        statement.query_map(params_from_iter(&values), |row| Ok((line(row)?, After { created_at: row.get(5)?, number: row.get(0)? })))?;
    Ok((rows.collect::<Result<_, _>>()?, total))
}

/// The e-mail address of a guest's ticket.
///
/// # Errors
/// Those of the database.
pub(crate) fn email_of_guest(connection: &Connection, number: &str) -> Result<Option<String>, Fatal> {
    let sql = "SELECT contact ->> 'email' FROM tickets WHERE number = ?1 AND account IS NULL";
    Ok(connection.query_row(sql, [number], |row| row.get(0)).optional()?.flatten())
}

/// What a line of a list needs.
const LINE: &str = "number, name, ticket_type, severity, status, created_at, updated_at, resolved_at, expected_response_date";

fn line(row: &Row<'_>) -> rusqlite::Result<Ticket> {
    Ok(Ticket {
        number: row.get(0)?,
        name: row.get(1)?,
        description: String::new(),
        ticket_type: row.get(2)?,
        severity: from_word(row, 3)?,
        status: from_word(row, 4)?,
        creation_date: instant(row.get(5)?),
        last_update: Some(instant(row.get(6)?)),
        resolution_date: row.get::<_, Option<i64>>(7)?.map(instant),
        expected_response_date: row.get(8)?,
        expected_resolution_date: None,
        contact: contract::Contact::default(),
        attributes: Vec::new(),
        status_change_history: Vec::new(),
        note: Vec::new(),
        related_party: Vec::new(),
        attachment: Vec::new(),
    })
}

fn milliseconds(instant: &str) -> i64 {
    domain::time::parse_instant(instant).unwrap_or_default().timestamp_millis()
}
