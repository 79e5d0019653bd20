//! What a call comes to in words, and the ticket that carries on from it.

use super::OnTheLine;
use super::tick::span;
use crate::context::Context;
use crate::i18n::{self, t};
use crate::prepare::to_ticket as filled;
use contract::{CallRecord, CallStep, Category};
use domain::time::{parse_date, parse_instant};
use leptos::prelude::*;

/// An instruction in one line: whether it is done, and what came of it.
pub(super) fn step_in_words(step: &CallStep) -> String {
    let mark = if step.done { "☑ " } else { "☐ " };
    let code = step.error_code.as_deref().filter(|code| !code.is_empty()).map(t::call_step_code);
    let outcome = step.outcome.clone().filter(|outcome| !outcome.is_empty());
    let parts: Vec<String> = [Some(step.text.clone()), outcome, code].into_iter().flatten().collect();
    [mark, &parts.join(". ")].concat()
}

/// What is known of a call: names and values. What was not said is left out.
pub(super) fn facts(context: Context, record: &CallRecord, talked: Option<u32>) -> Vec<(String, String)> {
    let zone = context.desk().zone();
    let when = record.connected_at.as_deref().or(record.tries.last().map(|one| one.at.as_str())).and_then(parse_instant);
    let steps: Vec<String> = record.steps.iter().map(step_in_words).collect();
    let deadline = record.deadline.as_deref().and_then(parse_date).map(i18n::weekday_date);
    let yes_no = |yes| if yes { t::call_solved_yes() } else { t::call_solved_no() };
    let known = [
        (t::call_fact_when(), when.map(|at| i18n::date_time(at, &*zone))),
        (t::call_fact_length(), talked.filter(|seconds| *seconds > 0).map(span)),
        (t::call_fact_held(), Some(record.held).filter(|seconds| *seconds > 0).map(span)),
        (t::call_operator(), record.operator.clone()),
        (t::call_conversation_number(), record.conversation_number.clone()),
        (t::call_ticket_number(), record.ticket_number.clone()),
        (t::call_transferred(), record.transferred_to.clone()),
        (t::call_recorded(), record.recorded.map(yes_no)),
        (t::call_deadline(), deadline),
        (t::call_solved(), record.solved.map(yes_no)),
        (t::call_steps(), Some(steps.join("\n"))),
        (t::call_notes(), Some(record.notes.clone())),
        (t::call_urgent(), record.urgent.clone()),
    ];
    known.into_iter().filter_map(|(name, value)| Some((name, value.filter(|value| !value.trim().is_empty())?))).collect()
}

/// The same as a text.
pub(super) fn as_text(context: Context, record: &CallRecord) -> String {
    let lines: Vec<String> = facts(context, record, None)
        .into_iter()
        .map(|(name, value)| [name.as_str(), if value.contains('\n') { ":\n" } else { ": " }, &value].concat())
        .collect();
    [t::call_told(), lines.join("\n")].join("\n")
}

/// The form of a ticket, with the sheet in it and what was said in the call.
pub(super) fn to_ticket(on: OnTheLine) -> AnyView {
    let context = on.telephone.context;
    let category = untrack(|| on.category()).unwrap_or_else(Category::default);
    let told = move || as_text(context, on.telephone.copy().record());
    filled(on.preparing, category, t::call_to_ticket(), told)
}
