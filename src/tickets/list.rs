//! `/tickets`: one's own tickets, newest first, by state.

use super::words;
use crate::account::SignInLinks;
use crate::context::{Context, context};
use crate::i18n::{self, t};
use crate::markup::{Child, view};
use crate::page::{FailedRead, Page, Waiting};
use crate::portal::remote::Loader;
use crate::portal::{Credential, Failure, Remote, words as failures};
use crate::route::{self, Route, query};
use crate::secrets::{self, Contact};
use crate::ui::{Button, ButtonKind, LinkButton, Notice, NoticeKind, State};
use contract::{Capability, Ticket, TicketPage};
use domain::ticket::Group;
use domain::time::parse_instant;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Tickets a page.
const PAGE: u32 = 20;

#[component]
pub(crate) fn TicketsPage() -> AnyView {
    let context = context();
    let is_known = Memo::new(move |_| context.knows_session());
    let is_signed_in = Memo::new(move |_| context.account().is_some());
    let content = move || match (is_known.get(), is_signed_in.get()) {
        (false, _) => view! { {move || crate::account::session_awaited(context)} },
        (true, true) => view! { <OwnTickets /> },
        (true, false) => for_guests(context),
    };
    let can_find = context.desk().can(Capability::GuestTickets);
    view! {
        <Page title=t::tickets_title()>
            <p class="actions">
                <LinkButton label=t::home_new_ticket() href=Route::new_ticket().href() kind=ButtonKind::Primary />
                {can_find.then(|| view! { <LinkButton label=t::find_title() href=Route::Find.href() /> })}
            </p>
            {content}
        </Page>
    }
}

fn for_guests(context: Context) -> AnyView {
    let numbers = secrets::remembered(context, Contact::Ticket);
    let known = (!numbers.is_empty()).then(|| {
        let rows: Vec<AnyView> = numbers
            .iter()
            .map(|number| view! { <li class="ticket"><span class="ticket__name"><a href=Route::ticket(number).href()>{number.clone()}</a></span></li> })
            .collect();
        view! { <h2>{t::tickets_remembered()}</h2><ul class="ticket-list group rows">{rows}</ul> }
    });
    view! {
        {known}
        <p class="page__lead">{t::tickets_guest()}</p>
        <SignInLinks />
    }
}

/// The name of a group in the address.
fn group_name(group: Group) -> &'static str {
    match group {
        Group::Open => "open",
        Group::WaitingForYou => "waiting",
        Group::Done => "done",
    }
}

/// What the portal is asked for: tickets in the states of these groups, of none for all.
pub(crate) fn path(groups: &[Group], limit: u32) -> String {
    let states = groups.iter().flat_map(|group| group.statuses());
    let states: Vec<String> = states.filter_map(|state| Some(serde_json::to_string(state).ok()?.trim_matches('"').to_owned())).collect();
    let filter = if states.is_empty() { String::new() } else { ["&status=", &states.join(",")].concat() };
    ["/tickets?limit=", &limit.to_string(), &filter].concat()
}

#[component]
fn OwnTickets() -> AnyView {
    let query = use_query_map();
    let chosen = Memo::new(move |_| {
        let name = query.read().get(query::STATUS);
        Group::ALL.into_iter().find(|group| name.as_deref() == Some(group_name(*group)))
    });
    let link = move |group: Option<Group>, label: String| {
        let href = group.map_or_else(|| Route::Tickets.href(), |group| route::tickets_in(group_name(group)));
        let current = move || (chosen.get() == group).then_some("true");
        view! { <a class="button" href=href aria-current=current>{label}</a> }
    };
    let links: Vec<AnyView> =
        core::iter::once(link(None, t::group_all())).chain(Group::ALL.map(|group| link(Some(group), words::group(group)))).collect();
    view! {
        <nav class="filter" aria-label=t::tickets_filter()>{links}</nav>
        {move || pages(chosen.get())}
    }
}

fn pages(group: Option<Group>) -> AnyView {
    let context = context();
    let client = context.client();
    let path = path(group.as_slice(), PAGE);
    let first = {
        let path = path.clone();
        Loader::new(move || {
            let (client, path) = (client.clone(), path.clone());
            async move { client.get::<TicketPage>(&path, &Credential::Session).await }
        })
    };
    let content = move || {
        first.state.with(|state| match state {
            Remote::Loading => view! { <Waiting is_slow=false /> },
            Remote::Slow => view! { <Waiting is_slow=true /> },
            Remote::Failed(Failure::SignIn) => view! { <p>{t::failure_session_ended_advice()}</p><SignInLinks /> },
            Remote::Failed(failure) => {
                view! { <FailedRead failure=failure.clone() on_retry=Callback::new(move |()| first.load()) /> }
            }
            Remote::Ready(page) | Remote::Stale(page, _) if page.items.is_empty() => {
                let text = if group.is_some() { t::tickets_none_here() } else { t::tickets_none() };
                view! { <p class="empty">{text}</p> }
            }
            Remote::Ready(page) | Remote::Stale(page, _) => view! { <Listed page=page.clone() path=path.clone() /> },
        })
    };
    content.into_child()
}

/// The first page, and those that were asked for after it.
#[component]
fn Listed(page: TicketPage, path: String) -> AnyView {
    let context = context();
    let total = page.total.map(|total| view! { <p class="muted" role="status">{t::tickets_total(total)}</p> });
    let tickets = RwSignal::new(page.items);
    let next = RwSignal::new(page.next_cursor);
    let is_busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<Failure>);
    let more = Callback::new(move |()| {
        let Some(cursor) = next.get_untracked() else { return };
        let (client, path) = (context.client(), [&path, "&cursor=", &crate::browser::page::encode(&cursor)].concat());
        is_busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            match client.get::<TicketPage>(&path, &Credential::Session).await {
                Ok(page) => {
                    context.announcer.announce(&t::tickets_more_shown(u32::try_from(page.items.len()).unwrap_or(0)));
                    tickets.try_update(|tickets| tickets.extend(page.items));
                    next.try_set(page.next_cursor);
                }
                Err(failure) => drop(failed.try_set(Some(failure))),
            }
            is_busy.try_set(false);
        });
    });
    let failure = move || {
        failed.get().map(|failure| {
            let words = failures::of_read(&failure);
            view! { <Notice kind=NoticeKind::Error title=words.title><p>{words.advice}</p></Notice> }
        })
    };
    let button = move || {
        next.read().is_some().then(|| view! { <p class="actions"><Button label=t::tickets_more() busy=is_busy on_click=Some(more) /></p> })
    };
    view! {
        {total}
        <ul class="ticket-list group rows">
            {move || tickets.read().iter().map(row).collect::<Vec<_>>()}
        </ul>
        {failure}
        {button}
    }
}

/// A few tickets, as in a list.
#[component]
pub(crate) fn TicketRows(tickets: Vec<Ticket>) -> AnyView {
    let rows: Vec<AnyView> = tickets.iter().map(row).collect();
    view! { <ul class="ticket-list group rows">{rows}</ul> }
}

fn row(ticket: &Ticket) -> AnyView {
    let zone = context().desk().zone();
    let (status, shape) = words::status(ticket.status);
    let created = parse_instant(&ticket.creation_date).map(|instant| i18n::full_date(domain::zone::Zone::local(&*zone, instant).date()));
    view! {
        <li class="ticket">
            <span class="ticket__name"><a href=Route::ticket(&ticket.number).href()>{ticket.name.clone()}</a></span>
            <span class="ticket__facts">{ticket.number.clone()}" · "{created}</span>
            <span class="ticket__state"><State text=status shape /></span>
        </li>
    }
}
