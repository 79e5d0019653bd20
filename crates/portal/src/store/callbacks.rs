//! Callbacks. The state of one changes by a step of the table only.

use super::contacts::Asking;
use super::words::{from_word, instant, word};
use crate::language::Language;
use crate::problem::Fatal;
use crate::secrets::Hash;
use contract::{CallbackSlot, CallbackStatus, ConsentGiven};
use domain::states::Step;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

/// How long a slot is.
pub(crate) const SLOT_MS: i64 = 30 * 60 * 1000;
/// No more of an account's callbacks are listed.
const LISTED: u32 = 100;

/// A callback as the database has it. Instants are milliseconds since 1970.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub number: String,
    /// `None`: a guest's.
    pub account: Option<String>,
    pub language: Language,
    status: CallbackStatus,
    /// Whether the database has it in the queue.
    in_queue: bool,
    pub full_name: String,
    pub phone: String,
    pub ticket_type: Option<String>,
    pub description: Option<String>,
    pub sheet: Option<String>,
    pub previous_number: Option<String>,
    pub urgent: Option<String>,
    /// Why it is another one.
    pub reason: Option<String>,
    pub code_word: String,
    pub slot_start: Option<i64>,
    /// Id and name of who calls or called.
    pub operator: Option<String>,
    pub operator_name: Option<String>,
    pub tries: u32,
    pub created_at: i64,
    /// Its place: who was queued earlier is called earlier.
    pub queued_at: Option<i64>,
    pub taken_at: Option<i64>,
    pub connected_at: Option<i64>,
    pub expires_at: Option<i64>,
    /// When its state changed last.
    pub updated_at: i64,
    pub version: i64,
}

impl Kept {
    /// One that begins, as [`CallbackStatus::Queued`] or [`CallbackStatus::Scheduled`].
    pub(crate) fn new(number: String, slot_start: Option<i64>, now: i64) -> Self {
        Self {
            number,
            account: None,
            language: Language::default(),
            status: if slot_start.is_some() { CallbackStatus::Scheduled } else { CallbackStatus::Queued },
            in_queue: false,
            full_name: String::new(),
            phone: String::new(),
            ticket_type: None,
            description: None,
            sheet: None,
            previous_number: None,
            urgent: None,
            reason: None,
            code_word: String::new(),
            slot_start,
            operator: None,
            operator_name: None,
            tries: 0,
            created_at: now,
            queued_at: slot_start.is_none().then_some(now),
            taken_at: None,
            connected_at: None,
            expires_at: None,
            updated_at: now,
            version: 1,
        }
    }

    #[must_use]
    pub(crate) fn status(&self) -> CallbackStatus {
        self.status
    }

    /// The step to another state, if there is one.
    #[must_use]
    pub(crate) fn step(&self, to: CallbackStatus) -> Option<Step<CallbackStatus>> {
        Step::new(self.status, to)
    }

    /// Takes a step. One that begins elsewhere is none of its own, and is not taken.
    pub(crate) fn take(&mut self, step: Step<CallbackStatus>, now: i64) {
        if step.from() == self.status {
            self.status = step.to();
            self.updated_at = now;
        }
    }

    /// It comes into the queue, or leaves it, as soon as it is saved.
    #[must_use]
    pub(crate) fn moves_the_queue(&self) -> bool {
        self.in_queue != (self.status == CallbackStatus::Queued)
    }

    #[must_use]
    pub(crate) fn slot(&self) -> Option<CallbackSlot> {
        self.slot_start.map(|start| CallbackSlot { start: instant(start), end: instant(start.saturating_add(SLOT_MS)) })
    }
}

const COLUMNS: &str = "number, account, language, status, full_name, phone, ticket_type, description, sheet, previous_number, urgent,
    reason, code_word, slot_start, operator, (SELECT name FROM operators WHERE id = callbacks.operator), tries, created_at, queued_at,
    taken_at, connected_at, expires_at, updated_at, version";

fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let status = from_word(row, 3)?;
    Ok(Kept {
        number: row.get(0)?,
        account: row.get(1)?,
        language: Language::from_tag(&row.get::<_, String>(2)?).unwrap_or_default(),
        status,
        in_queue: status == CallbackStatus::Queued,
        full_name: row.get(4)?,
        phone: row.get(5)?,
        ticket_type: row.get(6)?,
        description: row.get(7)?,
        sheet: row.get(8)?,
        previous_number: row.get(9)?,
        urgent: row.get(10)?,
        reason: row.get(11)?,
        code_word: row.get(12)?,
        slot_start: row.get(13)?,
        operator: row.get(14)?,
        operator_name: row.get(15)?,
        tries: row.get(16)?,
        created_at: row.get(17)?,
        queued_at: row.get(18)?,
        taken_at: row.get(19)?,
        connected_at: row.get(20)?,
        expires_at: row.get(21)?,
        updated_at: row.get(22)?,
        version: row.get(23)?,
    })
}

/// Writes a new one, with the hash of a guest's secret.
///
/// # Errors
/// Those of the database.
pub(crate) fn insert(
    transaction: &Transaction<'_>,
    kept: &Kept,
    secret_hash: Option<Hash>,
    consents: &[ConsentGiven],
) -> Result<(), Fatal> {
    let sql = "INSERT INTO callbacks (number, account, secret_hash, language, status, full_name, phone, ticket_type, description, sheet,
               previous_number, urgent, reason, consents, code_word, slot_start, slot_end, tries, created_at, queued_at, expires_at,
               updated_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)";
    let values = params![
        kept.number,
        kept.account,
        secret_hash,
        kept.language.tag(),
        word(&kept.status)?,
        kept.full_name,
        kept.phone,
        kept.ticket_type,
        kept.description,
        kept.sheet,
        kept.previous_number,
        kept.urgent,
        kept.reason,
        serde_json::to_string(consents)?,
        kept.code_word,
        kept.slot_start,
        kept.slot_start.map(|start| start.saturating_add(SLOT_MS)),
        kept.tries,
        kept.created_at,
        kept.queued_at,
        kept.expires_at,
        kept.updated_at,
    ];
    transaction.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

/// Writes what has changed of one; it is another version then.
///
/// # Errors
/// Those of the database, and when it was changed since it was read.
pub(crate) fn save(transaction: &Transaction<'_>, kept: &mut Kept) -> Result<(), Fatal> {
    let sql = "UPDATE callbacks SET status = ?3, phone = ?4, description = ?5, sheet = ?6, urgent = ?7, slot_start = ?8, slot_end = ?9,
               operator = ?10, tries = ?11, queued_at = ?12, taken_at = ?13, connected_at = ?14, expires_at = ?15, updated_at = ?16,
               version = version + 1 WHERE number = ?1 AND version = ?2";
    let values = params![
        kept.number,
        kept.version,
        word(&kept.status)?,
        kept.phone,
        kept.description,
        kept.sheet,
        kept.urgent,
        kept.slot_start,
        kept.slot_start.map(|start| start.saturating_add(SLOT_MS)),
        kept.operator,
        kept.tries,
        kept.queued_at,
        kept.taken_at,
        kept.connected_at,
        kept.expires_at,
        kept.updated_at,
    ];
    if transaction.prepare_cached(sql)?.execute(values)? != 1 {
        return Err(Fatal(format!("{} was changed twice at once", kept.number)));
    }
    kept.version = kept.version.saturating_add(1);
    kept.in_queue = kept.status == CallbackStatus::Queued;
    Ok(())
}

fn one(connection: &Connection, rest: &str, values: impl rusqlite::Params) -> Result<Option<Kept>, Fatal> {
    let sql = format!("SELECT {COLUMNS} FROM callbacks {rest}");
    Ok(connection.prepare_cached(&sql)?.query_row(values, kept).optional()?)
}

fn many(connection: &Connection, rest: &str, values: impl rusqlite::Params) -> Result<Vec<Kept>, Fatal> {
    let sql = format!("SELECT {COLUMNS} FROM callbacks {rest}");
    Ok(connection.prepare_cached(&sql)?.query_map(values, kept)?.collect::<Result<_, _>>()?)
}

/// # Errors
/// Those of the database.
pub(crate) fn find(connection: &Connection, number: &str) -> Result<Option<Kept>, Fatal> {
    one(connection, "WHERE number = ?1", [number])
}

/// Those of an account, the latest first.
///
/// # Errors
/// Those of the database.
pub(crate) fn of_account(connection: &Connection, account: &str) -> Result<Vec<Kept>, Fatal> {
    many(connection, "WHERE account = ?1 ORDER BY created_at DESC, rowid DESC LIMIT ?2", params![account, LISTED])
}

/// An open one for the same number, of whoever asks.
///
/// # Errors
/// Those of the database.
pub(crate) fn alike(connection: &Connection, phone: &str, asking: &Asking) -> Result<Option<Kept>, Fatal> {
    let rest = "WHERE phone = ?1 AND status IN ('scheduled', 'queued', 'dialing', 'connected', 'missed')
                AND (account = ?2 OR secret_hash = ?3) ORDER BY created_at DESC, rowid DESC LIMIT 1";
    one(connection, rest, params![phone, asking.account, asking.secret_hash])
}

/// All in the queue, the next one first.
///
/// # Errors
/// Those of the database.
pub(crate) fn queued(connection: &Connection) -> Result<Vec<Kept>, Fatal> {
    many(connection, "WHERE status = 'queued' ORDER BY queued_at, rowid", [])
}

/// The first in the queue.
///
/// # Errors
/// Those of the database.
pub(crate) fn next(connection: &Connection) -> Result<Option<Kept>, Fatal> {
    one(connection, "WHERE status = 'queued' ORDER BY queued_at, rowid LIMIT 1", [])
}

/// What an operator is calling.
///
/// # Errors
/// Those of the database.
pub(crate) fn under_way(connection: &Connection, operator: &str) -> Result<Option<Kept>, Fatal> {
    one(connection, "WHERE operator = ?1 AND status IN ('dialing', 'connected')", [operator])
}

/// Those to which something happens by the time alone: their slot has come, or they are given up.
///
/// # Errors
/// Those of the database.
pub(crate) fn due(connection: &Connection, now: i64) -> Result<Vec<Kept>, Fatal> {
    let rest = "WHERE status = 'scheduled' AND slot_start <= ?1 OR status IN ('scheduled', 'queued', 'missed') AND expires_at <= ?1
                ORDER BY slot_start, rowid";
    many(connection, rest, [now])
}

/// How many have each slot that begins after an instant, without one of them.
///
/// # Errors
/// Those of the database.
pub(crate) fn taken_slots(connection: &Connection, after: i64, except: &str) -> Result<Vec<(i64, u32)>, Fatal> {
    let sql =
        "SELECT slot_start, count(*) FROM callbacks WHERE status = 'scheduled' AND slot_start > ?1 AND number <> ?2 GROUP BY slot_start";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params![after, except], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
