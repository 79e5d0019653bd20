//! Conversations: how each of them stands.

use super::words::{from_word, instant, word};
use crate::language::Language;
use crate::problem::Fatal;
use crate::secrets::Hash;
use contract::{ConsentGiven, ConversationStatus};
use domain::states::{State, Step};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

/// A conversation as its row has it.
#[derive(Clone, Debug)]
pub(crate) struct Talk {
    pub number: String,
    pub account: Option<String>,
    pub language: Language,
    pub status: ConversationStatus,
    pub full_name: String,
    pub ticket_type: Option<String>,
    pub sheet: Option<String>,
    /// The operator that is asked for.
    pub wanted: Option<String>,
    pub operator: Option<String>,
    pub operator_name: Option<String>,
    pub typing_until: Option<i64>,
    pub identity_requested: bool,
    /// Where the code went that has shown who it is.
    pub identified_by: Option<String>,
    pub identified: bool,
    pub last_sequence: u32,
    pub created_at: i64,
    pub queued_at: i64,
    pub connected_at: Option<i64>,
    pub updated_at: i64,
}

const COLUMNS: &str = "conversations.number, account, language, status, full_name, ticket_type, sheet, wanted, operator, operators.name,
    typing_until, identity_requested, identified_by, identified, last_sequence, created_at, queued_at, connected_at, updated_at";
const FROM: &str = "conversations LEFT JOIN operators ON operators.id = conversations.operator";

fn talk(row: &Row<'_>) -> rusqlite::Result<Talk> {
    Ok(Talk {
        number: row.get(0)?,
        account: row.get(1)?,
        language: Language::from_tag(&row.get::<_, String>(2)?).unwrap_or_default(),
        status: from_word(row, 3)?,
        full_name: row.get(4)?,
        ticket_type: row.get(5)?,
        sheet: row.get(6)?,
        wanted: row.get(7)?,
        operator: row.get(8)?,
        operator_name: row.get(9)?,
        typing_until: row.get(10)?,
        identity_requested: row.get(11)?,
        identified_by: row.get(12)?,
        identified: row.get(13)?,
        last_sequence: row.get(14)?,
        created_at: row.get(15)?,
        queued_at: row.get(16)?,
        connected_at: row.get(17)?,
        updated_at: row.get(18)?,
    })
}

impl Talk {
    /// Nothing more is said in it.
    #[must_use]
    pub(crate) fn is_over(&self) -> bool {
        self.status.is_final()
    }

    #[must_use]
    pub(crate) fn created(&self) -> String {
        instant(self.created_at)
    }
}

/// A conversation that is new to the database: it waits.
pub(crate) struct New<'a> {
    pub number: &'a str,
    pub account: Option<&'a str>,
    pub secret_hash: Option<Hash>,
    pub language: Language,
    pub full_name: &'a str,
    pub ticket_type: Option<&'a str>,
    pub sheet: Option<&'a str>,
    pub consents: &'a [ConsentGiven],
    pub wanted: Option<&'a str>,
}

/// # Errors
/// Those of the database.
pub(crate) fn insert(transaction: &Transaction<'_>, new: &New<'_>, now: i64) -> Result<(), Fatal> {
    let sql = "INSERT INTO conversations (number, account, secret_hash, language, status, full_name, ticket_type, sheet, consents, wanted,
               created_at, queued_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, ?11)";
    let New { number, account, secret_hash, language, full_name, ticket_type, sheet, consents, wanted } = new;
    let (status, consents) = (word(&ConversationStatus::Waiting)?, serde_json::to_string(consents)?);
    let values = params![number, account, secret_hash, language.tag(), status, full_name, ticket_type, sheet, consents, wanted, now];
    transaction.execute(sql, values)?;
    Ok(())
}

/// # Errors
/// Those of the database.
pub(crate) fn find(connection: &Connection, number: &str) -> Result<Option<Talk>, Fatal> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE number = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([number], talk).optional()?)
}

/// Those of an account, the latest first.
///
/// # Errors
/// Those of the database.
pub(crate) fn of_account(connection: &Connection, account: &str, limit: u32) -> Result<Vec<Talk>, Fatal> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE account = ?1 ORDER BY created_at DESC, conversations.rowid DESC LIMIT ?2");
    Ok(connection.prepare(&sql)?.query_map(params![account, limit], talk)?.collect::<Result<_, _>>()?)
}

/// All that stand so, who waits longest first.
///
/// # Errors
/// Those of the database.
pub(crate) fn in_status(connection: &Connection, status: ConversationStatus) -> Result<Vec<Talk>, Fatal> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE status = ?1 ORDER BY queued_at, conversations.rowid");
    Ok(connection.prepare_cached(&sql)?.query_map([word(&status)?], talk)?.collect::<Result<_, _>>()?)
}

/// Those that an operator has, the one that is there longest first.
///
/// # Errors
/// Those of the database.
pub(crate) fn of_operator(connection: &Connection, operator: &str) -> Result<Vec<Talk>, Fatal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE operator = ?1 AND status IN ('connected', 'onHold', 'transferred')
         ORDER BY connected_at, conversations.rowid"
    );
    Ok(connection.prepare_cached(&sql)?.query_map([operator], talk)?.collect::<Result<_, _>>()?)
}

/// Takes the step, and notes when. Whether it stood where the step begins.
///
/// # Errors
/// Those of the database.
pub(crate) fn step(transaction: &Transaction<'_>, number: &str, step: Step<ConversationStatus>, now: i64) -> Result<bool, Fatal> {
    let sql = "UPDATE conversations SET status = ?3, updated_at = ?4, version = version + 1, typing_until = NULL,
               connected_at = CASE ?3 WHEN 'connected' THEN coalesce(connected_at, ?4) ELSE connected_at END,
               ended_at = CASE WHEN ?5 THEN ?4 ELSE ended_at END
               WHERE number = ?1 AND status = ?2";
    let values = params![number, word(&step.from())?, word(&step.to())?, now, step.to().is_final()];
    Ok(transaction.execute(sql, values)? == 1)
}

/// Who talks, and who is wanted.
///
/// # Errors
/// Those of the database.
pub(crate) fn give_to(transaction: &Transaction<'_>, number: &str, operator: Option<&str>, wanted: Option<&str>) -> Result<(), Fatal> {
    transaction.execute("UPDATE conversations SET operator = ?2, wanted = ?3 WHERE number = ?1", params![number, operator, wanted])?;
    Ok(())
}

/// # Errors
/// Those of the database.
pub(crate) fn set_typing(transaction: &Transaction<'_>, number: &str, until: Option<i64>) -> Result<(), Fatal> {
    transaction.execute("UPDATE conversations SET typing_until = ?2 WHERE number = ?1", params![number, until])?;
    Ok(())
}

/// Numbers of those in which an operator has stopped writing by now; they are noted as such.
///
/// # Errors
/// Those of the database.
pub(crate) fn take_stopped_typing(transaction: &Transaction<'_>, now: i64) -> Result<Vec<String>, Fatal> {
    let sql = "UPDATE conversations SET typing_until = NULL WHERE typing_until <= ?1 RETURNING number";
    Ok(transaction.prepare_cached(sql)?.query_map([now], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The operator wants to know who it is.
///
/// # Errors
/// Those of the database.
pub(crate) fn request_identity(transaction: &Transaction<'_>, number: &str, now: i64) -> Result<(), Fatal> {
    let sql = "UPDATE conversations SET identity_requested = 1, updated_at = ?2, version = version + 1 WHERE number = ?1";
    transaction.execute(sql, params![number, now])?;
    Ok(())
}

/// A code that was sent, and who is meant by it.
pub(crate) struct Code {
    pub hash: Hash,
    pub name: String,
    pub to: String,
    pub expires_at: i64,
    pub tries: u32,
}

/// The code that was sent last takes the place of the one before.
///
/// # Errors
/// Those of the database.
pub(crate) fn put_code(transaction: &Transaction<'_>, number: &str, code: &Code) -> Result<(), Fatal> {
    let sql =
        "UPDATE conversations SET code_hash = ?2, code_name = ?3, code_to = ?4, code_expires_at = ?5, code_tries = ?6 WHERE number = ?1";
    transaction.execute(sql, params![number, code.hash, code.name, code.to, code.expires_at, code.tries])?;
    Ok(())
}

/// # Errors
/// Those of the database.
pub(crate) fn code(connection: &Connection, number: &str) -> Result<Option<Code>, Fatal> {
    let sql = "SELECT code_hash, code_name, code_to, code_expires_at, code_tries FROM conversations
               WHERE number = ?1 AND code_hash IS NOT NULL";
    let code = connection.query_row(sql, [number], |row| {
        Ok(Code { hash: row.get(0)?, name: row.get(1)?, to: row.get(2)?, expires_at: row.get(3)?, tries: row.get(4)? })
    });
    Ok(code.optional()?)
}

/// # Errors
/// Those of the database.
pub(crate) fn count_try(transaction: &Transaction<'_>, number: &str) -> Result<(), Fatal> {
    transaction.execute("UPDATE conversations SET code_tries = code_tries + 1 WHERE number = ?1", [number])?;
    Ok(())
}

/// The code was right: it is known who it is, and the code is used up.
///
/// # Errors
/// Those of the database.
pub(crate) fn identify(transaction: &Transaction<'_>, number: &str, now: i64) -> Result<(), Fatal> {
    let sql = "UPDATE conversations SET identified = 1, identity_requested = 0, full_name = code_name, identified_by = code_to,
               code_hash = NULL, code_name = NULL, code_to = NULL, updated_at = ?2, version = version + 1 WHERE number = ?1";
    transaction.execute(sql, params![number, now])?;
    Ok(())
}
