//! What stands above a ticket that has just been sent: the number, large, and what to do with it.

use crate::browser::page;
use crate::context::context;
use crate::i18n::{self, t};
use crate::markup::{Child, view};
use crate::numbers::CopyButton;
use crate::route::guest_link;
use crate::secrets::{self, Contact};
use crate::ui::{Button, Checkbox};
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
            <GuestAccess number=ticket.number />
        </section>
    }
}

/// For a guest: the link that opens the ticket again, and whether the device should remember it.
#[component]
pub(super) fn GuestAccess(number: String) -> AnyView {
    let Some(secret) = secrets::of(Contact::Ticket, &number).filter(|_| context().account().is_none()) else { return ().into_child() };
    let link = guest_link(&page::origin(), &number, &secret);
    let remembered = RwSignal::new(secrets::is_remembered(Contact::Ticket, &number));
    let denied = RwSignal::new(false);
    let remember = Callback::new(move |wanted| {
        let done = secrets::remember(Contact::Ticket, &number, wanted);
        denied.set(!done);
        remembered.set(wanted && done);
    });
    let error = Signal::derive(move || denied.get().then(t::sent_remember_denied));
    view! {
        <div class="stack">
            <p>{t::sent_guest_link()}</p>
            <p class="actions"><CopyButton text=link label=t::sent_copy_link() /></p>
            <Checkbox id="remember" checked=remembered on_change=remember error>{t::sent_remember()}</Checkbox>
        </div>
    }
}
