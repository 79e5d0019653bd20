//! Operators of a demonstration who call by themselves. What they do depends on the clock and on the callback's number alone, so
//! that a restart changes nothing.

use super::Queue;
use super::work::{Work, work};
use crate::app::Portal;
use crate::problem::Failure;
use crate::secrets::hash;
use crate::store::callbacks;
use contract::CallbackStatus;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How often it is looked what the time has brought.
const ROUND: Duration = Duration::from_secs(1);
const RINGS_MS: i64 = 5_000;
/// One of so many does not answer.
const MISSED_ONE_OF: u8 = 5;
const TALKS_MS: i64 = 20_000;
/// So much longer at most.
const TALKS_LONGER_MS: i64 = 20_000;

/// Looks after the queue until the portal stops. Whoever else looks at it finds the same.
pub(crate) async fn attend(portal: Arc<Portal>, mut stopped: watch::Receiver<bool>) {
    loop {
        if let Err(failure) = work(&portal, |work| work.act()).await {
            tracing::error!("queue: {:?}", failure.kind);
        }
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            () = tokio::time::sleep(ROUND) => {}
        }
    }
}

impl Work<'_> {
    /// What the automatic operators do at this moment.
    fn act(&mut self) -> Result<(), Failure> {
        let now = self.now_ms();
        for operator in crate::store::operators::all(self.transaction, Queue::Callbacks.duty())? {
            if !operator.automatic {
                continue;
            }
            let passed = |since: Option<i64>| now.saturating_sub(since.unwrap_or(now));
            match callbacks::under_way(self.transaction, &operator.id)? {
                Some(kept) if kept.status() == CallbackStatus::Dialing && passed(kept.taken_at) >= RINGS_MS => {
                    let [chance, ..] = hash(format!("{} {}", kept.number, kept.tries));
                    let is_missed = chance.checked_rem(MISSED_ONE_OF) == Some(0);
                    if is_missed {
                        self.missed(&operator.id)?
                    } else {
                        self.answered(&operator.id)?
                    };
                }
                Some(kept) if kept.status() == CallbackStatus::Connected => {
                    let [_, longer, ..] = hash(&kept.number);
                    let longer = TALKS_LONGER_MS.saturating_mul(longer.into()) / 255;
                    if passed(kept.connected_at) >= TALKS_MS.saturating_add(longer) {
                        self.completed(&operator.id)?;
                    }
                }
                Some(_) => {}
                None if operator.present && self.portal.desks.is_open(Queue::Callbacks.channel(), self.now) => {
                    self.take_next(&operator.id)?;
                }
                None => {}
            }
        }
        Ok(())
    }
}
