//! Free operators for those who wait.

use super::Change;
use crate::problem::Failure;
use crate::queue::Queue;
use crate::store::conversations::{self, Talk};
use crate::store::operators::Operator;
use contract::ConversationStatus::{Transferred, Waiting};

/// How long somebody waits for the operator they asked for, or were handed over to, before anybody will do.
const LOYAL_MS: i64 = 5 * 60 * 1000;

impl Change<'_> {
    /// Gives the free places to those on their way to another operator, then to those who wait, in their order.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn assign(&self) -> Result<(), Failure> {
        let mut operators = Queue::Conversations.at_work(self.portal, self.transaction, self.now)?;
        // Where nobody may sit at a desk, those who answer by themselves come first.
        operators.sort_by_key(|operator| (!operator.automatic, operator.busy));
        for talk in conversations::in_status(self.transaction, Transferred)? {
            match chosen(&talk, &operators, self.now_ms()) {
                Choice::Operator(id) => self.connect(&talk, take(&mut operators, &id))?,
                Choice::Later => {}
                Choice::Nobody => self.send_back(&talk)?,
            }
        }
        for talk in conversations::in_status(self.transaction, Waiting)? {
            match chosen(&talk, &operators, self.now_ms()) {
                Choice::Operator(id) => self.connect(&talk, take(&mut operators, &id))?,
                Choice::Later => {}
                Choice::Nobody => break,
            }
        }
        Ok(())
    }
}

enum Choice {
    /// By id.
    Operator(String),
    /// The one that is asked for has no place yet.
    Later,
    /// No place is free.
    Nobody,
}

fn chosen(talk: &Talk, operators: &[Operator], now: i64) -> Choice {
    let wanted = operators.iter().find(|operator| talk.wanted.as_ref() == Some(&operator.id));
    let since = if talk.status == Transferred { talk.updated_at } else { talk.queued_at };
    match wanted {
        Some(wanted) if wanted.is_free() => return Choice::Operator(wanted.id.clone()),
        Some(_) if now.saturating_sub(since) < LOYAL_MS => return Choice::Later,
        _ if talk.status == Transferred => return Choice::Nobody,
        _ => {}
    }
    // The order is that of the list: whoever got one has moved back in it.
    operators.iter().find(|operator| operator.is_free()).map_or(Choice::Nobody, |operator| Choice::Operator(operator.id.clone()))
}

/// Counts one more, and keeps those with the fewest first.
fn take(operators: &mut [Operator], id: &str) -> Option<Operator> {
    let operator = operators.iter_mut().find(|operator| operator.id == id)?;
    operator.busy = operator.busy.saturating_add(1);
    let taken = operator.clone();
    operators.sort_by_key(|operator| (!operator.automatic, operator.busy));
    Some(taken)
}
