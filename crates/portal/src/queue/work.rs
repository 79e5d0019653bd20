//! One piece of work on the callbacks: a transaction in which everybody whom it concerns is told.

use super::{Queue, callback};
use crate::app::Portal;
use crate::problem::{Failure, Fatal, Kind};
use crate::store::callbacks::{self, Kept};
use crate::store::events;
use chrono::TimeDelta;
use contract::events::CALLBACK;
use contract::{CallbackStatus, ChannelKind};
use domain::time::UtcInstant;
use domain::zone::Zone;
use rusqlite::Transaction;
use std::sync::Arc;

/// Nobody waits for a call longer than that, but for the hours in which there is none.
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(24);

pub(crate) struct Work<'t> {
    pub portal: &'t Portal,
    pub transaction: &'t Transaction<'t>,
    pub now: UtcInstant,
    /// Those that are another version now.
    changed: Vec<String>,
    /// Somebody's place may be another now. Who comes last moves nobody.
    moved: bool,
}

/// Does something with the callbacks as they stand at this moment, whole or not at all, and tells everybody whom it concerns.
///
/// # Errors
/// Those of `work`, and of the database.
pub(crate) async fn work<T: Send + 'static>(
    portal: &Arc<Portal>,
    work: impl FnOnce(&mut Work<'_>) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let context = Arc::clone(portal);
    let done = portal.store.write(move |transaction| -> Result<_, Failure> {
        // Read here: whoever comes in earlier has the earlier time.
        let now = context.clock.now();
        let mut all = Work { portal: &context, transaction, now, changed: Vec::new(), moved: false };
        all.catch_up()?;
        let result = work(&mut all)?;
        Ok((result, all.tell()?))
    });
    let (result, has_changed) = done.await?;
    if has_changed {
        portal.live.wake();
        portal.live.has_moved();
    }
    Ok(result)
}

impl Work<'_> {
    #[must_use]
    pub(crate) fn now_ms(&self) -> i64 {
        self.now.timestamp_millis()
    }

    /// What the time alone has brought: slots that have come, and waits that are over. So nothing depends on who looks when.
    fn catch_up(&mut self) -> Result<(), Fatal> {
        let now = self.now_ms();
        for mut kept in callbacks::due(self.transaction, now)? {
            let slot = kept.slot_start.filter(|start| *start <= now);
            if let (Some(start), Some(step)) =
                (slot, kept.step(CallbackStatus::Queued).filter(|step| step.from() == CallbackStatus::Scheduled))
            {
                kept.take(step, start);
                kept.queued_at = Some(start);
            }
            if let Some(step) = kept.step(CallbackStatus::Expired).filter(|_| kept.expires_at.is_some_and(|expires| expires <= now)) {
                kept.take(step, kept.expires_at.unwrap_or(now));
            }
            self.save(&mut kept)?;
        }
        Ok(())
    }

    /// Goes to another state.
    ///
    /// # Errors
    /// 409 where no step leads there.
    pub(super) fn go(&self, kept: &mut Kept, to: CallbackStatus) -> Result<(), Failure> {
        let step = kept.step(to).ok_or(Kind::WrongState)?;
        kept.take(step, self.now_ms());
        Ok(())
    }

    /// # Errors
    /// Those of the database.
    pub(super) fn save(&mut self, kept: &mut Kept) -> Result<(), Fatal> {
        self.moved |= kept.moves_the_queue();
        callbacks::save(self.transaction, kept)?;
        self.note(kept);
        Ok(())
    }

    /// It is told of in the end.
    pub(super) fn note(&mut self, kept: &Kept) {
        if !self.changed.contains(&kept.number) {
            self.changed.push(kept.number.clone());
        }
    }

    /// Waits are others now, for all of them.
    pub(super) fn everybody_is_told(&mut self) {
        self.moved = true;
    }

    /// When one that waits since then is given up: at the first closing time after a whole day.
    #[must_use]
    pub(super) fn expiry(&self, since: i64) -> i64 {
        let since = UtcInstant::from_timestamp_millis(since).unwrap_or(self.now);
        let day = since.checked_add_signed(LONGEST_WAIT).unwrap_or(since);
        let zone = &self.portal.desks.zone;
        let from = zone.local(since).date();
        let through = from.checked_add_days(chrono::Days::new(40)).unwrap_or(from);
        let intervals = self.portal.desks.timetable(ChannelKind::Callback).map(|hours| hours.intervals(zone, from, through));
        let end = intervals.into_iter().flatten().map(|open| open.end).find(|end| *end >= day);
        end.unwrap_or(day).timestamp_millis()
    }

    /// Notes the events: what has changed, and everybody's place. Whether there were any.
    fn tell(&self) -> Result<bool, Fatal> {
        if self.changed.is_empty() && !self.moved {
            return Ok(false);
        }
        let now = self.now_ms();
        let pace = Queue::Callbacks.pace(self.portal, self.transaction, self.now)?;
        let record = |kept: &Kept, position| {
            let told = callback::as_seen(self.portal, kept, position, &pace);
            events::record(self.transaction, Some(&kept.number), kept.account.as_deref(), CALLBACK, &told, now)
        };
        let queued = if self.moved { callbacks::queued(self.transaction)? } else { Vec::new() };
        for (position, kept) in (1..).zip(&queued) {
            record(kept, Some(position))?;
        }
        for number in &self.changed {
            let is_told = queued.iter().any(|kept| kept.number == *number);
            if let Some(kept) = callbacks::find(self.transaction, number)?.filter(|_| !is_told) {
                record(&kept, Queue::Callbacks.position(self.transaction, number)?)?;
            }
        }
        Ok(true)
    }
}
