//! Known outages, and whom they concern.

use crate::desk::in_language;
use crate::language::Language;
use crate::problem::Fatal;
use contract::Incident;
use domain::time::{UtcInstant, format_instant};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde_json::Value;

/// How long one that is fixed is still told of.
const SHOWN_MS: i64 = 24 * 60 * 60 * 1000;

/// An outage in all languages.
pub(crate) struct Written {
    pub id: String,
    /// `{"title": …, "description": …}`, each a text or one for each language.
    pub texts: Value,
    pub categories: Vec<String>,
    pub since: i64,
    pub next_update: Option<i64>,
    pub fixed: Option<i64>,
    pub affected: u32,
}

/// Writes an outage. One that is there is told anew; whom it concerns stays as it is.
///
/// # Errors
/// Those of the database.
pub(crate) fn put(transaction: &Transaction<'_>, written: &Written) -> Result<(), Fatal> {
    let sql = "INSERT INTO incidents (id, texts, categories, since, next_update, fixed, affected) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
               ON CONFLICT (id) DO UPDATE SET texts = excluded.texts, categories = excluded.categories, since = excluded.since,
               next_update = excluded.next_update, fixed = excluded.fixed, affected = max(affected, excluded.affected)";
    let Written { id, texts, categories, since, next_update, fixed, affected } = written;
    let categories = serde_json::to_string(categories)?;
    transaction.execute(sql, params![id, texts.to_string(), categories, since, next_update, fixed, affected])?;
    Ok(())
}

const COLUMNS: &str = "id, texts, categories, since, next_update, fixed, affected";

fn incident(row: &Row<'_>, language: Language) -> rusqlite::Result<Incident> {
    let texts: Value = serde_json::from_str(&row.get::<_, String>(1)?).unwrap_or_default();
    let texts = in_language(&texts, language);
    let text = |name: &str| texts.get(name).and_then(Value::as_str).map(str::to_owned);
    let instant = |at: i64| UtcInstant::from_timestamp_millis(at).map(format_instant);
    Ok(Incident {
        id: row.get(0)?,
        title: text("title").unwrap_or_default(),
        description: text("description"),
        categories: serde_json::from_str(&row.get::<_, String>(2)?).unwrap_or_default(),
        since: instant(row.get(3)?).unwrap_or_default(),
        next_update: row.get::<_, Option<i64>>(4)?.and_then(instant),
        fixed: row.get::<_, Option<i64>>(5)?.and_then(instant),
        affected: Some(row.get(6)?),
    })
}

/// Those that are not fixed by `now`, or were so a short while ago; the latest first.
///
/// # Errors
/// Those of the database.
pub(crate) fn current(connection: &Connection, language: Language, now: i64) -> Result<Vec<Incident>, Fatal> {
    let sql = format!("SELECT {COLUMNS} FROM incidents WHERE fixed IS NULL OR fixed > ?1 ORDER BY since DESC, id");
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map([now.saturating_sub(SHOWN_MS)], |row| incident(row, language))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All there ever were; the latest first.
///
/// # Errors
/// Those of the database.
pub(crate) fn all(connection: &Connection, language: Language) -> Result<Vec<Incident>, Fatal> {
    current(connection, language, i64::MIN)
}

/// # Errors
/// Those of the database.
pub(crate) fn find(connection: &Connection, language: Language, id: &str) -> Result<Option<Incident>, Fatal> {
    let sql = format!("SELECT {COLUMNS} FROM incidents WHERE id = ?1");
    Ok(connection.query_row(&sql, [id], |row| incident(row, language)).optional()?)
}

/// Somebody whom an outage concerns.
pub(crate) struct Subscriber {
    pub account: Option<String>,
    /// Where to write when it is fixed.
    pub email: Option<String>,
    pub language: Language,
}

/// Notes it, and counts it; an account is counted once, and what it said last about being written to adds to what it said
/// before.
///
/// # Errors
/// Those of the database.
pub(crate) fn subscribe(transaction: &Transaction<'_>, incident: &str, subscriber: &Subscriber) -> Result<(), Fatal> {
    let Subscriber { account, email, language } = subscriber;
    let sql = "UPDATE incident_subscriptions SET email = coalesce(?3, email), language = ?4 WHERE incident = ?1 AND account = ?2";
    if transaction.execute(sql, params![incident, account, email, language.tag()])? > 0 {
        return Ok(());
    }
    let sql = "INSERT INTO incident_subscriptions (incident, account, email, language) VALUES (?1, ?2, ?3, ?4)";
    transaction.execute(sql, params![incident, account, email, language.tag()])?;
    transaction.execute("UPDATE incidents SET affected = affected + 1 WHERE id = ?1", [incident])?;
    Ok(())
}

/// Says that an outage is over. One that was over before stays so since then.
///
/// # Errors
/// Those of the database.
pub(crate) fn fix(transaction: &Transaction<'_>, id: &str, now: i64) -> Result<(), Fatal> {
    transaction.execute("UPDATE incidents SET fixed = ?2, next_update = NULL WHERE id = ?1 AND fixed IS NULL", params![id, now])?;
    Ok(())
}

/// Addresses that are still to be told, each once and in the language in which it asked last. They are told with this.
///
/// # Errors
/// Those of the database.
pub(crate) fn take_untold(transaction: &Transaction<'_>, id: &str, now: i64) -> Result<Vec<(String, Language)>, Fatal> {
    // SQLite takes the other columns from the row with the maximum.
    let sql = "SELECT email, language, max(id) FROM incident_subscriptions
               WHERE incident = ?1 AND email IS NOT NULL AND told_at IS NULL GROUP BY lower(email) ORDER BY 3";
    let mut statement = transaction.prepare(sql)?;
    let rows = statement.query_map([id], |row| Ok((row.get(0)?, Language::from_tag(&row.get::<_, String>(1)?).unwrap_or_default())))?;
    let untold = rows.collect::<Result<_, _>>()?;
    let sql = "UPDATE incident_subscriptions SET told_at = ?2 WHERE incident = ?1 AND told_at IS NULL";
    transaction.execute(sql, params![id, now])?;
    Ok(untold)
}
