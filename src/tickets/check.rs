//! Check your answers, and send.

use super::new::{Writing, step};
use crate::hours::answer_day;
use crate::i18n::{self, t};
use crate::markup::{Child, view};
use crate::page::Page;
use crate::route::{Route, Step};
use crate::ui::{Button, ButtonKind, LinkButton, SummaryList, SummaryRow};
use contract::{Category, ChannelKind, Datatype, NewTicket, NotificationChannel};
use domain::ticket::{asked_as, in_order};
use domain::time::parse_date;
use leptos::prelude::*;

#[component]
pub(super) fn CheckAnswers(writing: Writing, category: Category) -> AnyView {
    let Ok(ticket) = untrack(|| writing.validated()) else { return ().into_child() };
    let form = Route::NewTicket { category: Some(category.id.clone()), step: Step::Form }.href();
    let context = writing.context;
    let desk = context.desk();
    let due = desk.channel(ChannelKind::TicketForm);
    let due = move || {
        due.as_ref().and_then(|form| answer_day(form, context.clock.minute())).map(|day| view! { <p>{t::check_answer_day(&day)}</p> })
    };
    let rows = rows(ticket.as_wire(), &category, writing);
    let send = Callback::new(move |()| writing.send(&ticket));
    view! {
        <Page title=t::check_title() class="page--narrow">
            {step(3)}
            <SummaryList rows />
            <crate::files::FileNames />
            {due}
            <p class="actions">
                <Button label=t::check_send() kind=ButtonKind::Primary on_click=Some(send) />
                <LinkButton label=t::check_change() href=form />
            </p>
        </Page>
    }
}

fn rows(ticket: &NewTicket, category: &Category, writing: Writing) -> Vec<SummaryRow> {
    let mut rows = vec![SummaryRow::new(t::check_category(), category.name.clone())];
    for attribute in in_order(category) {
        let Some(answer) = ticket.attributes.iter().find(|answer| answer.code == attribute.code) else { continue };
        rows.push(SummaryRow::new(attribute.description.clone(), in_words(attribute, &answer.values)));
    }
    rows.push(SummaryRow::new(t::form_name(), ticket.name.clone()));
    rows.push(SummaryRow::new(t::form_description(), ticket.description.clone()));
    rows.push(SummaryRow::new(t::form_full_name(), ticket.contact.full_name.clone()));
    rows.extend(ticket.contact.email.clone().map(|email| SummaryRow::new(t::form_email(), email)));
    rows.extend(ticket.contact.phone.clone().map(|phone| SummaryRow::new(t::form_phone(), phone)));
    let notify: Vec<String> = ticket
        .contact
        .notify_by
        .iter()
        .map(|channel| if *channel == NotificationChannel::Sms { t::form_notify_sms() } else { t::form_notify_email() })
        .collect();
    if !notify.is_empty() {
        rows.push(SummaryRow::new(t::form_notify(), notify.join(", ")));
    }
    let desk = writing.context.desk();
    for given in &ticket.consents {
        let text = desk.wire.consents.iter().find(|consent| consent.id == given.id).map(|consent| consent.text.clone());
        rows.push(SummaryRow::new(t::check_consent(&given.version), text.unwrap_or_default()));
    }
    rows
}

/// Answers as people read them: names of choices, a date with a space.
pub(crate) fn in_words(attribute: &contract::Attribute, values: &[String]) -> String {
    let name =
        |key: &String| attribute.values.iter().find(|value| value.key == *key).map_or_else(|| key.clone(), |value| value.name.clone());
    let words: Vec<String> = match asked_as(attribute) {
        Datatype::Singlevaluelist | Datatype::Multivaluelist => values.iter().map(name).collect(),
        Datatype::Datetime => values.iter().map(|value| moment_in_words(value)).collect(),
        _ => values.to_vec(),
    };
    words.join(", ")
}

/// `2026-01-15T10:30`, on the clock of the portal's zone.
fn moment_in_words(value: &str) -> String {
    let (date, time) = value.split_once('T').unwrap_or((value, ""));
    parse_date(date).map_or_else(|| value.replace('T', " "), |date| t::format_date_time(&i18n::full_date(date), time))
}
