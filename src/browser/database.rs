//! IndexedDB, as two stores of values by key. Thin on purpose: four calls do not pay for a library here.

use super::timer;
use core::cell::Cell;
use core::time::Duration;
use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode};

const NAME: &str = "hotline";
/// The form of the database: raised whenever a store is added.
const VERSION: u32 = 2;
/// Intents, as JSON.
pub(crate) const OUTBOX: &str = "outbox";
/// Files that wait for their ticket.
pub(crate) const FILES: &str = "files";
/// How long opening, or one transaction, may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// The browser has no database for this page: denied, blocked, full or missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Denied;

impl From<JsValue> for Denied {
    fn from(_: JsValue) -> Self {
        Self
    }
}

fn promise_of(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    })
}

/// The result of a request, once it succeeds or fails.
async fn settled(request: &IdbRequest) -> Result<JsValue, Denied> {
    in_time(&promise_of(request)).await?;
    Ok(request.result()?)
}

thread_local! {
    /// It has taken too long once: nobody waits for it again while this page lives.
    static IS_STUCK: Cell<bool> = const { Cell::new(false) };
}

/// Waits, but not for ever: a database that another page blocks neither opens nor fails, and WebKit's has been seen to keep a
/// transaction to itself.
async fn in_time(promise: &Promise) -> Result<(), Denied> {
    let result = JsFuture::from(Promise::race(&Array::of2(promise, &timer::deadline(PATIENCE)))).await;
    // A refusal comes with a reason, the deadline without.
    if result.as_ref().is_err_and(JsValue::is_undefined) {
        IS_STUCK.set(true);
    }
    Ok(result.map(|_| ())?)
}

async fn open() -> Result<IdbDatabase, Denied> {
    if IS_STUCK.get() {
        return Err(Denied);
    }
    let factory = web_sys::window().ok_or(Denied)?.indexed_db()?.ok_or(Denied)?;
    let request: IdbOpenDbRequest = factory.open_with_u32(NAME, VERSION)?;
    let upgrading = request.clone();
    let upgrade = Closure::once(move || {
        if let Ok(database) = upgrading.result().and_then(|result| result.dyn_into::<IdbDatabase>()) {
            // Refused for the one that an earlier version has made.
            for store in [OUTBOX, FILES] {
                let _ = database.create_object_store(store);
            }
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    in_time(&promise_of(&request)).await?;
    request.result()?.dyn_into().map_err(Denied::from)
}

async fn store(name: &str, mode: IdbTransactionMode) -> Result<(IdbDatabase, IdbTransaction, IdbObjectStore), Denied> {
    let database = open().await?;
    let transaction = database.transaction_with_str_and_mode(name, mode)?;
    let store = transaction.object_store(name)?;
    Ok((database, transaction, store))
}

/// Waits until what the transaction wrote is committed.
async fn committed(database: &IdbDatabase, transaction: &IdbTransaction) -> Result<(), Denied> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    });
    let result = in_time(&promise).await;
    database.close();
    result
}

/// Writes one entry.
pub(crate) async fn put(name: &str, key: &str, value: &JsValue) -> Result<(), Denied> {
    let (database, transaction, store) = store(name, IdbTransactionMode::Readwrite).await?;
    store.put_with_key(value, &key.into())?;
    committed(&database, &transaction).await
}

pub(crate) async fn remove(name: &str, key: &str) -> Result<(), Denied> {
    let (database, transaction, store) = store(name, IdbTransactionMode::Readwrite).await?;
    store.delete(&key.into())?;
    committed(&database, &transaction).await
}

/// Removes every entry of a store.
pub(crate) async fn clear(name: &str) -> Result<(), Denied> {
    let (database, transaction, store) = store(name, IdbTransactionMode::Readwrite).await?;
    store.clear()?;
    committed(&database, &transaction).await
}

/// All entries' values.
pub(crate) async fn all(name: &str) -> Result<Vec<JsValue>, Denied> {
    let (database, _, store) = store(name, IdbTransactionMode::Readonly).await?;
    let result = settled(&store.get_all()?).await;
    database.close();
    let values: Array = result?.dyn_into().map_err(Denied::from)?;
    Ok(values.iter().collect())
}
