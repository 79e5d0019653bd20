//! Where the files are: in IndexedDB, or in memory where there is none.

use crate::browser::{database, intl, timer, uuid};
use crate::context::Context;
use contract::read::Read;
use core::time::Duration;
use js_sys::{Array, ArrayBuffer};
use leptos::prelude::*;
use serde::Serialize;
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue};

/// How long a file is kept: 14 days.
const KEPT_MILLISECONDS: i64 = 14 * 24 * 60 * 60 * 1000;

/// What is known of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub(crate) struct Meta {
    /// Also the key under which it is sent.
    pub(crate) id: String,
    pub(crate) name: String,
    /// `image/png`.
    pub(crate) mime: String,
    /// In bytes.
    pub(crate) size: u32,
    /// The account it belongs to; `None` for a guest.
    pub(super) owner: Option<String>,
    /// The key of the intent that it goes with, once that is sent.
    #[serde(default)]
    pub(super) intent: String,
    /// The ticket it goes to, once there is one.
    pub(super) ticket: Option<String>,
    /// Milliseconds since 1970 on the device's clock.
    pub(super) since: i64,
}

impl Meta {
    /// Of a file that is kept nowhere.
    pub(crate) fn of(name: String, mime: String, size: u32) -> Self {
        Self { id: uuid(), name, mime, size, ..Self::default() }
    }
}

/// A file, with what is in it.
#[derive(Clone)]
pub(crate) struct Kept {
    pub(crate) meta: Meta,
    pub(crate) content: ArrayBuffer,
}

thread_local! {
    /// What the database would not take.
    static MEMORY: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
    /// Files are being bound to an intent, which does not wait for that: what came of it is told them when they are.
    static IS_BINDING: Cell<bool> = const { Cell::new(false) };
}

fn forget_here(id: &str) {
    MEMORY.with_borrow_mut(|memory| memory.retain(|kept| kept.meta.id != id));
}

/// Whether it outlives the page.
pub(super) async fn put(kept: &Kept) -> bool {
    let meta = serde_json::to_string(&kept.meta).unwrap_or_default();
    let record: JsValue = Array::of2(&meta.into(), &kept.content).into();
    forget_here(&kept.meta.id);
    let lasts = database::put(database::FILES, &kept.meta.id, &record).await.is_ok();
    if !lasts {
        MEMORY.with_borrow_mut(|memory| memory.push(kept.clone()));
    }
    lasts
}

pub(super) async fn remove(id: &str) {
    forget_here(id);
    let _ = database::remove(database::FILES, id).await;
}

/// Everybody's, oldest first; what is too old is forgotten.
async fn all() -> Vec<Kept> {
    // A database that is busy at the first try is not yet denied.
    let records = match database::all(database::FILES).await {
        Ok(records) => records,
        Err(_) => database::all(database::FILES).await.unwrap_or_default(),
    };
    let mut files: Vec<Kept> = records
        .into_iter()
        .filter_map(|record| {
            let record: Array = record.dyn_into().ok()?;
            let meta = crate::json::read::<Meta>(&record.get(0).as_string()?)?;
            Some(Kept { meta, content: record.get(1).dyn_into().ok()? })
        })
        .collect();
    files.extend(MEMORY.with_borrow(Vec::clone));
    files.sort_by_key(|kept| kept.meta.since);
    let oldest = intl::device_now().timestamp_millis().saturating_sub(KEPT_MILLISECONDS);
    for old in files.iter().filter(|kept| kept.meta.since < oldest) {
        remove(&old.meta.id).await;
    }
    files.retain(|kept| kept.meta.since >= oldest);
    files
}

/// Those of whoever is here: a guest's are anybody's.
async fn theirs(context: Context) -> Vec<Kept> {
    let account = untrack(|| context.account()).map(|account| account.id);
    let mut files = all().await;
    files.retain(|kept| kept.meta.owner.is_none() || kept.meta.owner == account);
    files
}

/// What waits for a ticket, of whoever is here.
pub(super) async fn waiting(context: Context) -> Vec<Kept> {
    let mut files = theirs(context).await;
    files.retain(|kept| kept.meta.ticket.is_none() && kept.meta.intent.is_empty());
    files
}

/// What waits of whoever is here goes with that intent, which is being sent.
pub(crate) async fn go_with(context: Context, intent: &str) {
    IS_BINDING.set(true);
    for mut kept in waiting(context).await {
        kept.meta.intent = intent.to_owned();
        put(&kept).await;
    }
    IS_BINDING.set(false);
}

async fn bound() {
    while IS_BINDING.get() {
        timer::sleep(Duration::from_millis(20)).await;
    }
}

/// The intent is over, and nothing came of it: what went with it waits again.
pub(crate) async fn release(intent: &str) {
    bound().await;
    for mut kept in all().await.into_iter().filter(|kept| kept.meta.intent == intent && kept.meta.ticket.is_none()) {
        kept.meta.intent.clear();
        put(&kept).await;
    }
}

/// The ticket that came of an intent: what went with it goes there, whoever is here meanwhile.
pub(crate) async fn assign(intent: &str, ticket: &str) {
    bound().await;
    for mut kept in all().await.into_iter().filter(|kept| kept.meta.intent == intent && kept.meta.ticket.is_none()) {
        kept.meta.ticket = Some(ticket.to_owned());
        put(&kept).await;
    }
}

/// What is on its way to a ticket, of whoever is here.
pub(super) async fn assigned(context: Context) -> Vec<Kept> {
    let mut files = theirs(context).await;
    files.retain(|kept| kept.meta.ticket.is_some());
    files
}

/// Forgets what waits of whoever is here.
pub(crate) async fn forget(context: Context) {
    for kept in waiting(context).await {
        remove(&kept.meta.id).await;
    }
}

/// Forgets everything of an account's.
pub(crate) async fn forget_of(account: &str) {
    for kept in all().await.iter().filter(|kept| kept.meta.owner.as_deref() == Some(account)) {
        remove(&kept.meta.id).await;
    }
}

/// Forgets everybody's.
pub(crate) async fn forget_all() {
    MEMORY.with_borrow_mut(Vec::clear);
    let _ = database::clear(database::FILES).await;
}

/// Names of everybody's, for the list of what the device keeps.
pub(crate) async fn names() -> Vec<String> {
    all().await.into_iter().map(|kept| kept.meta.name).collect()
}

/// Whether an account has files here that are not sent.
pub(crate) async fn has_of(account: &str) -> bool {
    all().await.iter().any(|kept| kept.meta.owner.as_deref() == Some(account))
}
