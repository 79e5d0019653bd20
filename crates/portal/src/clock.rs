//! The portal's own time. Every date and every expiry is judged by it, so that a demonstration can be moved in time.

use chrono::{TimeDelta, Utc};
use domain::time::UtcInstant;
use std::sync::atomic::{AtomicI64, Ordering};

/// The system's clock, shifted.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    /// Nanoseconds ahead of the system's clock.
    ahead: AtomicI64,
}

impl Clock {
    /// A clock that reads `start` now and runs on; without it, the system's clock.
    #[must_use]
    pub(crate) fn starting_at(start: Option<UtcInstant>) -> Self {
        let clock = Self::default();
        if let Some(start) = start {
            clock.set(start);
        }
        clock
    }

    #[must_use]
    pub(crate) fn now(&self) -> UtcInstant {
        let ahead = TimeDelta::nanoseconds(self.ahead.load(Ordering::Relaxed));
        let now = Utc::now();
        now.checked_add_signed(ahead).unwrap_or(now)
    }

    /// Milliseconds since 1970: how instants are kept in the database.
    #[must_use]
    pub(crate) fn now_ms(&self) -> i64 {
        self.now().timestamp_millis()
    }

    pub(crate) fn set(&self, to: UtcInstant) {
        // To the last digit: a clock set to nine o'clock never reads a moment before it. 292 years are far enough.
        self.ahead.store(to.signed_duration_since(Utc::now()).num_nanoseconds().unwrap_or(i64::MAX), Ordering::Relaxed);
    }
}
