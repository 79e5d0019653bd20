//! The request that is being written, for a callback or for an operator: kept on the device with every letter.

use crate::browser::{storage::Area, uuid};
use crate::keeping::{self, Slot};
use contract::read::{Read, Value};
use domain::callback::CallbackDraft;
use leptos::prelude::*;

/// What is asked for; under this the drafts of everybody are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind(&'static str);

pub(crate) const CALLBACK: Kind = Kind("draft.callback");
pub(crate) const CONVERSATION: Kind = Kind("draft.operator");

/// Where the draft of an account is kept, or a guest's. Nobody is shown another's.
fn name(kind: Kind, account: Option<&str>) -> String {
    account.map_or_else(|| kind.0.to_owned(), |id| [kind.0, ".", id].concat())
}

fn read(name: &str) -> Option<CallbackDraft> {
    keeping::read(name)
}

/// Names of the drafts of that key. Not read for it: the first module asks this, too, and the key stands in no other draft.
fn under(kind: Kind, key: &str) -> impl Iterator<Item = String> {
    keeping::names(kind.0).into_iter().filter(move |name| Area::Device.read(name).is_some_and(|text| text.contains(key)))
}

/// Whether the device has the draft of that key.
pub(crate) fn is_kept_under(kind: Kind, key: &str) -> bool {
    under(kind, key).next().is_some()
}

/// Forgets the draft that was sent under that key, and leaves a later one alone.
pub(crate) fn forget_sent(kind: Kind, key: &str) {
    under(kind, key).for_each(|name| keeping::forget(&name));
}

/// Forgets the draft of an account, and what this tab has seen.
pub(crate) fn forget_of(kind: Kind, account: &str) {
    super::last::forget();
    keeping::forget(&name(kind, Some(account)));
}

/// Forgets every draft.
pub(crate) fn forget_all(kind: Kind) {
    keeping::names(kind.0).iter().for_each(|name| keeping::forget(name));
}

/// Whether the device has a draft, whoever's it is, in which somebody has written something.
pub(crate) fn has_words(kind: Kind) -> bool {
    keeping::names(kind.0).iter().any(|name| read(name).is_some_and(|draft| draft.has_words(name != kind.0)))
}

/// Whether that account has written something.
pub(crate) fn has_words_of(kind: Kind, account: &str) -> bool {
    read(&name(kind, Some(account))).is_some_and(|draft| draft.has_words(true))
}

/// A draft being edited. Every change is written to the device at once: a page can end at any moment.
#[derive(Clone, Copy)]
pub(crate) struct DraftSignal {
    kind: Kind,
    draft: RwSignal<CallbackDraft>,
    slot: Slot,
    /// Somebody who signed in goes on with what they wrote as a guest, which is then no guest's any more.
    takes_guests: bool,
}

impl DraftSignal {
    /// The draft of whoever is here; `fill` adds what is known otherwise.
    pub(crate) fn open(kind: Kind, account: Option<&str>, fill: impl FnOnce(&mut CallbackDraft)) -> Self {
        let draft = RwSignal::new(CallbackDraft::default());
        let (slot, own) = Slot::open(name(kind, account), move |theirs| adopt(draft, theirs));
        let own = own.and_then(CallbackDraft::read);
        let takes_guests = own.is_none() && account.is_some();
        let mut found = own.or_else(|| read(kind.0)).unwrap_or_default();
        if found.intent_key.is_none() {
            found.intent_key = Some(uuid());
        }
        fill(&mut found);
        draft.set(found);
        Self { kind, draft, slot, takes_guests }
    }

    pub(crate) fn change(self, change: impl FnOnce(&mut CallbackDraft)) {
        self.draft.update(change);
        if self.takes_guests {
            keeping::forget(self.kind.0);
        }
        self.slot.keep(&self.draft.with_untracked(as_json));
    }

    /// The device refused the last change. Tracked.
    pub(crate) fn is_refused(self) -> bool {
        self.slot.is_refused.get()
    }

    /// What another tab did with it.
    pub(crate) fn notice(self) -> AnyView {
        let draft = self.draft;
        self.slot.notice(move || draft.with_untracked(as_json), move |theirs| adopt(draft, theirs))
    }

    /// The key under which it is sent: as old as the draft, so that two tabs with the same draft ask once.
    pub(crate) fn key(self) -> String {
        self.draft.with(|draft| draft.intent_key.clone().unwrap_or_default())
    }

    /// The intent is over: what is sent next is another one.
    pub(crate) fn renew_key(self) {
        self.change(|draft| draft.intent_key = Some(uuid()));
    }

    pub(crate) fn with<T>(self, read: impl FnOnce(&CallbackDraft) -> T) -> T {
        self.draft.with(read)
    }

    /// One text of it, as a signal.
    pub(crate) fn text(self, read: fn(&CallbackDraft) -> &String) -> Signal<String> {
        Signal::derive(move || self.draft.with(|draft| read(draft).clone()))
    }

    /// Writes one text of it.
    pub(crate) fn write(self, place: fn(&mut CallbackDraft) -> &mut String) -> Callback<String> {
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
