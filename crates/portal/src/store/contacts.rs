//! What tickets, callbacks, conversations and calls have in common: how they are numbered, and who may see them.

use crate::desk::Desks;
use crate::problem::Fatal;
use crate::secrets::{Hash, random};
use chrono::Datelike;
use domain::time::UtcInstant;
use rusqlite::{Connection, Transaction, params};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContactKind {
    Ticket,
    Callback,
    Conversation,
    Call,
}

impl ContactKind {
    const ALL: [Self; 4] = [Self::Ticket, Self::Callback, Self::Conversation, Self::Call];

    fn prefix(self) -> &'static str {
        match self {
            Self::Ticket => "HL-",
            Self::Callback => "CB-",
            Self::Conversation => "CV-",
            Self::Call => "CL-",
        }
    }

    fn table(self) -> &'static str {
        match self {
            Self::Ticket => "tickets",
            Self::Callback => "callbacks",
            Self::Conversation => "conversations",
            Self::Call => "calls",
        }
    }

    /// What a number is the number of; it may be nobody's.
    #[must_use]
    pub(crate) fn of_number(number: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|contact| number.starts_with(contact.prefix()))
    }

    /// Whether the number is free.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn is_free(self, connection: &Connection, number: &str) -> Result<bool, Fatal> {
        let sql = format!("SELECT NOT EXISTS (SELECT 1 FROM {} WHERE number = ?1)", self.table());
        Ok(connection.query_row(&sql, [number], |row| row.get(0))?)
    }

    /// `CB-2611-48213`: the month in the portal's zone and random digits, so that one number tells nothing of the next. When a
    /// month gets crowded the numbers get longer.
    ///
    /// # Errors
    /// Those of the database and of the system's randomness.
    pub(crate) fn free_number(self, desks: &Desks, transaction: &Transaction<'_>, now: UtcInstant) -> Result<String, Fatal> {
        let date = desks.date(now);
        let month = format!("{:02}{:02}", date.year().rem_euclid(100), date.month());
        for attempt in 0_u32.. {
            let digits = attempt.saturating_div(4).saturating_add(5).min(18);
            let range = 10_u64.saturating_pow(digits);
            let number = u64::from_be_bytes(random()?).checked_rem(range).unwrap_or_default();
            let width = usize::try_from(digits).unwrap_or_default();
            let number = format!("{}{month}-{number:0width$}", self.prefix());
            if self.is_free(transaction, &number)? {
                return Ok(number);
            }
        }
        Err(Fatal("no number is free".to_owned()))
    }
}

/// Who asks for a contact.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asking {
    pub account: Option<String>,
    pub secret_hash: Option<Hash>,
}

/// Whether there is such a contact and it may be seen: by the account that it belongs to, or with its secret.
///
/// # Errors
/// Those of the database.
pub(crate) fn may_see(connection: &Connection, number: &str, asking: &Asking) -> Result<bool, Fatal> {
    let Some(contact) = ContactKind::of_number(number) else { return Ok(false) };
    let opens = match contact {
        // A link that was sent again has a secret of its own.
        ContactKind::Ticket => "EXISTS (SELECT 1 FROM ticket_secrets WHERE hash = ?3 AND ticket = number)",
        ContactKind::Callback | ContactKind::Conversation | ContactKind::Call => "secret_hash = ?3",
    };
    let table = contact.table();
    let sql = format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE number = ?1 AND (account = ?2 OR {opens}))");
    Ok(connection.query_row(&sql, params![number, asking.account, asking.secret_hash], |row| row.get(0))?)
}
