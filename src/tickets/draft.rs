//! The ticket that is being written: kept on the device with every letter.

use crate::browser::uuid;
use crate::context::Context;
use crate::files;
use crate::keeping::{self, Slot};
use contract::read::{Read, Value};
use contract::{Account, Category};
use domain::prepare::Answers;
use domain::ticket::TicketDraft;
use leptos::prelude::*;

const NAME: &str = "draft.ticket";

/// Where the draft of an account is kept, or a guest's. Nobody is shown another's.
fn name(account: Option<&str>) -> String {
    account.map_or_else(|| NAME.to_owned(), |id| [NAME, ".", id].concat())
}

fn read(name: &str) -> Option<TicketDraft> {
    keeping::read(name)
}

/// The draft of whoever is here. Somebody who signs in takes the guest's along, if they have none of their own.
pub(crate) fn find(account: Option<&Account>) -> Option<TicketDraft> {
    let own = account.and_then(|account| read(&name(Some(&account.id))));
    own.or_else(|| read(NAME))
}

fn names() -> Vec<String> {
    keeping::names(NAME)
}

/// Forgets the draft that was sent under that key, and leaves a later one alone.
pub(crate) fn forget_sent(key: &str) {
    for name in names().iter().filter(|name| read(name).is_some_and(|draft| draft.intent_key.as_deref() == Some(key))) {
        keeping::forget(name);
    }
}

/// Forgets the draft of an account.
pub(crate) fn forget_of(account: &str) {
    keeping::forget(&name(Some(account)));
}

/// Forgets every draft.
pub(crate) fn forget_all() {
    for name in names() {
        keeping::forget(&name);
    }
}

/// Whether the device has a draft, whoever's it is, in which somebody has written something.
pub(crate) fn is_kept() -> bool {
    names().iter().any(|name| has_words(name))
}

/// Whether that account has written something. A topic alone is nothing written, nor is what the profile has filled in.
pub(crate) fn has_words_of(account: &str) -> bool {
    has_words(&name(Some(account)))
}

fn has_words(name: &str) -> bool {
    let is_accounts = name != NAME;
    read(name).is_some_and(|draft| {
        let has_contact = [&draft.full_name, &draft.email, &draft.phone].into_iter().any(|text| !text.is_empty());
        let has_letter = !draft.name.is_empty() || !draft.description.is_empty();
        has_letter || !draft.answers.is_empty() || !draft.consents.is_empty() || (has_contact && !is_accounts)
    })
}

/// Whether the device has a draft of that account.
pub(crate) fn is_kept_of(account: &str) -> bool {
    read(&name(Some(account))).is_some()
}

/// Whether the device has the draft of that key.
pub(crate) fn is_kept_under(key: &str) -> bool {
    names().iter().any(|name| read(name).is_some_and(|draft| draft.intent_key.as_deref() == Some(key)))
}

/// The category of the draft of that key.
pub(crate) fn category_under(key: &str) -> Option<String> {
    names().iter().filter_map(|name| read(name)).find(|draft| draft.intent_key.as_deref() == Some(key)).map(|draft| draft.category)
}

/// Fills the draft of whoever is here from a sheet. `false`: it has other words already, and nobody has said that they may go.
pub(crate) fn fill(context: Context, answers: &Answers, category: &Category, told: &str, is_sure: bool) -> bool {
    let account = context.account();
    let before = find(account.as_ref()).unwrap_or_default();
    let mut filled = before.clone();
    domain::prepare::fill(&mut filled, answers, category, told);
    if !is_sure && domain::prepare::would_replace(&before, &filled) {
        return false;
    }
    let owner = account.as_ref().map(|account| account.id.as_str());
    DraftSignal::new(before, owner).change(|draft| {
        filled.intent_key = draft.intent_key.take();
        *draft = filled;
    });
    true
}

/// A draft being edited. Every change is written to the device at once: a page can end at any moment.
#[derive(Clone, Copy)]
pub(crate) struct DraftSignal {
    draft: RwSignal<TicketDraft>,
    slot: Slot,
    /// It belongs to an account: the guest's draft that it was made of goes when it is first kept.
    is_accounts: bool,
}

impl DraftSignal {
    pub(crate) fn new(mut draft: TicketDraft, owner: Option<&str>) -> Self {
        if draft.intent_key.is_none() {
            draft.intent_key = Some(uuid());
        }
        let draft = RwSignal::new(draft);
        // Its content was found before, with the guest's that may stand in for it.
        let (slot, _) = Slot::open(name(owner), move |theirs| adopt(draft, theirs));
        Self { draft, slot, is_accounts: owner.is_some() }
    }

    pub(crate) fn change(self, change: impl FnOnce(&mut TicketDraft)) {
        self.draft.update(change);
        let text = self.draft.with_untracked(|draft| {
            if self.is_accounts && read(NAME).is_some_and(|guests| guests.intent_key == draft.intent_key) {
                keeping::forget(NAME);
            }
            as_json(draft)
        });
        self.slot.keep(&text);
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

    /// The key under which it is sent. It is as old as the draft, so that two tabs with the same draft send the same ticket.
    pub(crate) fn key(self) -> String {
        self.draft.with(|draft| draft.intent_key.clone().unwrap_or_default())
    }

    /// The intent is over: what is sent next is another one.
    pub(crate) fn renew_key(self) {
        let over = untrack(|| self.key());
        leptos::task::spawn_local(async move { files::release(&over).await });
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

fn as_json(draft: &TicketDraft) -> String {
    serde_json::to_string(draft).unwrap_or_default()
}

fn adopt(draft: RwSignal<TicketDraft>, theirs: Value) {
    // Removed it was sent, as a rule: what is shown here stays under its key, under which it is never sent twice.
    if let Some(theirs) = TicketDraft::read(theirs) {
        draft.set(theirs);
    }
}
