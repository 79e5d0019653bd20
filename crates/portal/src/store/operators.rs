//! Who works for the support, and who of them has a hand free.

use crate::problem::Fatal;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

/// What an operator does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Duty {
    /// Calls back.
    Phone,
    /// Writes.
    Chat,
}

impl Duty {
    #[must_use]
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Chat => "operatorChat",
        }
    }

    /// How many contacts an operator can have at once.
    #[must_use]
    pub(crate) fn places(self) -> u32 {
        match self {
            Self::Phone => 1,
            Self::Chat => 3,
        }
    }

    fn of_word(word: &str) -> Self {
        // The table takes no third one.
        if word == "phone" { Self::Phone } else { Self::Chat }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Operator {
    pub id: String,
    pub name: String,
    pub duty: Duty,
    /// Not so: on a break, or at home, whatever the schedule says.
    pub present: bool,
    /// Answers by itself, for demonstrations.
    pub automatic: bool,
    /// How many contacts are under way.
    pub busy: u32,
}

impl Operator {
    /// How many more contacts could be taken now.
    #[must_use]
    pub(crate) fn free_places(&self) -> u32 {
        if self.present { self.duty.places().saturating_sub(self.busy) } else { 0 }
    }

    #[must_use]
    pub(crate) fn is_free(&self) -> bool {
        self.free_places() > 0
    }
}

const COLUMNS: &str = "id, name, kind, present, automatic,
    CASE kind WHEN 'phone' THEN (SELECT count(*) FROM callbacks WHERE operator = operators.id AND status IN ('dialing', 'connected'))
    ELSE (SELECT count(*) FROM conversations WHERE operator = operators.id AND status IN ('connected', 'onHold', 'transferred')) END
    AS busy";

fn operator(row: &Row<'_>) -> rusqlite::Result<Operator> {
    let word: String = row.get(2)?;
    let duty = Duty::of_word(&word);
    Ok(Operator { id: row.get(0)?, name: row.get(1)?, duty, present: row.get(3)?, automatic: row.get(4)?, busy: row.get(5)? })
}

/// Writes down an operator, or gives one that is there another name.
///
/// # Errors
/// Those of the database.
pub(crate) fn put(transaction: &Transaction<'_>, id: &str, name: &str, duty: Duty, automatic: bool) -> Result<(), Fatal> {
    let sql = "INSERT INTO operators (id, name, kind, automatic) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (id) DO UPDATE SET name = excluded.name, automatic = excluded.automatic";
    transaction.execute(sql, params![id, name, duty.word(), automatic])?;
    Ok(())
}

/// Comes to work, or leaves it.
///
/// # Errors
/// Those of the database.
pub(crate) fn set_present(transaction: &Transaction<'_>, id: &str, present: bool) -> Result<(), Fatal> {
    transaction.execute("UPDATE operators SET present = ?2 WHERE id = ?1", params![id, present])?;
    Ok(())
}

/// # Errors
/// Those of the database.
pub(crate) fn find(connection: &Connection, id: &str) -> Result<Option<Operator>, Fatal> {
    let sql = format!("SELECT {COLUMNS} FROM operators WHERE id = ?1");
    Ok(connection.query_row(&sql, [id], operator).optional()?)
}

/// All of them, those with the fewest contacts under way first.
///
/// # Errors
/// Those of the database.
pub(crate) fn all(connection: &Connection, duty: Duty) -> Result<Vec<Operator>, Fatal> {
    let sql = format!("SELECT {COLUMNS} FROM operators WHERE kind = ?1 ORDER BY busy, id");
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map([duty.word()], operator)?;
    Ok(rows.collect::<Result<_, _>>()?)
}
