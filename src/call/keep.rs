//! The call, kept on the device with every letter.

use super::report;
use crate::browser::{intl, storage::Area, timer};
use crate::context::Context;
use crate::keeping::{self, Slot};
use chrono::TimeDelta;
use contract::CallStatus;
use contract::read::{Read, Value};
use core::time::Duration;
use domain::call::{Calling, Text};
use domain::states::Step;
use domain::time::UtcInstant;
use leptos::prelude::*;

const NAME: &str = "calling";
/// In the tab: whose calls these are, for a page that opens where nobody can be asked.
const CALLER: &str = "caller";
/// So long after the last letter the portal is told.
const PAUSE: Duration = Duration::from_secs(15);

fn name(account: Option<&str>) -> String {
    account.map_or_else(|| NAME.to_owned(), |id| [NAME, ".", id].concat())
}

/// Forgets every call.
pub(crate) fn forget_all() {
    for name in keeping::names(NAME) {
        keeping::forget(&name);
    }
    report::forget_all();
}

/// Forgets the calls of an account.
pub(crate) fn forget_of(account: &str) {
    let key = keeping::read::<Calling>(&name(Some(account))).map(|calling| calling.key).unwrap_or_default();
    report::forget_of(account, &key);
    keeping::forget(&name(Some(account)));
    Area::Tab.remove(CALLER);
}

/// Whether anybody's call is on this device.
pub(crate) fn has_words() -> bool {
    keeping::names(NAME).iter().any(|name| keeping::read::<Calling>(name).is_some_and(|calling| calling.has_words()))
}

/// Whether that account's is.
pub(crate) fn has_words_of(account: &str) -> bool {
    keeping::read::<Calling>(&name(Some(account))).is_some_and(|calling| calling.has_words())
}

/// Whether somebody has called, and the call is not over.
pub(super) fn is_under_way(owner: Option<&str>) -> bool {
    let is_open = |calling: Calling| calling.status() != CallStatus::Unknown && !calling.is_over();
    keeping::read(&name(owner)).is_some_and(is_open)
}

/// The call of that key, whoever's it is.
pub(super) fn under(key: &str) -> Option<Calling> {
    keeping::names(NAME).iter().filter_map(|name| keeping::read::<Calling>(name)).find(|calling| calling.key == key)
}

/// Who calls, by the account's id. `None` while that is being asked; where it cannot be told, whoever called in this tab before.
pub(super) fn caller(context: Context) -> Memo<Option<Option<String>>> {
    let account = crate::account::session_of(context);
    Memo::new(move |_| {
        let id = account.get()?;
        if !context.knows_session() {
            return Some(Area::Tab.read(CALLER));
        }
        match &id {
            Some(id) => drop(Area::Tab.write(CALLER, id)),
            None => Area::Tab.remove(CALLER),
        }
        Some(id)
    })
}

/// The call that is prepared, under way or over. Every change is written to the device at once.
#[derive(Clone, Copy)]
pub(crate) struct Telephone {
    pub(super) context: Context,
    calling: RwSignal<Calling>,
    slot: Slot,
    owner: StoredValue<Option<String>>,
    /// An account goes on with the call that it began as a guest.
    takes_guests: StoredValue<bool>,
    pause: StoredValue<Option<timer::Timer>, LocalStorage>,
}

impl Telephone {
    /// The call of whoever is here.
    pub(crate) fn take(context: Context, owner: Option<String>) -> Self {
        let calling = RwSignal::new(Calling::default());
        let (slot, own) = Slot::open(name(owner.as_deref()), move |theirs| adopt(calling, theirs));
        let own = own.and_then(Calling::read).filter(Calling::has_words);
        let guests = owner.as_ref().filter(|_| own.is_none()).and_then(|_| keeping::read::<Calling>(NAME));
        let takes_guests = StoredValue::new(guests.is_some());
        calling.set(own.or(guests).unwrap_or_default());
        let pause = StoredValue::new_local(None);
        Self { context, calling, slot, owner: StoredValue::new(owner), takes_guests, pause }
    }

    pub(super) fn with<T>(self, read: impl FnOnce(&Calling) -> T) -> T {
        self.calling.with(read)
    }

    pub(super) fn copy(self) -> Calling {
        self.calling.get_untracked()
    }

    /// Writes something down; the portal is told after a while.
    pub(super) fn change(self, change: impl FnOnce(&mut Calling)) {
        self.write(change);
        self.pause.set_value(timer::Timer::once(PAUSE, move || self.tell()));
    }

    fn write(self, change: impl FnOnce(&mut Calling)) {
        let clock = self.context.clock;
        let ahead = intl::device_now().signed_duration_since(clock.now()).num_milliseconds();
        self.calling.update(|calling| {
            if clock.is_portals.get_untracked() {
                calling.ahead = ahead;
            }
            change(calling);
        });
        if self.takes_guests.get_value() {
            keeping::forget(NAME);
            self.takes_guests.set_value(false);
        }
        self.slot.keep(&self.calling.with_untracked(as_json));
    }

    /// Tells the portal how it stands now.
    pub(super) fn tell(self) {
        if let Some(calling) = self.calling.try_get_untracked() {
            report::tell(self.context, &calling);
        }
    }

    /// Now, on the portal's clock, also where the portal cannot be asked.
    pub(super) fn now(self) -> UtcInstant {
        let clock = self.context.clock;
        if clock.is_portals.get_untracked() {
            return clock.now();
        }
        let ahead = self.calling.with_untracked(|calling| calling.ahead);
        let device = intl::device_now();
        TimeDelta::try_milliseconds(ahead).and_then(|ahead| device.checked_sub_signed(ahead)).unwrap_or(device)
    }

    /// A number is dialled.
    pub(crate) fn dial(self, line: &str, category: &str) {
        let over = self.calling.with_untracked(|calling| calling.is_over().then(|| calling.record().ticket_type.clone()));
        if let Some(topic) = over {
            self.begin(topic.unwrap_or_default() == category);
        }
        let now = self.now();
        self.write(|calling| {
            if calling.key.is_empty() {
                calling.key = crate::browser::uuid();
                calling.owner = self.owner.get_value();
            }
            calling.call(now, Some(line), Some(category));
        });
        self.tell();
    }

    /// What has become of it.
    pub(super) fn step(self, to: CallStatus) {
        let now = self.now();
        self.write(|calling| {
            if let Some(step) = Step::new(calling.status(), to) {
                calling.take(step, now);
            }
        });
        self.tell();
    }

    /// Another call: about the same, or about something else. What the portal has not heard of this one it still will.
    pub(super) fn begin(self, is_same: bool) {
        let before = self.copy();
        self.write(|calling| *calling = if is_same { before.again() } else { Calling::default() });
        report::leave(self.context, before);
    }

    /// The device does not keep it. Tracked.
    pub(super) fn is_refused(self) -> bool {
        self.slot.is_refused.get()
    }

    /// What another tab did with it.
    pub(super) fn notice(self) -> AnyView {
        let calling = self.calling;
        self.slot.notice(move || calling.with_untracked(as_json), move |theirs| adopt(calling, theirs))
    }

    /// One text of it, and what writes it.
    pub(super) fn text(self, text: Text) -> (Signal<String>, Callback<String>) {
        (
            Signal::derive(move || self.with(|calling| calling.text(text).to_owned())),
            Callback::new(move |typed| self.change(|calling| calling.write(text, typed))),
        )
    }
}

fn as_json(calling: &Calling) -> String {
    serde_json::to_string(calling).unwrap_or_default()
}

fn adopt(calling: RwSignal<Calling>, theirs: Value) {
    // Removed: thrown away on purpose.
    let theirs = if theirs == Value::Null { Some(Calling::default()) } else { Calling::read(theirs) };
    if let Some(theirs) = theirs {
        calling.set(theirs);
    }
}
