//! Secrets of guest tickets: in the tab as a matter of course, on the device for 30 days if the visitor agrees.

use crate::browser::{intl, storage::Area};
use crate::context::Context;
use contract::read::Read;
use serde::Serialize;

/// How long the device remembers a ticket: 30 days.
const KEPT_SECONDS: i64 = 30 * 24 * 60 * 60;
const NAME: &str = "ticket.";

#[derive(Default, Serialize, Read)]
struct Kept {
    secret: String,
    /// Seconds since 1970 on the device's clock.
    since: i64,
}

fn name(number: &str) -> String {
    [NAME, number].concat()
}

/// Keeps the secret until the tab is closed. What no portal can have made is not kept: a header could not carry it.
pub(crate) fn keep(number: &str, secret: &str) {
    if !secret.is_empty() && secret.bytes().all(|byte| byte.is_ascii_graphic()) {
        Area::Tab.write(&name(number), secret);
    }
}

pub(crate) fn of(number: &str) -> Option<String> {
    Area::Tab.read(&name(number)).or_else(|| on_device(number).map(|kept| kept.secret))
}

/// Forgets a secret of the tab that opened nothing. `true`: the device has another one to try.
pub(crate) fn forget_wrong(number: &str) -> bool {
    let Some(wrong) = Area::Tab.read(&name(number)) else { return false };
    Area::Tab.remove(&name(number));
    of(number).is_some_and(|other| other != wrong)
}

fn on_device(number: &str) -> Option<Kept> {
    let kept: Kept = crate::json::read(&Area::Device.read(&name(number))?)?;
    if intl::device_now().timestamp().saturating_sub(kept.since) > KEPT_SECONDS {
        Area::Device.remove(&name(number));
        return None;
    }
    Some(kept)
}

/// Whether the device remembers the ticket.
pub(crate) fn is_remembered(number: &str) -> bool {
    on_device(number).is_some()
}

/// Remembers the ticket on the device, or forgets it there. `false`: the browser does not let us keep it.
pub(crate) fn remember(number: &str, wanted: bool) -> bool {
    let Some(secret) = of(number) else { return false };
    if !wanted {
        keep(number, &secret);
        Area::Device.remove(&name(number));
        return true;
    }
    let kept = Kept { secret, since: intl::device_now().timestamp() };
    serde_json::to_string(&kept).is_ok_and(|text| Area::Device.write(&name(number), &text))
}

/// Numbers that the device or the tab knows. They are a guest's: somebody who is signed in sees their own list instead.
pub(crate) fn remembered(context: Context) -> Vec<String> {
    if context.account().is_some() {
        return Vec::new();
    }
    let mut numbers: Vec<String> = Area::Device.names().into_iter().chain(Area::Tab.names()).collect();
    numbers.retain(|name| name.starts_with(NAME));
    let mut numbers: Vec<String> = numbers.iter().filter_map(|name| name.strip_prefix(NAME)).map(ToOwned::to_owned).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.retain(|number| of(number).is_some());
    numbers
}

/// Forgets all of them, in the tab and on the device.
pub(crate) fn forget_all() {
    for area in [Area::Device, Area::Tab] {
        for stored in area.names().iter().filter(|stored| stored.starts_with(NAME)) {
            area.remove(stored);
        }
    }
}
