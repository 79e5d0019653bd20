//! The one way to write: what the visitor wants is kept before it is sent, and forgotten on the portal's word.
//!
//! An intent has a key, made once. However often it is sent under that key, the portal carries it out once; so a double click,
//! a reload in the middle and an answer that got lost all come to the same. It belongs to whoever wrote it: what an account wrote
//! waits until that account is signed in, what a guest wrote is sent as a guest's, whoever is signed in.

use super::client::Answer;
use super::intent::Intent;
use super::{Client, Failure};
use crate::browser::timer::{self, Timer};
use crate::browser::{database, intl, storage::Area};
use core::time::Duration;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;

/// How long an intent is kept: 14 days.
const KEPT_SECONDS: i64 = 14 * 24 * 60 * 60;
/// The shortest pause before the next try by itself.
const SHORTEST: Duration = Duration::from_secs(5);
/// Where intents are kept when there is no database.
const FALLBACK: &str = "outbox.";

/// How an intent stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Sending,
    /// The portal did it.
    Done(Answer),
    /// The portal will not do it as it stands. The intent is over.
    Refused(Failure),
    /// It could not be sent yet, or, if uncertain, may or may not have been done. The intent is kept.
    Kept {
        failure: Failure,
        is_uncertain: bool,
    },
}

#[derive(Clone, Copy)]
pub(crate) struct Outbox {
    kept: StoredValue<Vec<Intent>>,
    /// By key: the intents of this visit, and those an earlier one left.
    standings: RwSignal<Vec<(String, Standing)>>,
    under_way: StoredValue<Vec<String>>,
    /// What was kept last outlives the page.
    lasts: StoredValue<bool>,
    /// The one timer of the next try, and when it will be, on the monotonic clock in milliseconds.
    next_try: StoredValue<Option<(Timer, f64)>, LocalStorage>,
}

impl Outbox {
    pub(crate) fn new() -> Self {
        Self {
            kept: StoredValue::new(Vec::new()),
            standings: RwSignal::default(),
            under_way: StoredValue::default(),
            lasts: StoredValue::new(true),
            next_try: StoredValue::new_local(None),
        }
    }

    /// Reads what an earlier visit left, and forgets what is too old. `false`: the database did not answer.
    pub(crate) async fn restore(self) -> bool {
        let found = database::all(database::OUTBOX_AGAIN).await;
        let is_whole = found.is_ok();
        let mut texts: Vec<String> = found.unwrap_or_default().iter().filter_map(wasm_bindgen::JsValue::as_string).collect();
        texts.extend(fallback_names().iter().filter_map(|name| Area::Device.read(name)));
        let oldest = intl::device_now().timestamp().saturating_sub(KEPT_SECONDS);
        for intent in texts.iter().filter_map(|text| crate::json::read::<Intent>(text)) {
            let is_done = self.standings.with_untracked(|standings| matches!(of(standings, &intent.key), Some(Standing::Done(_))));
            if intent.created < oldest {
                self.forget(&intent.key).await;
            } else if !is_done && !self.is_under_way(&intent.key) {
                self.remember(intent);
            }
        }
        is_whole
    }

    /// What `account` left unfinished, and what guests did.
    pub(crate) fn unfinished(self, account: Option<&str>) -> Vec<Intent> {
        let is_theirs = |intent: &&Intent| intent.owner.is_none() || intent.owner.as_deref() == account;
        self.kept.with_value(|kept| kept.iter().filter(is_theirs).cloned().collect())
    }

    /// Tries again after that time, unless a later try stands already; there is one timer, however many intents wait.
    pub(crate) fn try_again(self, after: Duration, then: impl FnOnce() + 'static) {
        let after = after.max(SHORTEST);
        let at = timer::monotonic() + after.as_millis() as f64;
        if self.next_try.with_value(|next| next.as_ref().is_some_and(|(_, other)| *other >= at)) {
            return;
        }
        let next_try = self.next_try;
        let timer = Timer::once(after, move || {
            // The timer that calls cannot be dropped while it does.
            leptos::task::spawn_local(async move {
                next_try.try_set_value(None);
                then();
            });
        });
        self.next_try.set_value(timer.map(|timer| (timer, at)));
    }

    /// The portal, or we, named a time for the next try, and it has not come.
    pub(crate) fn is_waiting(self) -> bool {
        self.next_try.with_value(|next| next.as_ref().is_some_and(|(_, at)| *at > timer::monotonic()))
    }

    /// How the intent of that key stands; `None` when it was never sent. Tracked.
    pub(crate) fn standing(self, key: &str) -> Option<Standing> {
        self.standings.with(|standings| of(standings, key).cloned())
    }

    /// Keeps the intent, sends it, and forgets it on the portal's word. `None`: the same intent is being sent already.
    pub(crate) async fn deliver(self, client: &Client, intent: &Intent) -> Option<Standing> {
        let is_first = self.under_way.try_update_value(|keys| {
            let is_first = !keys.contains(&intent.key);
            if is_first {
                keys.push(intent.key.clone());
            }
            is_first
        });
        if is_first != Some(true) {
            return None;
        }
        // What waits goes on waiting on the screen while it is tried again: the visitor's place does not jump.
        if !self.standings.with_untracked(|standings| matches!(of(standings, &intent.key), Some(Standing::Kept { .. }))) {
            self.stand(&intent.key, Standing::Sending);
        }
        // An earlier try of the same may be uncertain, of which whoever sends it now knows nothing: it goes out as it went then.
        let uncertain = self.kept.with_value(|kept| kept.iter().find(|other| other.key == intent.key && other.is_uncertain).cloned());
        let was_uncertain = uncertain.is_some();
        let mut intent = uncertain.unwrap_or_else(|| intent.clone());
        self.keep(&intent).await;
        let is_uncertain = Rc::new(Cell::new(was_uncertain));
        let result = client.post(&intent, Rc::clone(&is_uncertain)).await.and_then(|answer| intent.purpose.understood(answer));
        if result == Err(Failure::Garbled) {
            is_uncertain.set(true);
        }
        let standing = match result {
            Ok(answer) => Standing::Done(answer),
            // Signing in makes it sendable again; everything else that will not pass by itself ends it. While it is uncertain only
            // the portal's word about this very body does: what something in between says tells nothing of what became of it.
            Err(failure) if failure.is_passing() || failure == Failure::SignIn || (is_uncertain.get() && !failure.is_about_the_body()) => {
                Standing::Kept { failure, is_uncertain: is_uncertain.get() }
            }
            Err(failure) => Standing::Refused(failure),
        };
        if !matches!(standing, Standing::Kept { .. }) {
            self.forget(&intent.key).await;
        } else if is_uncertain.get() != intent.is_uncertain && self.is_kept(&intent.key) {
            // Unless it was cleared away meanwhile.
            intent.is_uncertain = is_uncertain.get();
            self.keep(&intent).await;
        }
        self.under_way.update_value(|keys| keys.retain(|key| *key != intent.key));
        self.stand(&intent.key, standing.clone());
        Some(standing)
    }

    pub(crate) fn stand(self, key: &str, standing: Standing) {
        if self.standings.with_untracked(|standings| of(standings, key) != Some(&standing)) {
            self.standings.update(|standings| {
                standings.retain(|(other, _)| other != key);
                standings.push((key.to_owned(), standing));
            });
        }
    }

    fn remember(self, intent: Intent) {
        self.kept.update_value(|kept| {
            kept.retain(|other| other.key != intent.key);
            kept.push(intent);
        });
    }

    /// Keeps it for later, at once: what sends is not here yet.
    pub(crate) fn put_off(self, intent: Intent, failure: Failure) {
        let text = serde_json::to_string(&intent).unwrap_or_default();
        self.lasts.set_value(Area::Device.write(&[FALLBACK, &intent.key].concat(), &text));
        self.stand(&intent.key, Standing::Kept { failure, is_uncertain: false });
        self.remember(intent);
    }

    async fn keep(self, intent: &Intent) {
        let text = serde_json::to_string(intent).unwrap_or_default();
        let fallback = [FALLBACK, &intent.key].concat();
        let lasts = if database::put(database::OUTBOX, &intent.key, &text.as_str().into()).await.is_err() {
            Area::Device.write(&fallback, &text)
        } else {
            Area::Device.remove(&fallback);
            true
        };
        self.lasts.set_value(lasts);
        self.remember(intent.clone());
    }

    async fn forget(self, key: &str) {
        let _ = database::remove(database::OUTBOX, key).await;
        Area::Device.remove(&[FALLBACK, key].concat());
        self.kept.update_value(|kept| kept.retain(|intent| intent.key != key));
    }

    fn is_kept(self, key: &str) -> bool {
        self.kept.with_value(|kept| kept.iter().any(|intent| intent.key == key))
    }

    fn is_under_way(self, key: &str) -> bool {
        self.under_way.with_value(|keys| keys.iter().any(|other| other == key))
    }

    /// The visitor changed their mind before it was sent. `false`: it is being sent, and cannot be had back.
    pub(crate) async fn withdraw(self, key: &str) -> bool {
        if self.is_under_way(key) {
            return false;
        }
        self.abandon(key).await;
        true
    }

    async fn abandon(self, key: &str) {
        self.forget(key).await;
        self.standings.update(|standings| standings.retain(|(other, _)| other != key));
    }

    /// Forgets what waits unsent: of one account, or everything.
    pub(crate) async fn clear(self, account: Option<&str>) {
        let is_meant = |intent: &&Intent| account.is_none() || intent.owner.as_deref() == account;
        let keys: Vec<String> = self.kept.with_value(|kept| kept.iter().filter(is_meant).map(|intent| intent.key.clone()).collect());
        for key in keys {
            self.abandon(&key).await;
        }
        if account.is_none() {
            // Also what another tab has put there.
            let _ = database::clear(database::OUTBOX).await;
            for name in fallback_names() {
                Area::Device.remove(&name);
            }
        }
    }

    /// Whether what is kept is still there when the page is left.
    pub(crate) fn lasts(self) -> bool {
        self.lasts.get_value()
    }

    /// How many intents wait on this device.
    pub(crate) fn count(self) -> usize {
        self.standings.track();
        self.kept.with_value(Vec::len)
    }
}

fn of<'a>(standings: &'a [(String, Standing)], key: &str) -> Option<&'a Standing> {
    standings.iter().find(|(other, _)| other == key).map(|(_, standing)| standing)
}

fn fallback_names() -> Vec<String> {
    Area::Device.names().into_iter().filter(|name| name.starts_with(FALLBACK)).collect()
}
