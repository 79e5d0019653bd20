//! What the portal remembers: SQLite, one connection, used by one request at a time.
//!
//! One connection is enough for an example and cannot deadlock: each piece of work waits for its turn on a thread where it
//! may block. Migrations are run by `rusqlite_migration`: plain SQL files, the version in SQLite's own `user_version`.

pub(crate) mod accounts;
pub(crate) mod answers;
pub(crate) mod articles;
pub(crate) mod attachments;
pub(crate) mod callbacks;
pub(crate) mod calls;
pub(crate) mod contacts;
pub(crate) mod conversations;
pub(crate) mod events;
pub(crate) mod handling;
pub(crate) mod incidents;
pub(crate) mod messages;
pub(crate) mod operators;
pub(crate) mod outbox;
pub(crate) mod sessions;
pub(crate) mod tickets;
pub(crate) mod words;

use crate::problem::Fatal;
use crate::secrets::{ServerKey, random};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use rusqlite_migration::{M, Migrations};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Where the database is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Database {
    /// Gone with the process.
    #[default]
    Memory,
    File(PathBuf),
}

#[derive(Clone)]
pub(crate) struct Store(Arc<Mutex<Connection>>);

impl Store {
    /// Opens the database, makes it if there is none, and brings it up to date.
    ///
    /// # Errors
    /// When the file cannot be used, or is of a later version than this program.
    pub(crate) fn open(database: &Database) -> Result<Self, Fatal> {
        let mut connection = match database {
            Database::Memory => Connection::open_in_memory()?,
            Database::File(path) => Connection::open(path)?,
        };
        // Before it is committed a write is on the disk: `FULL`, not only `NORMAL`, because the visitor is told so.
        connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")?;
        // The process before this one may still be closing.
        connection.busy_timeout(Duration::from_secs(5))?;
        Migrations::new(vec![
            M::up(include_str!("migrations/1-portal.sql")),
            M::up(include_str!("migrations/2-help.sql")),
            M::up(include_str!("migrations/3-line.sql")),
        ])
        .to_latest(&mut connection)
        .map_err(|error| Fatal(format!("database: {error}")))?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// One piece of work, whole or not at all.
    ///
    /// # Errors
    /// Those of the work, which is then undone, and of the database.
    pub(crate) fn write<T, E, W>(&self, work: W) -> impl Future<Output = Result<T, E>> + Send + use<T, E, W>
    where
        W: FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Fatal> + Send + 'static,
    {
        let connection = Arc::clone(&self.0);
        let work = move || {
            // A thread that died left its transaction undone: what it held is sound.
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Fatal::from)?;
            let done = work(&transaction)?;
            transaction.commit().map_err(Fatal::from)?;
            Ok(done)
        };
        blocking(work)
    }

    /// Looks without changing.
    ///
    /// # Errors
    /// Those of the work, and of the database.
    pub(crate) fn read<T, E, W>(&self, work: W) -> impl Future<Output = Result<T, E>> + Send + use<T, E, W>
    where
        W: FnOnce(&Connection) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Fatal> + Send + 'static,
    {
        let connection = Arc::clone(&self.0);
        let work = move || work(&connection.lock().unwrap_or_else(PoisonError::into_inner));
        blocking(work)
    }
}

/// Waits for its turn where it may block. What has begun is finished also when nobody waits for it any more.
async fn blocking<T, E>(work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, E>
where
    T: Send + 'static,
    E: From<Fatal> + Send + 'static,
{
    tokio::task::spawn_blocking(work).await.map_err(|error| Fatal(format!("database: {error}")))?
}

/// The portal's key; the first call makes it.
///
/// # Errors
/// Those of the database and of the system's randomness.
pub(crate) fn server_key(transaction: &Transaction<'_>) -> Result<ServerKey, Fatal> {
    let kept = transaction.query_row("SELECT key FROM server_key", [], |row| row.get(0)).optional()?;
    if let Some(key) = kept {
        return Ok(ServerKey::new(key));
    }
    let key = random::<64>()?;
    transaction.execute("INSERT INTO server_key (key) VALUES (?1)", [key])?;
    Ok(ServerKey::new(key))
}

/// One report of an error in a visitor's browser.
///
/// # Errors
/// Those of the database.
pub(crate) fn count_client_error(transaction: &Transaction<'_>, date: &str) -> Result<(), Fatal> {
    let sql = "INSERT INTO client_errors (date, count) VALUES (?1, 1) ON CONFLICT (date) DO UPDATE SET count = count + 1";
    transaction.execute(sql, [date])?;
    Ok(())
}
