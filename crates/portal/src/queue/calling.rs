//! What operators do with callbacks: one at a time, in the order of the queue. That something is urgent they see; it is called no
//! earlier for it.

use super::work::Work;
use crate::problem::{Failure, Kind};
use crate::store::callbacks::{self, Kept};
use crate::store::handling;
use crate::store::operators::{self, Duty};
use contract::CallbackStatus;

/// How often whoever did not answer can be called again.
const AGAIN_MAX: u32 = 3;
/// How long a visitor has to say that they want to be called again.
const MISSED_MS: i64 = 30 * 60 * 1000;

impl Work<'_> {
    /// An operator calls whoever is next. `None`: nobody waits.
    ///
    /// # Errors
    /// 404 for nobody who makes calls, 409 for somebody who has no hand free.
    pub(crate) fn take_next(&mut self, operator: &str) -> Result<Option<Kept>, Failure> {
        let operator = operators::find(self.transaction, operator)?.filter(|operator| operator.duty == Duty::Phone);
        let operator = operator.ok_or(Kind::NotFound)?;
        if !operator.is_free() {
            return Err(Kind::WrongState.into());
        }
        let Some(mut kept) = callbacks::next(self.transaction)? else { return Ok(None) };
        self.go(&mut kept, CallbackStatus::Dialing)?;
        kept.operator = Some(operator.id);
        kept.operator_name = Some(operator.name);
        kept.taken_at = Some(self.now_ms());
        kept.connected_at = None;
        kept.tries = kept.tries.saturating_add(1);
        self.save(&mut kept)?;
        Ok(Some(kept))
    }

    /// The visitor has answered.
    ///
    /// # Errors
    /// 409 when the operator calls nobody.
    pub(crate) fn answered(&mut self, operator: &str) -> Result<Kept, Failure> {
        let mut kept = self.under_way(operator)?;
        self.go(&mut kept, CallbackStatus::Connected)?;
        kept.connected_at = Some(self.now_ms());
        self.save(&mut kept)?;
        Ok(kept)
    }

    /// The visitor has not answered.
    ///
    /// # Errors
    /// As [`Self::answered`].
    pub(crate) fn missed(&mut self, operator: &str) -> Result<Kept, Failure> {
        let mut kept = self.under_way(operator)?;
        self.go(&mut kept, CallbackStatus::Missed)?;
        kept.queued_at = None;
        kept.expires_at = Some(self.now_ms().saturating_add(MISSED_MS));
        if kept.tries > AGAIN_MAX {
            self.go(&mut kept, CallbackStatus::Expired)?;
        }
        self.save(&mut kept)?;
        Ok(kept)
    }

    /// Everything is said. How long it took is what estimates are made of.
    ///
    /// # Errors
    /// As [`Self::answered`].
    pub(crate) fn completed(&mut self, operator: &str) -> Result<Kept, Failure> {
        let mut kept = self.under_way(operator)?;
        self.go(&mut kept, CallbackStatus::Completed)?;
        self.save(&mut kept)?;
        let took = self.now_ms().saturating_sub(kept.taken_at.unwrap_or(self.now_ms())) / 1000;
        // A clock that was set back measures nothing.
        if let Ok(seconds) = u32::try_from(took) {
            handling::record(self.transaction, Duty::Phone, seconds, self.now_ms())?;
        }
        Ok(kept)
    }

    /// The operator cannot go on: it is called by somebody else, and its place is what it was.
    ///
    /// # Errors
    /// As [`Self::answered`].
    pub(crate) fn give_back(&mut self, operator: &str) -> Result<Kept, Failure> {
        let mut kept = self.under_way(operator)?;
        if kept.status() == CallbackStatus::Dialing {
            kept.tries = kept.tries.saturating_sub(1);
        }
        self.go(&mut kept, CallbackStatus::Queued)?;
        kept.operator = None;
        kept.operator_name = None;
        kept.queued_at = kept.queued_at.or(Some(self.now_ms()));
        kept.expires_at = Some(self.expiry(self.now_ms()));
        self.save(&mut kept)?;
        Ok(kept)
    }

    /// An operator comes to work, or leaves it: everybody who waits is told how long it takes now.
    ///
    /// # Errors
    /// 404 for nobody.
    pub(crate) fn comes_or_goes(&mut self, operator: &str, present: bool) -> Result<(), Failure> {
        operators::find(self.transaction, operator)?.ok_or(Kind::NotFound)?;
        operators::set_present(self.transaction, operator, present)?;
        self.everybody_is_told();
        Ok(())
    }

    fn under_way(&self, operator: &str) -> Result<Kept, Failure> {
        callbacks::under_way(self.transaction, operator)?.ok_or_else(|| Kind::WrongState.into())
    }
}
