//! The answers, kept on the device like a draft.

use crate::context::Context;
use crate::keeping::{self, Slot};
use contract::read::{Read, Value};
use domain::prepare::Answers;
use leptos::prelude::*;

const NAME: &str = "prepare";

fn name(account: Option<&str>) -> String {
    account.map_or_else(|| NAME.to_owned(), |id| [NAME, ".", id].concat())
}

fn names() -> Vec<String> {
    keeping::names(NAME)
}

/// Forgets what everybody prepared.
pub(crate) fn forget_all() {
    for name in names() {
        keeping::forget(&name);
    }
}

/// Forgets what an account prepared.
pub(crate) fn forget_of(account: &str) {
    keeping::forget(&name(Some(account)));
}

/// Whether anybody has prepared something on this device.
pub(crate) fn has_words() -> bool {
    names().iter().any(|name| keeping::read::<Answers>(name).is_some_and(|answers| answers.has_words(name != NAME)))
}

/// Whether that account has.
pub(crate) fn has_words_of(account: &str) -> bool {
    keeping::read::<Answers>(&name(Some(account))).is_some_and(|answers| answers.has_words(true))
}

/// Answers that are being given. Every change is written to the device at once.
#[derive(Clone, Copy)]
pub(crate) struct Preparing {
    pub(crate) context: Context,
    answers: RwSignal<Answers>,
    slot: Slot,
    /// An account goes on with what it prepared as a guest, which is then no guest's any more.
    takes_guests: bool,
}

impl Preparing {
    /// The answers of whoever is here.
    pub(crate) fn begin(context: Context) -> Self {
        let account = untrack(|| context.account());
        let answers = RwSignal::new(Answers::default());
        let owner = account.as_ref().map(|account| account.id.as_str());
        let (slot, own) = Slot::open(name(owner), move |theirs| adopt(answers, theirs));
        let own = own.and_then(Answers::read);
        let takes_guests = own.is_none() && account.is_some();
        let mut found = own.or_else(|| keeping::read(NAME)).unwrap_or_default();
        if let Some(account) = &account {
            found.fill_from(account);
        }
        answers.set(found);
        Self { context, answers, slot, takes_guests }
    }

    /// Whether somebody has answered something. Tracked.
    pub(crate) fn has_words(self) -> bool {
        let is_accounts = untrack(|| self.context.account()).is_some();
        self.with(|answers| answers.has_words(is_accounts))
    }

    pub(crate) fn with<T>(self, read: impl FnOnce(&Answers) -> T) -> T {
        self.answers.with(read)
    }

    pub(crate) fn change(self, change: impl FnOnce(&mut Answers)) {
        self.answers.update(change);
        if self.takes_guests {
            keeping::forget(NAME);
        }
        self.slot.keep(&self.answers.with_untracked(as_json));
    }

    /// The device does not keep it. Tracked.
    pub(crate) fn is_refused(self) -> bool {
        self.slot.is_refused.get()
    }

    /// What another tab did with it.
    pub(crate) fn notice(self) -> AnyView {
        let answers = self.answers;
        self.slot.notice(move || answers.with_untracked(as_json), move |theirs| adopt(answers, theirs))
    }

    /// The values of one item, as a signal, and what writes them.
    pub(crate) fn item(self, code: &str) -> (Signal<Vec<String>>, Callback<Vec<String>>) {
        let (read, write) = (code.to_owned(), code.to_owned());
        (
            Signal::derive(move || self.with(|answers| answers.values.get(&read).cloned().unwrap_or_default())),
            Callback::new(move |values| self.change(|answers| answers.values.insert(write.clone(), values))),
        )
    }
}

fn as_json(answers: &Answers) -> String {
    serde_json::to_string(answers).unwrap_or_default()
}

fn adopt(answers: RwSignal<Answers>, theirs: Value) {
    // Removed: thrown away on purpose.
    let theirs = if theirs == Value::Null { Some(Answers::default()) } else { Answers::read(theirs) };
    if let Some(theirs) = theirs {
        answers.set(theirs);
    }
}
