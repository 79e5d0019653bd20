//! The ticket that is being written: kept on the device with every letter.

use crate::browser::{intl, storage::Area, uuid};
use crate::json;
use contract::Account;
use domain::ticket::TicketDraft;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// How long a draft is kept: 14 days.
const KEPT_SECONDS: i64 = 14 * 24 * 60 * 60;
const NAME: &str = "draft.ticket";

#[derive(Serialize, Deserialize)]
struct Kept {
    /// Account of whoever wrote it; `None` for a guest, whose draft goes with them when they sign in.
    owner: Option<String>,
    /// Seconds since 1970 on the device's clock.
    since: i64,
    draft: TicketDraft,
}

/// What the device has.
pub(crate) enum Found {
    Nothing,
    Draft(TicketDraft),
    /// A draft of an account that is not signed in now.
    SomebodyElses,
}

pub(crate) fn find(account: Option<&Account>) -> Found {
    let Some(kept) = Area::Device.read(NAME).and_then(|text| json::read::<Kept>(&text)) else {
        return Found::Nothing;
    };
    if intl::device_now().timestamp().saturating_sub(kept.since) > KEPT_SECONDS {
        Area::Device.remove(NAME);
        return Found::Nothing;
    }
    match (&kept.owner, account) {
        (None, _) => Found::Draft(kept.draft),
        (Some(owner), Some(account)) if *owner == account.id => Found::Draft(kept.draft),
        _ => Found::SomebodyElses,
    }
}

fn keep(draft: &TicketDraft, owner: Option<&str>) -> bool {
    let kept = Kept { owner: owner.map(ToOwned::to_owned), since: intl::device_now().timestamp(), draft: draft.clone() };
    serde_json::to_string(&kept).is_ok_and(|text| Area::Device.write(NAME, &text))
}

/// Forgets the draft that was sent under that key, and leaves a later one alone.
pub(crate) fn forget_sent(key: &str) {
    let kept = Area::Device.read(NAME).and_then(|text| json::read::<Kept>(&text));
    if kept.is_some_and(|kept| kept.draft.intent_key.as_deref() == Some(key)) {
        Area::Device.remove(NAME);
    }
}

pub(crate) fn forget_all() {
    Area::Device.remove(NAME);
}

/// Whether the device has a draft, whoever's it is.
pub(crate) fn is_kept() -> bool {
    Area::Device.read(NAME).is_some()
}

/// A draft being edited. Every change is written to the device at once: a page can end at any moment.
#[derive(Clone, Copy)]
pub(crate) struct DraftSignal {
    draft: RwSignal<TicketDraft>,
    owner: StoredValue<Option<String>>,
}

impl DraftSignal {
    pub(crate) fn new(mut draft: TicketDraft, owner: Option<String>) -> Self {
        if draft.intent_key.is_none() {
            draft.intent_key = Some(uuid());
        }
        Self { draft: RwSignal::new(draft), owner: StoredValue::new(owner) }
    }

    pub(crate) fn change(self, change: impl FnOnce(&mut TicketDraft)) {
        self.draft.update(change);
        self.draft.with_untracked(|draft| self.owner.with_value(|owner| keep(draft, owner.as_deref())));
    }

    /// The key under which it is sent. It is as old as the draft, so that two tabs with the same draft send the same ticket.
    pub(crate) fn key(self) -> String {
        self.draft.with(|draft| draft.intent_key.clone().unwrap_or_default())
    }

    /// The intent is over: what is sent next is another one.
    pub(crate) fn renew_key(self) {
        self.change(|draft| draft.intent_key = Some(uuid()));
    }

    pub(crate) fn with<T>(self, read: impl FnOnce(&TicketDraft) -> T) -> T {
        self.draft.with(read)
    }

    /// One text of it, as a signal.
    pub(crate) fn text(self, read: fn(&TicketDraft) -> &String) -> Signal<String> {
        Signal::derive(move || self.draft.with(|draft| read(draft).clone()))
    }

    /// Writes one text of it.
    pub(crate) fn write(self, place: fn(&mut TicketDraft) -> &mut String) -> Callback<String> {
        Callback::new(move |typed| self.change(|draft| *place(draft) = typed))
    }
}

/// Key of the draft that the device has.
pub(crate) fn kept_key() -> Option<String> {
    json::read::<Kept>(&Area::Device.read(NAME)?)?.draft.intent_key
}
