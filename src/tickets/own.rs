//! Tickets of the visitor's own, on the first screen: an account's open ones, or those that this device or tab knows.

use super::list::{TicketRows, path};
use crate::context::{Context, context};
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::portal::remote::Loader;
use crate::portal::{Credential, Remote};
use crate::route::Route;
use crate::secrets::{self, Contact};
use contract::{Capability, TicketPage};
use domain::ticket::Group;
use leptos::prelude::*;

/// So many open tickets are shown.
const OPEN: u32 = 3;

/// A section of them, where there are any. Tracked.
pub(crate) fn own_tickets(context: Context) -> AnyView {
    if !context.desk().can(Capability::Tickets) {
        return ().into_child();
    }
    if context.account().is_some() {
        return view! { <OpenTickets /> };
    }
    let numbers = secrets::remembered(context, Contact::Ticket);
    if numbers.is_empty() {
        return ().into_child();
    }
    let link = |number: &String| {
        let link = view! { <a href=Route::ticket(number).href()>{number.clone()}</a> };
        view! { <li class="ticket"><span class="ticket__name">{link}</span></li> }
    };
    let links: Vec<AnyView> = numbers.iter().map(link).collect();
    view! { <section class="home__more"><h2>{t::home_tickets()}</h2><ul class="ticket-list group rows">{links}</ul></section> }
}

#[component]
fn OpenTickets() -> AnyView {
    let client = context().client();
    let page = Loader::new(move || {
        let client = client.clone();
        async move { client.get::<TicketPage>(&path(&[Group::WaitingForYou, Group::Open], OPEN), &Credential::Session).await }
    });
    let rows = move || {
        page.state.with(|page| match page {
            Remote::Ready(page) | Remote::Stale(page, _) if !page.items.is_empty() => Some(view! {
                <section class="home__more">
                    <h2>{t::home_tickets()}</h2>
                    <TicketRows tickets=page.items.clone() />
                    <p><a href=Route::Tickets.href()>{t::home_all_tickets()}</a></p>
                </section>
            }),
            _ => None,
        })
    };
    rows.into_child()
}
