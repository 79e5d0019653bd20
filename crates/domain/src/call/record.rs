use crate::states::{State as _, Step};
use crate::time::{UtcInstant, format_instant, parse_instant};
use chrono::TimeDelta;
use contract::read::Read;
use contract::{CallRecord, CallStatus, CallTry};
use serde::Serialize;

/// More tries than these are not kept: the oldest go.
const MOST_TRIES: usize = 50;

/// One text of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    Notes,
    Operator,
    ConversationNumber,
    TicketNumber,
    TransferredTo,
    /// `YYYY-MM-DD`.
    Deadline,
    /// Why it is urgent.
    Urgent,
}

/// A call as the device keeps it, from the first thought of it until nothing more is to be written down. It has no state but what
/// its steps made of it, and no time but that of the instants at which they were made: nothing counts while the page sleeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Calling {
    /// Under which the portal is told of it; empty before the first try.
    #[serde(default)]
    pub key: String,
    /// Account of whoever began it.
    #[serde(default)]
    pub owner: Option<String>,
    /// How far the device's clock was ahead of the portal's, in milliseconds: for a page that opens without a network.
    #[serde(default)]
    pub ahead: i64,
    /// What to ask the operator, a line each.
    #[serde(default)]
    pub questions: String,
    /// The call that this one repeats.
    #[serde(default)]
    pub earlier: Option<CallRecord>,
    record: CallRecord,
    /// When whoever is talked to now answered.
    #[serde(default)]
    since: Option<String>,
    #[serde(default)]
    held_since: Option<String>,
    /// Seconds of the connections before, which broke off.
    #[serde(default)]
    talked: u32,
}

impl Calling {
    pub fn record(&self) -> &CallRecord {
        &self.record
    }

    /// `Unknown`: nobody has been called yet.
    pub fn status(&self) -> CallStatus {
        self.record.status
    }

    /// Somebody has written something, or has called.
    pub fn has_words(&self) -> bool {
        *self != Self { key: self.key.clone(), owner: self.owner.clone(), ahead: self.ahead, ..Self::default() }
    }

    /// A try. `false`: a call is under way, or is over.
    pub fn call(&mut self, now: UtcInstant, line: Option<&str>, ticket_type: Option<&str>) -> bool {
        if self.record.status != CallStatus::Unknown {
            return Step::new(self.record.status, CallStatus::Ringing).is_some_and(|step| self.take(step, now));
        }
        // The first state is no step.
        self.record.status = CallStatus::Ringing;
        self.record.line = line.map(ToOwned::to_owned);
        self.record.ticket_type = ticket_type.filter(|id| !id.is_empty()).map(ToOwned::to_owned);
        self.push_try(now);
        true
    }

    /// Takes a step. `false`: it begins elsewhere.
    pub fn take(&mut self, step: Step<CallStatus>, now: UtcInstant) -> bool {
        if step.from() != self.record.status {
            return false;
        }
        let to = step.to();
        if step.from() == CallStatus::Connected {
            self.hold(false, now);
            self.talked = self.talked_at(now);
            self.since = None;
        }
        match to {
            CallStatus::Ringing => self.push_try(now),
            CallStatus::Connected => {
                let text = format_instant(now);
                self.record.connected_at.get_or_insert_with(|| text.clone());
                self.since = Some(text);
            }
            CallStatus::Dropped | CallStatus::Ended => self.record.ended_at = Some(format_instant(now)),
            _ => {}
        }
        // A try that came to nothing stays so, although nobody tries again.
        let is_given_up = to == CallStatus::Ended && step.from() != CallStatus::Connected;
        if let Some(last) = self.record.tries.last_mut().filter(|_| !is_given_up) {
            last.status = to;
        }
        self.record.status = to;
        true
    }

    fn push_try(&mut self, now: UtcInstant) {
        // A clock that was set back makes no try earlier than the one before.
        let before = self.record.tries.last().and_then(|one| parse_instant(&one.at));
        let now = before.map_or(now, |before| before.max(now));
        let surplus = self.record.tries.len().saturating_add(1).saturating_sub(MOST_TRIES);
        self.record.tries.drain(..surplus);
        self.record.tries.push(CallTry { at: format_instant(now), status: CallStatus::Ringing });
    }

    pub fn is_held(&self) -> bool {
        self.held_since.is_some()
    }

    /// The operator puts the call on hold, or comes back.
    pub fn hold(&mut self, on: bool, now: UtcInstant) {
        if on && self.record.status == CallStatus::Connected {
            self.held_since.get_or_insert_with(|| format_instant(now));
        } else if !on {
            self.record.held = self.held_at(now);
            self.held_since = None;
        }
    }

    /// Seconds that somebody was on the line.
    pub fn talked_at(&self, now: UtcInstant) -> u32 {
        self.talked.saturating_add(elapsed(self.since.as_deref(), now))
    }

    /// Seconds of those on hold.
    pub fn held_at(&self, now: UtcInstant) -> u32 {
        self.record.held.saturating_add(elapsed(self.held_since.as_deref(), now)).min(self.talked_at(now))
    }

    pub fn text(&self, text: Text) -> &str {
        let record = &self.record;
        let optional = match text {
            Text::Notes => return &record.notes,
            Text::Operator => &record.operator,
            Text::ConversationNumber => &record.conversation_number,
            Text::TicketNumber => &record.ticket_number,
            Text::TransferredTo => &record.transferred_to,
            Text::Deadline => &record.deadline,
            Text::Urgent => &record.urgent,
        };
        optional.as_deref().unwrap_or_default()
    }

    pub fn write(&mut self, text: Text, value: String) {
        let record = &mut self.record;
        let optional = match text {
            Text::Notes => {
                record.notes = value;
                return;
            }
            Text::Operator => &mut record.operator,
            Text::ConversationNumber => &mut record.conversation_number,
            Text::TicketNumber => &mut record.ticket_number,
            Text::TransferredTo => &mut record.transferred_to,
            Text::Deadline => &mut record.deadline,
            Text::Urgent => &mut record.urgent,
        };
        *optional = Some(value).filter(|value| !value.is_empty());
    }

    pub fn say_recorded(&mut self, recorded: Option<bool>) {
        self.record.recorded = recorded;
    }

    pub fn say_solved(&mut self, solved: Option<bool>) {
        self.record.solved = solved;
    }

    pub(super) fn steps_mut(&mut self) -> &mut Vec<contract::CallStep> {
        &mut self.record.steps
    }

    /// Another call about the same: what was said in this one goes along, to be read out.
    pub fn again(&self) -> Self {
        let record = CallRecord {
            conversation_number: self.record.conversation_number.clone(),
            ticket_number: self.record.ticket_number.clone(),
            urgent: self.record.urgent.clone(),
            ..CallRecord::default()
        };
        Self { ahead: self.ahead, questions: self.questions.clone(), earlier: Some(self.record.clone()), record, ..Self::default() }
    }

    /// The record as the portal is told of it when it has heard of no more than `known`: states come one after another.
    pub fn told(&self, known: CallStatus) -> CallRecord {
        let mut record = self.record.clone();
        if known != CallStatus::Unknown
            && known != record.status
            && let Some(next) = super::toward(known, record.status)
        {
            record.status = next;
        }
        super::wire::fit(&mut record);
        record
    }

    /// Nothing more can happen to it.
    pub fn is_over(&self) -> bool {
        self.record.status.is_final()
    }
}

/// Whole seconds from then until now; none where a clock was set back, or then cannot be read.
fn elapsed(since: Option<&str>, now: UtcInstant) -> u32 {
    let passed = since.and_then(parse_instant).map_or(TimeDelta::zero(), |since| now.signed_duration_since(since));
    u32::try_from(passed.num_seconds().max(0)).unwrap_or(u32::MAX)
}
