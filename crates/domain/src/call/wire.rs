use crate::states::Step;
use crate::ticket::Rule;
use crate::ticket::limits::{DESCRIPTION_MAX, FULL_NAME_MAX, STRING_MAX, TICKET_NUMBER_MAX};
use crate::time::{parse_date, parse_instant};
use contract::{CallRecord, CallStatus};

/// Tries of one call.
const TRIES_MAX: usize = 50;
const STEPS_MAX: usize = 100;
const REASON_MAX: usize = 500;

/// Places of a record that was sent, as JSON Pointers, and what is wrong there, as [`contract::ProblemError::code`] has it.
/// `known` is the state that it was in, if it is known already: to where no step leads, it cannot come.
///
/// The texts stay as they were written: they are the visitor's own, and are read by nobody else.
pub fn check_record(record: &CallRecord, known: Option<CallStatus>) -> Vec<(String, &'static str)> {
    let mut errors = Vec::new();
    let mut report = |pointer: String, rule: Option<Rule>| errors.extend(rule.map(|rule| (pointer, rule.code())));
    let is_reached = known.is_none_or(|known| known == record.status || Step::new(known, record.status).is_some());
    report("/status".to_owned(), (record.status == CallStatus::Unknown || !is_reached).then_some(Rule::NotAChoice));
    let not_a_date = |is_date: bool| (!is_date).then_some(Rule::NotADate);
    report("/tries".to_owned(), (record.tries.len() > TRIES_MAX).then_some(Rule::TooLong { max: TRIES_MAX }));
    let mut before = None;
    for (index, sent) in record.tries.iter().enumerate().take(TRIES_MAX) {
        let at = parse_instant(&sent.at);
        report(format!("/tries/{index}/at"), not_a_date(at.is_some() && at >= before));
        report(format!("/tries/{index}/status"), (sent.status == CallStatus::Unknown).then_some(Rule::NotAChoice));
        before = at.max(before);
    }
    let instant = |text: &Option<String>| not_a_date(text.as_ref().is_none_or(|text| parse_instant(text).is_some()));
    report("/connectedAt".to_owned(), instant(&record.connected_at));
    report("/endedAt".to_owned(), instant(&record.ended_at));
    report("/deadline".to_owned(), not_a_date(record.deadline.as_ref().is_none_or(|date| parse_date(date).is_some())));
    report("/notes".to_owned(), too_long(&record.notes, DESCRIPTION_MAX));
    for (pointer, text, max) in [
        ("/line", &record.line, STRING_MAX),
        ("/ticketType", &record.ticket_type, STRING_MAX),
        ("/operator", &record.operator, FULL_NAME_MAX),
        ("/conversationNumber", &record.conversation_number, TICKET_NUMBER_MAX),
        ("/ticketNumber", &record.ticket_number, TICKET_NUMBER_MAX),
        ("/transferredTo", &record.transferred_to, STRING_MAX),
        ("/urgent", &record.urgent, REASON_MAX),
    ] {
        report(pointer.to_owned(), text.as_ref().and_then(|text| too_long(text, max)));
    }
    report("/steps".to_owned(), (record.steps.len() > STEPS_MAX).then_some(Rule::TooLong { max: STEPS_MAX }));
    for (index, step) in record.steps.iter().enumerate().take(STEPS_MAX) {
        report(format!("/steps/{index}/text"), too_long(&step.text, DESCRIPTION_MAX));
        report(format!("/steps/{index}/outcome"), step.outcome.as_ref().and_then(|text| too_long(text, DESCRIPTION_MAX)));
        report(format!("/steps/{index}/errorCode"), step.error_code.as_ref().and_then(|text| too_long(text, STRING_MAX)));
    }
    errors
}

/// Takes from a record what no portal would understand, and shortens what is too long for one.
pub(super) fn fit(record: &mut CallRecord) {
    let cut = |text: &mut String, max: usize| {
        let short: String = text.trim().chars().take(max).collect();
        *text = short;
    };
    let optional = |text: &mut Option<String>, max: usize| {
        if let Some(text) = text {
            cut(text, max);
        }
        text.take_if(|text| text.is_empty());
    };
    cut(&mut record.notes, DESCRIPTION_MAX);
    optional(&mut record.operator, FULL_NAME_MAX);
    optional(&mut record.conversation_number, TICKET_NUMBER_MAX);
    optional(&mut record.ticket_number, TICKET_NUMBER_MAX);
    optional(&mut record.transferred_to, STRING_MAX);
    optional(&mut record.urgent, REASON_MAX);
    record.deadline.take_if(|date| parse_date(date).is_none());
    record.steps.retain(|step| !step.text.trim().is_empty());
    record.steps.truncate(STEPS_MAX);
    for step in &mut record.steps {
        cut(&mut step.text, DESCRIPTION_MAX);
        optional(&mut step.outcome, DESCRIPTION_MAX);
        optional(&mut step.error_code, STRING_MAX);
    }
}

fn too_long(text: &str, max: usize) -> Option<Rule> {
    (text.chars().count() > max).then_some(Rule::TooLong { max })
}
