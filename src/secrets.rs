//! Secrets of a guest's contacts: in the tab as a matter of course, on the device for 30 days if the visitor agrees.

use crate::browser::{intl, storage::Area};
use crate::context::Context;
use crate::portal::Credential;
use contract::read::Read;
use serde::Serialize;

/// How long the device remembers a contact: 30 days.
const KEPT_SECONDS: i64 = 30 * 24 * 60 * 60;

/// What a number is the number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contact {
    Ticket,
    Callback,
    Conversation,
    Call,
}

impl Contact {
    const ALL: [Self; 4] = [Self::Ticket, Self::Callback, Self::Conversation, Self::Call];

    /// What the names of their secrets begin with.
    fn prefix(self) -> &'static str {
        match self {
            Self::Ticket => "ticket.",
            Self::Callback => "callback.",
            Self::Conversation => "conversation.",
            Self::Call => "call.",
        }
    }
}

#[derive(Default, Serialize, Read)]
struct Kept {
    secret: String,
    /// Seconds since 1970 on the device's clock.
    since: i64,
}

fn name(contact: Contact, number: &str) -> String {
    [contact.prefix(), number].concat()
}

/// Keeps the secret until the tab is closed. What no portal can have made is not kept: a header could not carry it.
pub(crate) fn keep(contact: Contact, number: &str, secret: &str) {
    if !secret.is_empty() && secret.bytes().all(|byte| byte.is_ascii_graphic()) {
        Area::Tab.write(&name(contact, number), secret);
    }
}

pub(crate) fn of(contact: Contact, number: &str) -> Option<String> {
    Area::Tab.read(&name(contact, number)).or_else(|| on_device(contact, number).map(|kept| kept.secret))
}

/// Forgets a secret of the tab that opened nothing. `true`: the device has another one to try.
pub(crate) fn forget_wrong(contact: Contact, number: &str) -> bool {
    let Some(wrong) = Area::Tab.read(&name(contact, number)) else { return false };
    Area::Tab.remove(&name(contact, number));
    of(contact, number).is_some_and(|other| other != wrong)
}

fn on_device(contact: Contact, number: &str) -> Option<Kept> {
    let kept: Kept = crate::json::read(&Area::Device.read(&name(contact, number))?)?;
    if intl::device_now().timestamp().saturating_sub(kept.since) > KEPT_SECONDS {
        Area::Device.remove(&name(contact, number));
        return None;
    }
    Some(kept)
}

/// What opens the contact: its secret, or else the session.
pub(crate) fn credential(contact: Contact, number: &str) -> Credential {
    of(contact, number).map_or(Credential::Session, Credential::Secret)
}

/// Whether the device remembers the contact.
pub(crate) fn is_remembered(contact: Contact, number: &str) -> bool {
    on_device(contact, number).is_some()
}

/// Remembers the contact on the device, or forgets it there. `false`: the browser does not let us keep it.
pub(crate) fn remember(contact: Contact, number: &str, wanted: bool) -> bool {
    let Some(secret) = of(contact, number) else { return false };
    if !wanted {
        keep(contact, number, &secret);
        Area::Device.remove(&name(contact, number));
        return true;
    }
    let kept = Kept { secret, since: intl::device_now().timestamp() };
    serde_json::to_string(&kept).is_ok_and(|text| Area::Device.write(&name(contact, number), &text))
}

/// Numbers that the device or the tab knows. They are a guest's: somebody who is signed in sees their own list instead.
pub(crate) fn remembered(context: Context, contact: Contact) -> Vec<String> {
    if context.account().is_some() {
        return Vec::new();
    }
    let mut numbers: Vec<String> = Area::Device.names().into_iter().chain(Area::Tab.names()).collect();
    numbers.retain(|name| name.starts_with(contact.prefix()));
    let mut numbers: Vec<String> = numbers.iter().filter_map(|name| name.strip_prefix(contact.prefix())).map(ToOwned::to_owned).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.retain(|number| of(contact, number).is_some());
    numbers
}

/// Forgets all of them, in the tab and on the device.
pub(crate) fn forget_all() {
    for area in [Area::Device, Area::Tab] {
        let is_secret = |name: &&String| Contact::ALL.iter().any(|contact| name.starts_with(contact.prefix()));
        for stored in area.names().iter().filter(is_secret) {
            area.remove(stored);
        }
    }
}
