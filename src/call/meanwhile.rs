//! What has come in since a call: tickets that moved, callbacks that were missed.

use super::Telephone;
use crate::context::Context;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::portal::{Credential, Failure};
use crate::route::Route;
use crate::secrets::{self, Contact};
use contract::{CallRecord, CallbackList, CallbackStatus, Capability, Ticket, TicketPage};
use domain::time::{UtcInstant, parse_instant};
use leptos::prelude::*;

/// Where it leads, and what it is.
type News = Vec<(String, String)>;

pub(super) fn meanwhile(telephone: Telephone, record: &CallRecord) -> AnyView {
    let Some(since) = record.ended_at.as_deref().or(record.tries.last().map(|one| one.at.as_str())).and_then(parse_instant) else {
        return ().into_child();
    };
    let context = telephone.context;
    let news = RwSignal::new(None::<Result<News, Failure>>);
    Effect::new(move || {
        if context.knows_session() {
            let is_signed_in = context.account().is_some();
            leptos::task::spawn_local(async move {
                let found = ask(context, is_signed_in, since).await;
                news.try_set(Some(found));
            });
        }
    });
    let content = move || match news.get() {
        None => view! { <p class="muted">{t::state_loading()}</p> },
        Some(Err(_)) => view! { <p class="muted">{t::call_meanwhile_unknown()}</p> },
        Some(Ok(news)) if news.is_empty() => view! { <p class="muted">{t::call_meanwhile_none()}</p> },
        Some(Ok(news)) => {
            let rows: Vec<AnyView> = news.into_iter().map(|(href, text)| view! { <li><a href=href>{text}</a></li> }).collect();
            view! { <ul class="list">{rows}</ul> }
        }
    };
    view! { <div class="stack" role="status"><h3>{t::call_meanwhile()}</h3>{content}</div> }
}

async fn ask(context: Context, is_signed_in: bool, since: UtcInstant) -> Result<News, Failure> {
    let (client, desk) = (context.client(), context.desk());
    let (mut tickets, mut callbacks) = (Vec::<Ticket>::new(), Vec::<contract::Callback>::new());
    if is_signed_in {
        if desk.can(Capability::Tickets) {
            tickets = client.get::<TicketPage>("/tickets?limit=20", &Credential::Session).await?.items;
        }
        if desk.can(Capability::Callbacks) {
            callbacks = client.get::<CallbackList>("/callbacks", &Credential::Session).await?.items;
        }
    } else {
        let path = |kind: &str, number: &str| [kind, &crate::browser::page::encode(number)].concat();
        for number in untrack(|| secrets::remembered(context, Contact::Ticket)) {
            tickets.extend(client.get(&path("/tickets/", &number), &secrets::credential(Contact::Ticket, &number)).await.ok());
        }
        for number in untrack(|| secrets::remembered(context, Contact::Callback)) {
            callbacks.extend(client.get(&path("/callbacks/", &number), &secrets::credential(Contact::Callback, &number)).await.ok());
        }
    }
    let is_later = |at: &Option<String>| at.as_deref().and_then(parse_instant).is_some_and(|at| at > since);
    let moved = tickets.into_iter().filter(|ticket| is_later(&ticket.last_update)).map(|ticket| {
        let status = crate::tickets::status_in_words(ticket.status);
        (Route::ticket(&ticket.number).href(), [ticket.number.as_str(), ", ", &ticket.name, ": ", &status].concat())
    });
    let missed = callbacks
        .into_iter()
        .filter(|callback| callback.status == CallbackStatus::Missed && is_later(&callback.last_update))
        .map(|callback| (Route::Callback(callback.number.clone()).href(), t::call_missed(&callback.number)));
    Ok(missed.collect::<News>().into_iter().chain(moved).collect())
}
