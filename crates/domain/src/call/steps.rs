use super::Calling;
use crate::states::State as _;
use contract::{CallRecord, CallStatus, CallStep};

/// One text of an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepText {
    Text,
    Outcome,
    ErrorCode,
}

impl Calling {
    /// Writes down what the operator said to do.
    pub fn add_step(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.steps_mut().push(CallStep { text: text.to_owned(), ..CallStep::default() });
        }
    }

    pub fn tick(&mut self, place: usize, done: bool) {
        if let Some(step) = self.steps_mut().get_mut(place) {
            step.done = done;
        }
    }

    pub fn remove_step(&mut self, place: usize) {
        if place < self.record().steps.len() {
            self.steps_mut().remove(place);
        }
    }

    pub fn step_text(&self, place: usize, text: StepText) -> &str {
        self.record().steps.get(place).map_or("", |step| match text {
            StepText::Text => &step.text,
            StepText::Outcome => step.outcome.as_deref().unwrap_or_default(),
            StepText::ErrorCode => step.error_code.as_deref().unwrap_or_default(),
        })
    }

    pub fn write_step(&mut self, place: usize, text: StepText, value: String) {
        let Some(step) = self.steps_mut().get_mut(place) else { return };
        let value = Some(value).filter(|value| !value.is_empty());
        match text {
            StepText::Text => step.text = value.unwrap_or_default(),
            StepText::Outcome => step.outcome = value,
            StepText::ErrorCode => step.error_code = value,
        }
    }
}

/// What ought to be settled before one hangs up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenEnd {
    /// That the operator recorded the problem.
    Recorded,
    /// By when it is dealt with.
    Deadline,
    /// Under which number to ask again.
    Number,
}

/// What is not settled; what is solved leaves nothing open.
pub fn open_ends(record: &CallRecord) -> Vec<OpenEnd> {
    if record.solved == Some(true) {
        return Vec::new();
    }
    let has_number = record.ticket_number.is_some() || record.conversation_number.is_some();
    let ends = [
        (OpenEnd::Recorded, record.recorded != Some(true)),
        (OpenEnd::Deadline, record.deadline.is_none()),
        (OpenEnd::Number, !has_number),
    ];
    ends.into_iter().filter(|(_, is_open)| *is_open).map(|(end, _)| end).collect()
}

/// It is solved, or it is agreed how it goes on: one may be done with it.
pub fn is_agreed(record: &CallRecord) -> bool {
    let goes_on = record.deadline.is_some() || record.ticket_number.is_some() || record.transferred_to.is_some();
    record.solved == Some(true) || goes_on
}

/// Where a call leads that did not solve it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// The ticket that was opened in the call.
    TheTicket,
    /// A ticket that carries on from the call.
    NewTicket,
    Callback,
    Operator,
    TechnicalService,
    Again,
}

/// The ways on, the best first.
pub fn leads(record: &CallRecord) -> Vec<Lead> {
    if record.solved == Some(true) {
        return Vec::new();
    }
    let mut leads = vec![if record.ticket_number.is_some() { Lead::TheTicket } else { Lead::NewTicket }];
    // Nobody was reached: to be called is better than to go on trying.
    let rest = if record.connected_at.is_none() {
        [Lead::Callback, Lead::Operator, Lead::Again, Lead::TechnicalService]
    } else {
        [Lead::TechnicalService, Lead::Operator, Lead::Callback, Lead::Again]
    };
    leads.extend(rest);
    leads
}

/// The first state on the shortest way from one to another. Absent: there is none.
pub fn toward(from: CallStatus, to: CallStatus) -> Option<CallStatus> {
    // Each with the first state on the way to it.
    let mut reached: Vec<(CallStatus, CallStatus)> = from.next().iter().map(|next| (*next, *next)).collect();
    let mut place = 0_usize;
    while let Some((at, first)) = reached.get(place).copied() {
        if at == to {
            return Some(first);
        }
        for next in at.next() {
            if reached.iter().all(|(known, _)| known != next) {
                reached.push((*next, first));
            }
        }
        place = place.saturating_add(1);
    }
    None
}
