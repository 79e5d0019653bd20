//! IndexedDB, as two stores of values by key. Thin on purpose: four calls do not pay for a library here.

use super::timer;
use core::cell::RefCell;
use core::time::Duration;
use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode};

/// A store in a database of its own: one that is stuck does not hold up the other.
#[derive(Clone, Copy)]
pub(crate) struct Store {
    database: &'static str,
    name: &'static str,
    /// How long opening, or one transaction, may take.
    patience: Duration,
    /// After it has taken too long once, nobody waits for it again while this page lives: there is another place to keep things.
    gives_up: bool,
}

/// Intents, as JSON.
pub(crate) const OUTBOX: Store = Store { database: "hotline", name: "outbox", patience: Duration::from_secs(2), gives_up: true };
/// The same for whoever asks again: another page may have kept it busy.
pub(crate) const OUTBOX_AGAIN: Store = Store { gives_up: false, ..OUTBOX };
/// Files that wait for their ticket. They take longer than letters.
pub(crate) const FILES: Store = Store { database: "hotline-files", name: "files", patience: Duration::from_secs(6), gives_up: false };

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
async fn settled(of: Store, request: &IdbRequest) -> Result<JsValue, Denied> {
    in_time(of, &promise_of(request)).await?;
    Ok(request.result()?)
}

thread_local! {
    /// Those that were given up.
    static STUCK: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// Waits, but not for ever: a database that another page blocks neither opens nor fails, and WebKit's has been seen to keep a
/// transaction to itself.
async fn in_time(of: Store, promise: &Promise) -> Result<(), Denied> {
    let result = JsFuture::from(Promise::race(&Array::of2(promise, &timer::deadline(of.patience)))).await;
    // A refusal comes with a reason, the deadline without.
    if of.gives_up && result.as_ref().is_err_and(JsValue::is_undefined) {
        STUCK.with_borrow_mut(|stuck| stuck.push(of.name));
    }
    Ok(result.map(|_| ())?)
}

async fn open(of: Store) -> Result<IdbDatabase, Denied> {
    if of.gives_up && STUCK.with_borrow(|stuck| stuck.contains(&of.name)) {
        return Err(Denied);
    }
    let factory = web_sys::window().ok_or(Denied)?.indexed_db()?.ok_or(Denied)?;
    let request: IdbOpenDbRequest = factory.open_with_u32(of.database, 1)?;
    let upgrading = request.clone();
    let upgrade = Closure::once(move || {
        if let Ok(database) = upgrading.result().and_then(|result| result.dyn_into::<IdbDatabase>()) {
            let _ = database.create_object_store(of.name);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    in_time(of, &promise_of(&request)).await?;
    request.result()?.dyn_into().map_err(Denied::from)
}

async fn store(of: Store, mode: IdbTransactionMode) -> Result<(IdbDatabase, IdbTransaction, IdbObjectStore), Denied> {
    let database = open(of).await?;
    let transaction = database.transaction_with_str_and_mode(of.name, mode)?;
    let store = transaction.object_store(of.name)?;
    Ok((database, transaction, store))
}

/// Waits until what the transaction wrote is committed.
async fn committed(of: Store, database: &IdbDatabase, transaction: &IdbTransaction) -> Result<(), Denied> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    });
    let result = in_time(of, &promise).await;
    database.close();
    result
}

/// Writes one entry.
pub(crate) async fn put(of: Store, key: &str, value: &JsValue) -> Result<(), Denied> {
    let (database, transaction, store) = store(of, IdbTransactionMode::Readwrite).await?;
    store.put_with_key(value, &key.into())?;
    committed(of, &database, &transaction).await
}

pub(crate) async fn remove(of: Store, key: &str) -> Result<(), Denied> {
    let (database, transaction, store) = store(of, IdbTransactionMode::Readwrite).await?;
    store.delete(&key.into())?;
    committed(of, &database, &transaction).await
}

/// Removes every entry of a store.
pub(crate) async fn clear(of: Store) -> Result<(), Denied> {
    let (database, transaction, store) = store(of, IdbTransactionMode::Readwrite).await?;
    store.clear()?;
    committed(of, &database, &transaction).await
}

/// All entries' values.
pub(crate) async fn all(of: Store) -> Result<Vec<JsValue>, Denied> {
    let (database, _, store) = store(of, IdbTransactionMode::Readonly).await?;
    let result = settled(of, &store.get_all()?).await;
    database.close();
    let values: Array = result?.dyn_into().map_err(Denied::from)?;
    Ok(values.iter().collect())
}
