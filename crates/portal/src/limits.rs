//! How often somebody may write.

use crate::problem::{Failure, Kind};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

/// So many at once, and then one more each `every`.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    pub burst: NonZeroU32,
    pub every: Duration,
}

impl Rate {
    /// At least one at once.
    #[must_use]
    pub fn new(burst: u32, every: Duration) -> Self {
        Self { burst: NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN), every }
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Writes to the API, for an address.
    pub writes_by_address: Rate,
    /// Writes to the API, for an account.
    pub writes_by_account: Rate,
    /// Messages of conversations, and that somebody types, for an address: people write quickly to one another.
    pub messages_by_address: Rate,
    /// Tries to sign in, to register or to change the profile, for an address.
    pub passwords_by_address: Rate,
    /// Tries to sign in, for a login, whether it exists or not.
    pub passwords_by_login: Rate,
    /// Links sent again, for a ticket number, whether it exists or not: nobody's mailbox is filled.
    pub links_by_number: Rate,
    /// Requests to call a number, whoever asks: nobody's telephone is rung for a joke.
    pub callbacks_by_phone: Rate,
    /// Reports of errors, for an address.
    pub reports_by_address: Rate,
    /// Streams of events that are open at once, for an address.
    pub streams_by_address: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            writes_by_address: Rate::new(30, Duration::from_secs(10)),
            writes_by_account: Rate::new(20, Duration::from_secs(30)),
            messages_by_address: Rate::new(120, Duration::from_secs(1)),
            passwords_by_address: Rate::new(30, Duration::from_secs(20)),
            passwords_by_login: Rate::new(5, Duration::from_secs(60)),
            links_by_number: Rate::new(3, Duration::from_secs(1200)),
            callbacks_by_phone: Rate::new(4, Duration::from_secs(1200)),
            reports_by_address: Rate::new(10, Duration::from_secs(60)),
            streams_by_address: 20,
        }
    }
}

impl Limits {
    /// For a demonstration and for tests, where many share one address.
    #[must_use]
    pub fn generous() -> Self {
        let generous = Rate::new(1000, Duration::from_millis(50));
        Self {
            writes_by_address: generous,
            writes_by_account: generous,
            messages_by_address: generous,
            passwords_by_address: generous,
            passwords_by_login: Rate::new(20, Duration::from_secs(5)),
            links_by_number: Rate::new(100, Duration::from_secs(1)),
            callbacks_by_phone: generous,
            reports_by_address: generous,
            streams_by_address: 10_000,
        }
    }
}

/// One limit, for each key on its own. Kept in memory: a restart forgives.
pub(crate) struct Gate(DefaultKeyedRateLimiter<String>);

impl Gate {
    fn new(rate: Rate) -> Self {
        let every = rate.every.max(Duration::from_millis(1));
        // Only a period of zero makes no quota.
        let quota = Quota::with_period(every).unwrap_or(Quota::per_second(NonZeroU32::MIN)).allow_burst(rate.burst);
        Self(DefaultKeyedRateLimiter::keyed(quota))
    }

    /// Counts one.
    ///
    /// # Errors
    /// 429 with the time to wait, when it is one too many.
    pub(crate) fn pass(&self, key: impl Into<String>) -> Result<(), Failure> {
        self.0.check_key(&key.into()).map_err(|refused| {
            let wait = refused.wait_time_from(DefaultClock::default().now());
            Failure::from(Kind::TooMany).retry_after(wait)
        })
    }
}

pub(crate) struct Gates {
    pub writes_by_address: Gate,
    pub writes_by_account: Gate,
    pub messages_by_address: Gate,
    pub passwords_by_address: Gate,
    pub passwords_by_login: Gate,
    pub links_by_number: Gate,
    pub callbacks_by_phone: Gate,
    pub reports_by_address: Gate,
}

impl Gates {
    #[must_use]
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            writes_by_address: Gate::new(limits.writes_by_address),
            writes_by_account: Gate::new(limits.writes_by_account),
            messages_by_address: Gate::new(limits.messages_by_address),
            passwords_by_address: Gate::new(limits.passwords_by_address),
            passwords_by_login: Gate::new(limits.passwords_by_login),
            links_by_number: Gate::new(limits.links_by_number),
            callbacks_by_phone: Gate::new(limits.callbacks_by_phone),
            reports_by_address: Gate::new(limits.reports_by_address),
        }
    }

    /// Forgets the keys that have nothing to wait for.
    pub(crate) fn forget_idle(&self) {
        let Self {
            writes_by_address,
            writes_by_account,
            messages_by_address,
            passwords_by_address,
            passwords_by_login,
            links_by_number,
            callbacks_by_phone,
            reports_by_address,
        } = self;
        for gate in [
            writes_by_address,
            writes_by_account,
            messages_by_address,
            passwords_by_address,
            passwords_by_login,
            links_by_number,
            callbacks_by_phone,
            reports_by_address,
        ] {
            gate.0.retain_recent();
        }
    }
}

/// One household is one address: IPv6 gives it a /64. Behind a proxy every visitor has the proxy's: count there.
#[must_use]
pub(crate) fn address_key(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x}/64", address.to_bits() >> 64),
    }
}
