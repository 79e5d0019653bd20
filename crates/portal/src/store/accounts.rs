//! Who is registered.

use crate::problem::Fatal;
use contract::Account;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

const COLUMNS: &str = "accounts.id, login, full_name, email, phone, contract_numbers, active";

pub(super) fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: row.get(0)?,
        login: row.get(1)?,
        full_name: row.get(2)?,
        email: row.get(3)?,
        phone: row.get(4)?,
        contract_numbers: serde_json::from_str(&row.get::<_, String>(5)?).unwrap_or_default(),
        active: row.get(6)?,
    })
}

/// The account that the hash of a session's token stands for, and when the session ends.
///
/// # Errors
/// Those of the database.
pub(crate) fn of_session(connection: &Connection, token_hash: &[u8], now: i64) -> Result<Option<(Account, i64)>, Fatal> {
    let sql = format!(
        "SELECT {COLUMNS}, expires_at FROM sessions JOIN accounts ON accounts.id = sessions.account
         WHERE token_hash = ?1 AND expires_at > ?2 AND active"
    );
    Ok(connection.query_row(&sql, params![token_hash, now], |row| Ok((account(row)?, row.get(7)?))).optional()?)
}

/// What is needed to check a password: the account's id and the password's hash.
///
/// # Errors
/// Those of the database.
pub(crate) fn password_of(connection: &Connection, login: &str) -> Result<Option<(String, String)>, Fatal> {
    let sql = "SELECT id, password_hash FROM accounts WHERE login = ?1 AND active";
    Ok(connection.query_row(sql, [folded(login)], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Whether it is there now: a login that is taken is not registered again.
///
/// # Errors
/// Those of the database.
pub(crate) fn register(transaction: &Transaction<'_>, account: &Account, password_hash: &str, now: i64) -> Result<bool, Fatal> {
    let sql = "INSERT INTO accounts (id, login, password_hash, full_name, email, phone, contract_numbers, active, created_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (login) DO NOTHING";
    let Account { id, login, full_name, email, phone, contract_numbers, active } = account;
    let numbers = serde_json::to_string(contract_numbers)?;
    Ok(transaction.execute(sql, params![id, folded(login), password_hash, full_name, email, phone, numbers, active, now])? == 1)
}

/// The profile as the visitor corrected it.
///
/// # Errors
/// Those of the database.
pub(crate) fn correct(
    transaction: &Transaction<'_>,
    id: &str,
    full_name: &str,
    email: Option<&str>,
    phone: Option<&str>,
) -> Result<(), Fatal> {
    transaction
        .execute("UPDATE accounts SET full_name = ?2, email = ?3, phone = ?4 WHERE id = ?1", params![id, full_name, email, phone])?;
    Ok(())
}

/// Logins are the same in capitals.
#[must_use]
pub(crate) fn folded(login: &str) -> String {
    login.trim().to_lowercase()
}
