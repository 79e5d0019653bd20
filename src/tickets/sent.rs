//! What stands above a ticket that has just been sent: the number, large, and what to do with it.

use crate::browser::page;
use crate::guest::GuestAccess;
use crate::i18n::{self, t};
use crate::markup::view;
use crate::numbers::CopyButton;
use crate::route::Route;
use crate::secrets::{self, Contact};
use crate::ui::Button;
use contract::{NotificationChannel, Ticket};
use domain::time::parse_date;
use leptos::prelude::*;

#[component]
pub(super) fn Confirmation(ticket: Ticket) -> AnyView {
    let due = ticket.expected_response_date.as_deref().and_then(parse_date).map(i18n::weekday_date);
    let due = due.map(|day| view! { <p>{t::sent_answer_by(&day)}</p> });
    let mailed = ticket
        .contact
        .email
        .clone()
        .filter(|_| {
            secrets::of(Contact::Ticket, &ticket.number).is_some() || ticket.contact.notify_by.contains(&NotificationChannel::Email)
        })
        .map(|email| view! { <p>{t::sent_mailed(&email)}</p> });
    let print = Callback::new(|()| page::print());
    view! {
        <section class="confirmation group" aria-labelledby="confirmation">
            <h2 id="confirmation" class="confirmation__label">{t::sent_number()}</h2>
            <p class="confirmation__number">{ticket.number.clone()}</p>
            {due}
            {mailed}
            <p class="actions">
                <CopyButton text=ticket.number.clone() label=t::sent_copy() />
                <Button label=t::sent_print() on_click=Some(print) />
            </p>
            {guest_access(ticket.number)}
        </section>
    }
}

/// For a guest: the link that opens the ticket again.
pub(super) fn guest_access(number: String) -> AnyView {
    let route = Route::ticket(&number);
    view! { <GuestAccess contact=Contact::Ticket number route about=t::sent_guest_link() remember=t::sent_remember() /> }
}
