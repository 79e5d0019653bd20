//! Time zones: what the clock on the wall reads at an instant, and the other way round.

use crate::time::UtcInstant;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

/// Longer than the farthest zone is from UTC, shorter than the time between two changes of a zone's offset.
const DAY: i64 = 86_400;

/// The rules of one zone. In a browser they come from `Intl`, where each question costs: what is built on them asks few.
pub trait Zone {
    /// Seconds east of UTC at that instant.
    fn offset_at(&self, instant: UtcInstant) -> i32;

    /// What the clock on the wall reads at that instant.
    fn local(&self, instant: UtcInstant) -> NaiveDateTime {
        wall(instant, self.offset_at(instant))
    }

    /// The first instant at which the clock on the wall reads `local` or later. So a time that the clock skips is the
    /// moment of the change, and of a time that comes twice the first counts.
    fn first_instant_at(&self, local: NaiveDateTime) -> UtcInstant {
        arrive(self, local).at
    }
}

/// A zone that never changes: seconds east of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fixed(pub i32);

impl Zone for Fixed {
    fn offset_at(&self, _: UtcInstant) -> i32 {
        self.0
    }
}

#[cfg(feature = "chrono-tz")]
impl Zone for chrono_tz::Tz {
    fn offset_at(&self, instant: UtcInstant) -> i32 {
        use chrono::{Offset, TimeZone};
        self.offset_from_utc_datetime(&instant.naive_utc()).fix().local_minus_utc()
    }
}

/// The moment when the clock on the wall gets to a time.
pub(crate) struct Arrival {
    pub(crate) at: UtcInstant,
    /// What it reads at that moment: later than was asked for where it was put forward over it.
    pub(crate) reads: NaiveDateTime,
}

/// [`Zone::first_instant_at`], and what the clock reads then. Two questions to the zone, more only about a change.
pub(crate) fn arrive<Z: Zone + ?Sized>(zone: &Z, local: NaiveDateTime) -> Arrival {
    let unshifted = local.and_utc();
    let before = zone.offset_at(earlier(unshifted, DAY));
    let after = zone.offset_at(later(unshifted, DAY));
    let by_before = earlier(unshifted, i64::from(before));
    if before == after || zone.offset_at(by_before) == before {
        return Arrival { at: by_before, reads: local };
    }
    let by_after = earlier(unshifted, i64::from(after));
    if zone.offset_at(by_after) == after {
        return Arrival { at: by_after, reads: local };
    }
    let at = change(zone, by_after, by_before, before);
    Arrival { at, reads: zone.local(at) }
}

/// The latest time that the clock on the wall has read up to that instant. It is [`Zone::local`] but for the hour after
/// the clock was put back, in which it stands still: what has begun or ended does not do so again.
pub(crate) fn reached<Z: Zone + ?Sized>(zone: &Z, instant: UtcInstant) -> NaiveDateTime {
    let now = zone.offset_at(instant);
    let local = wall(instant, now);
    let before = zone.offset_at(earlier(instant, DAY));
    if before <= now {
        return local;
    }
    let repeated = i64::from(before).saturating_sub(i64::from(now));
    let start = earlier(instant, repeated);
    if zone.offset_at(start) != before {
        return local;
    }
    // The moment of the change itself reads the new time: the last second before it is as far as the clock got.
    wall(earlier(change(zone, start, instant, before), 1), before)
}

/// The first second after `from`, `to` at the latest, at which the offset is no longer `before`.
fn change<Z: Zone + ?Sized>(zone: &Z, from: UtcInstant, to: UtcInstant, before: i32) -> UtcInstant {
    let (mut still, mut changed) = (from.timestamp(), to.timestamp());
    loop {
        let middle = still.midpoint(changed);
        if middle <= still {
            return DateTime::from_timestamp(changed, 0).unwrap_or(to);
        }
        match DateTime::from_timestamp(middle, 0) {
            Some(instant) if zone.offset_at(instant) == before => still = middle,
            _ => changed = middle,
        }
    }
}

fn wall(instant: UtcInstant, east: i32) -> NaiveDateTime {
    later(instant, i64::from(east)).naive_utc()
}

fn later(instant: UtcInstant, seconds: i64) -> UtcInstant {
    TimeDelta::try_seconds(seconds).and_then(|delta| instant.checked_add_signed(delta)).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

fn earlier(instant: UtcInstant, seconds: i64) -> UtcInstant {
    TimeDelta::try_seconds(seconds).and_then(|delta| instant.checked_sub_signed(delta)).unwrap_or(DateTime::<Utc>::MIN_UTC)
}
