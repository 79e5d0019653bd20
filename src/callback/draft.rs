//! The request that is being written: kept on the device with every letter.

use crate::browser::{storage::Area, uuid};
use crate::keeping::{self, Slot};
use contract::read::{Read, Value};
use domain::callback::CallbackDraft;
use leptos::prelude::*;

const NAME: &str = "draft.callback";

/// Where the draft of an account is kept, or a guest's. Nobody is shown another's.
fn name(account: Option<&str>) -> String {
    account.map_or_else(|| NAME.to_owned(), |id| [NAME, ".", id].concat())
}

fn read(name: &str) -> Option<CallbackDraft> {
    keeping::read(name)
}

/// Names of the drafts of that key. Not read for it: the first module asks this, too, and the key stands in no other draft.
fn under(key: &str) -> impl Iterator<Item = String> {
    keeping::names(NAME).into_iter().filter(move |name| Area::Device.read(name).is_some_and(|text| text.contains(key)))
}

/// Whether the device has the draft of that key.
pub(super) fn is_kept_under(key: &str) -> bool {
    under(key).next().is_some()
}

/// Forgets the draft that was sent under that key, and leaves a later one alone.
pub(super) fn forget_sent(key: &str) {
    under(key).for_each(|name| keeping::forget(&name));
}

/// Forgets the draft of an account, and what this tab has seen.
pub(crate) fn forget_of(account: &str) {
    super::last::forget();
    keeping::forget(&name(Some(account)));
}

/// Forgets every draft.
pub(crate) fn forget_all() {
    keeping::names(NAME).iter().for_each(|name| keeping::forget(name));
}

/// Whether the device has a draft, whoever's it is, in which somebody has written something.
pub(crate) fn has_words() -> bool {
    keeping::names(NAME).iter().any(|name| read(name).is_some_and(|draft| draft.has_words(name != NAME)))
}

/// Whether that account has written something.
pub(crate) fn has_words_of(account: &str) -> bool {
    read(&name(Some(account))).is_some_and(|draft| draft.has_words(true))
}

/// A draft being edited. Every change is written to the device at once: a page can end at any moment.
#[derive(Clone, Copy)]
pub(super) struct DraftSignal {
    draft: RwSignal<CallbackDraft>,
    slot: Slot,
    /// Somebody who signed in goes on with what they wrote as a guest, which is then no guest's any more.
    takes_guests: bool,
}

impl DraftSignal {
    /// The draft of whoever is here; `fill` adds what is known otherwise.
    pub(super) fn open(account: Option<&str>, fill: impl FnOnce(&mut CallbackDraft)) -> Self {
        let draft = RwSignal::new(CallbackDraft::default());
        let (slot, own) = Slot::open(name(account), move |theirs| adopt(draft, theirs));
        let own = own.and_then(CallbackDraft::read);
        let takes_guests = own.is_none() && account.is_some();
        let mut found = own.or_else(|| read(NAME)).unwrap_or_default();
        if found.intent_key.is_none() {
            found.intent_key = Some(uuid());
        }
        fill(&mut found);
        draft.set(found);
        Self { draft, slot, takes_guests }
    }

    pub(super) fn change(self, change: impl FnOnce(&mut CallbackDraft)) {
        self.draft.update(change);
        if self.takes_guests {
            keeping::forget(NAME);
        }
        self.slot.keep(&self.draft.with_untracked(as_json));
    }

    /// The device refused the last change. Tracked.
    pub(super) fn is_refused(self) -> bool {
        self.slot.is_refused.get()
    }

    /// What another tab did with it.
    pub(super) fn notice(self) -> AnyView {
        let draft = self.draft;
        self.slot.notice(move || draft.with_untracked(as_json), move |theirs| adopt(draft, theirs))
    }

    /// The key under which it is sent: as old as the draft, so that two tabs with the same draft ask once.
    pub(super) fn key(self) -> String {
        self.draft.with(|draft| draft.intent_key.clone().unwrap_or_default())
    }

    /// The intent is over: what is sent next is another one.
    pub(super) fn renew_key(self) {
        self.change(|draft| draft.intent_key = Some(uuid()));
    }

    pub(super) fn with<T>(self, read: impl FnOnce(&CallbackDraft) -> T) -> T {
        self.draft.with(read)
    }

    /// One text of it, as a signal.
    pub(super) fn text(self, read: fn(&CallbackDraft) -> &String) -> Signal<String> {
        Signal::derive(move || self.draft.with(|draft| read(draft).clone()))
    }

    /// Writes one text of it.
    pub(super) fn write(self, place: fn(&mut CallbackDraft) -> &mut String) -> Callback<String> {
        Callback::new(move |typed| self.change(|draft| *place(draft) = typed))
    }
}

fn as_json(draft: &CallbackDraft) -> String {
    serde_json::to_string(draft).unwrap_or_default()
}

fn adopt(draft: RwSignal<CallbackDraft>, theirs: Value) {
    // Removed it was sent, as a rule: what is shown here stays under its key, under which it is never sent twice.
    if let Some(theirs) = CallbackDraft::read(theirs) {
        draft.set(theirs);
    }
}
