//! What time it is: the portal's clock, carried on by the device's monotonic one.

use crate::browser::{intl, page, timer};
use chrono::TimeDelta;
use core::time::Duration;
use domain::time::UtcInstant;
use leptos::prelude::*;

/// A device's clock that jumps further ahead than this was set, not slept through: until the portal is asked again.
const LONGEST_SLEEP: TimeDelta = TimeDelta::hours(18);

/// The time, as a signal that moves on at every whole minute: opening hours know no smaller step.
#[derive(Clone, Copy)]
pub(crate) struct Clock {
    minute: RwSignal<UtcInstant>,
    anchor: StoredValue<Anchor>,
    tick: StoredValue<Option<timer::Timer>, LocalStorage>,
    /// The portal has told the time; before that, and offline from the start, it is the device's.
    pub(crate) is_portals: RwSignal<bool>,
}

/// One moment on both clocks.
#[derive(Clone, Copy)]
struct Anchor {
    instant: UtcInstant,
    monotonic: f64,
    /// What the device's clock read.
    device: UtcInstant,
}

impl Anchor {
    fn at(instant: UtcInstant) -> Self {
        Self { instant, monotonic: timer::monotonic(), device: intl::device_now() }
    }
}

impl Clock {
    /// A clock that shows the device's time until [`Clock::set`].
    pub(crate) fn start() -> Self {
        let instant = intl::device_now();
        let clock = Self {
            minute: RwSignal::new(instant),
            anchor: StoredValue::new(Anchor::at(instant)),
            tick: StoredValue::new_local(None),
            is_portals: RwSignal::new(false),
        };
        clock.schedule();
        page::on_return(move || clock.refresh());
        clock
    }

    /// Takes the portal's time.
    pub(crate) fn set(self, instant: UtcInstant) {
        self.anchor.set_value(Anchor::at(instant));
        self.is_portals.set(true);
        self.refresh();
    }

    /// Now, to the minute: whoever reads it is told when the minute has passed.
    pub(crate) fn minute(self) -> UtcInstant {
        self.minute.get()
    }

    /// Now, to the millisecond.
    pub(crate) fn now(self) -> UtcInstant {
        let anchor = self.anchor.get_value();
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds since the page was loaded fit")]
        let elapsed = (timer::monotonic() - anchor.monotonic) as i64;
        // The monotonic clock may stand still while the device sleeps; the device's own may be set back. Neither runs ahead.
        let slept = intl::device_now().signed_duration_since(anchor.device);
        let elapsed = TimeDelta::milliseconds(elapsed);
        let elapsed = if slept > elapsed && slept < LONGEST_SLEEP { slept } else { elapsed };
        anchor.instant.checked_add_signed(elapsed).unwrap_or(anchor.instant)
    }

    fn refresh(self) {
        self.minute.set(self.now());
        self.schedule();
    }

    fn schedule(self) {
        let into_minute = self.now().timestamp_millis().rem_euclid(60_000).unsigned_abs();
        // A little late rather than a little early: at 18:00:00.000 the line is closed.
        let wait = Duration::from_millis(60_020_u64.saturating_sub(into_minute));
        self.tick.set_value(timer::Timer::once(wait, move || self.refresh()));
    }
}
