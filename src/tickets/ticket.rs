//! `/tickets/{number}`: how it stands, by when an answer is due, what has happened.

use super::check::in_words;
use super::sent::{Confirmation, guest_access};
use super::words;
use crate::account::SignInLinks;
use crate::browser::page;
use crate::context::{Context, context};
use crate::files::Uploads;
use crate::i18n::{self, t};
use crate::markup::{Child, view};
use crate::page::{FailedRead, Page, Waiting};
use crate::portal::remote::Loader;
use crate::portal::{Failure, Remote};
use crate::route::{Route, query};
use crate::secrets::{self, Contact};
use crate::ui::{LinkButton, Notice, NoticeKind, State, SummaryList, SummaryRow};
use contract::{Note, StatusChange, Ticket, TicketStatus};
use domain::ticket::{is_final, waits_for_visitor};
use domain::time::{parse_date, parse_instant};
use domain::zone::Zone as _;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

pub(crate) fn ticket_page(number: String) -> AnyView {
    let hash = use_location().hash;
    let content = move || {
        // The same ticket's link, opened while it is shown, changes the fragment alone.
        // Read: a memo that nobody has read does not follow anything.
        hash.with(|_| ());
        one(number.clone())
    };
    content.into_child()
}

fn one(number: String) -> AnyView {
    if let Some(secret) = page::fragment(query::SECRET) {
        secrets::keep(Contact::Ticket, &number, &secret);
        page::erase_fragment();
    }
    let context = context();
    let client = context.client();
    let ticket = {
        let number = number.clone();
        Loader::new(move || {
            let client = client.clone();
            let path = ["/tickets/", &page::encode(&number)].concat();
            let number = number.clone();
            async move {
                let credential = || secrets::credential(Contact::Ticket, &number);
                let first = client.get::<Ticket>(&path, &credential()).await;
                let is_wrong = matches!(first, Err(Failure::Gone | Failure::SignIn | Failure::Forbidden));
                if is_wrong && secrets::forget_wrong(Contact::Ticket, &number) { client.get(&path, &credential()).await } else { first }
            }
        })
    };
    let content = move || {
        let title = t::ticket_title(&number);
        ticket.state.with(|state| match state {
            Remote::Loading => view! { <Page title><Waiting is_slow=false /></Page> },
            Remote::Slow => view! { <Page title><Waiting is_slow=true /></Page> },
            Remote::Ready(known) => shown(context, known, ticket),
            Remote::Stale(known, failure) => {
                let retry = Callback::new(move |()| ticket.load());
                view! { <FailedRead failure=failure.clone() on_retry=retry />{shown(context, known, ticket)} }
            }
            Remote::Failed(Failure::Gone | Failure::SignIn | Failure::Forbidden) => not_yours(&number),
            Remote::Failed(failure) => {
                let (failure, retry) = (failure.clone(), Callback::new(move |()| ticket.load()));
                view! { <Page title><FailedRead failure on_retry=retry /></Page> }
            }
        })
    };
    content.into_child()
}

/// There is no such ticket, or it is not this visitor's: the portal does not tell which, and neither do we.
fn not_yours(number: &str) -> AnyView {
    view! {
        <Page title=t::ticket_title(number) class="page--narrow">
            <Notice kind=NoticeKind::Warning title=t::ticket_not_yours()>
                <p>{t::ticket_not_yours_advice()}</p>
            </Notice>
            <p class="actions"><LinkButton label=t::find_title() href=Route::Find.href() /></p>
            <SignInLinks />
        </Page>
    }
}

fn shown(context: Context, ticket: &Ticket, loader: Loader<Ticket>) -> AnyView {
    let query = use_query_map();
    let is_sent = untrack(|| query.read().get(query::SENT).is_some());
    let title = if is_sent { t::sent_title() } else { ticket.name.clone() };
    let confirmation = is_sent.then(|| view! { <Confirmation ticket=ticket.clone() /> });
    let access = (!is_sent).then(|| guest_access(ticket.number.clone()));
    let (status, shape) = words::status(ticket.status);
    let number = t::ticket_title(&ticket.number);
    let waits = waits_for_visitor(ticket.status)
        .then(|| view! { <Notice kind=NoticeKind::Warning title=t::ticket_waits()><p>{t::ticket_waits_advice()}</p></Notice> });
    let facts = facts(context, ticket, is_sent);
    let history = history(context, &ticket.status_change_history);
    let notes = notes(context, &ticket.note);
    let (desk, now) = (context.desk(), context.clock.now());
    let is_elsewhere = desk.own_zone().is_some_and(|(_, own)| own.offset_at(now) != desk.zone().offset_at(now));
    let zone = is_elsewhere.then(|| view! { <p class="muted small">{t::ticket_zone(&i18n::zone_name(&desk.wire.time_zone, now))}</p> });
    let back = untrack(|| context.account()).map(|_| view! { <p><a href=Route::Tickets.href()>"← "{t::nav_tickets()}</a></p> });
    let uploads = view! { <Uploads number=ticket.number.clone() on_done=Callback::new(move |()| loader.load()) /> };
    view! {
        <Page title>
            {back}
            {confirmation}
            <div class="ticket-head">
                <p class="ticket-head__number">{number}</p>
                <p><State text=status shape /></p>
            </div>
            {waits}
            {uploads}
            {facts}
            <h2>{t::ticket_history()}</h2>
            {zone}
            {history}
            {notes}
            {access}
        </Page>
    }
}

fn facts(context: Context, ticket: &Ticket, is_sent: bool) -> AnyView {
    let desk = context.desk();
    let zone = desk.zone();
    let instant = |text: &Option<String>| text.as_deref().and_then(parse_instant).map(|instant| i18n::date_time(instant, &*zone));
    let date = |text: &Option<String>| text.as_deref().and_then(parse_date);
    let mut rows = Vec::new();
    if is_sent {
        rows.push(SummaryRow::new(t::form_name(), ticket.name.clone()));
    }
    // What the visitor or the portal has set aside, or what has been answered, is not late.
    let is_unanswered = ticket.note.is_empty() && matches!(ticket.status, TicketStatus::Acknowledged | TicketStatus::InProgress);
    let today = domain::zone::Zone::local(&*zone, context.clock.now()).date();
    if let Some(due) = date(&ticket.expected_response_date).filter(|_| !is_final(ticket.status)) {
        let day = i18n::weekday_date(due);
        rows.push(SummaryRow::new(t::ticket_due(), if due < today && is_unanswered { t::ticket_late(&day) } else { day }));
    }
    rows.extend(
        date(&ticket.expected_resolution_date)
            .filter(|_| !is_final(ticket.status))
            .map(|day| SummaryRow::new(t::ticket_resolution_due(), i18n::weekday_date(day))),
    );
    rows.extend(instant(&Some(ticket.creation_date.clone())).map(|text| SummaryRow::new(t::ticket_created(), text)));
    rows.extend(instant(&ticket.last_update).map(|text| SummaryRow::new(t::ticket_updated(), text)));
    rows.extend(instant(&ticket.resolution_date).map(|text| SummaryRow::new(t::ticket_resolved(), text)));
    rows.extend(desk.category_name(&ticket.ticket_type).map(|name| SummaryRow::new(t::check_category(), name)));
    rows.extend(
        ticket
            .related_party
            .iter()
            .filter(|party| party.role == "specialist")
            .map(|party| SummaryRow::new(t::ticket_specialist(), party.name.clone())),
    );
    for answer in &ticket.attributes {
        let attribute = desk
            .wire
            .categories
            .iter()
            .find(|category| category.id == ticket.ticket_type)
            .and_then(|category| category.attributes.iter().find(|attribute| attribute.code == answer.code));
        if let Some(attribute) = attribute {
            rows.push(SummaryRow::new(attribute.description.clone(), in_words(attribute, &answer.values)));
        }
    }
    rows.push(SummaryRow::new(t::form_description(), ticket.description.clone()));
    if !ticket.attachment.is_empty() {
        let files: Vec<String> =
            ticket.attachment.iter().map(|file| [&file.name, " (", &crate::files::size(file.size), ")"].concat()).collect();
        rows.push(SummaryRow::new(t::files_label(), files.join("\n")));
    }
    view! { <SummaryList rows /> }
}

/// Newest last, as it happened.
fn history(context: Context, changes: &[StatusChange]) -> AnyView {
    let zone = context.desk().zone();
    let rows: Vec<AnyView> = changes
        .iter()
        .map(|change| {
            let (status, _) = words::status(change.status);
            let at = parse_instant(&change.status_change_date).map(|instant| i18n::date_time(instant, &*zone));
            view! {
                <li>
                    <p class="timeline__title">{status}</p>
                    <time class="timeline__date" datetime=change.status_change_date.clone()>{at}</time>
                    {change.status_change_reason.clone().map(|reason| view! { <p class="timeline__text">{reason}</p> })}
                </li>
            }
        })
        .collect();
    view! { <ol class="timeline">{rows}</ol> }
}

fn notes(context: Context, notes: &[Note]) -> AnyView {
    if notes.is_empty() {
        return ().into_child();
    }
    let zone = context.desk().zone();
    let rows: Vec<AnyView> = notes
        .iter()
        .map(|note| {
            let at = parse_instant(&note.date).map(|instant| i18n::date_time(instant, &*zone));
            view! {
                <li>
                    <p class="timeline__title">{note.author.clone()}</p>
                    <time class="timeline__date" datetime=note.date.clone()>{at}</time>
                    <p class="timeline__text">{note.text.clone()}</p>
                </li>
            }
        })
        .collect();
    view! { <h2>{t::ticket_notes()}</h2><ol class="timeline">{rows}</ol> }
}
