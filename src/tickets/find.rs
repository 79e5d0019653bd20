//! `/find`: a guest's ticket by its number and e-mail; its link is sent again.

use crate::account::SignInLinks;
use crate::browser::uuid;
use crate::context::context;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::page::Page;
use crate::portal::intent::Intent;
use crate::portal::outbox::Standing;
use crate::portal::{Failure, words};
use crate::sending;
use crate::ui::{Button, ButtonKind, ButtonType, ErrorSummary, Notice, NoticeKind, TextField};
use contract::TicketLinkRequest;
use domain::ticket::{read_email, read_ticket_number};
use leptos::ev::Event;
use leptos::prelude::*;

const NUMBER: &str = "ticket-number";
const EMAIL: &str = "email";

#[component]
pub(crate) fn FindPage() -> AnyView {
    let context = context();
    let (number, email) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let attempt = RwSignal::new(0_u32);
    let key = RwSignal::new(uuid());
    let asked = StoredValue::new(None::<(String, String)>);
    let standing = Memo::new(move |_| context.outbox.standing(&key.get()));
    let errors = Signal::derive(move || {
        let mut errors = Vec::new();
        if attempt.get() > 0 {
            if number.with(|typed| read_ticket_number(typed).is_none()) {
                errors.push((NUMBER.to_owned(), t::find_number_wrong()));
            }
            if email.with(|typed| read_email(typed).is_none()) {
                errors.push((EMAIL.to_owned(), t::rule_not_an_email()));
            }
        }
        errors
    });
    let error_of =
        move |id: &'static str| Signal::derive(move || errors.read().iter().find(|(field, _)| field == id).map(|(_, text)| text.clone()));
    let submit = move |event: Event| {
        event.prevent_default();
        attempt.update(|attempt| *attempt = attempt.saturating_add(1));
        let request = number.with_untracked(|typed| read_ticket_number(typed)).zip(email.with_untracked(|typed| read_email(typed)));
        let Some((number, email)) = request else { return };
        // Asking again is another intent; asking the same again while the first is not answered is not.
        let is_same = asked.get_value().as_ref() == Some(&(number.clone(), email.clone()));
        if !is_same || !matches!(standing.get_untracked(), Some(Standing::Sending | Standing::Kept { .. })) {
            key.set(uuid());
        }
        asked.set_value(Some((number.clone(), email.clone())));
        // A guest's tickets are asked for, so it is asked as a guest.
        let intent = Intent::send_ticket_link(key.get_untracked(), None, &TicketLinkRequest { number, email });
        leptos::task::spawn_local(async move {
            sending::send(context, intent).await;
        });
    };
    let write = |signal: RwSignal<String>| Callback::new(move |typed| signal.set(typed));
    let busy = Signal::derive(move || matches!(standing.get(), Some(Standing::Sending)));
    view! {
        <Page title=t::find_title() class="page--narrow">
            <p class="page__lead">{t::find_text()}</p>
            <ErrorSummary title=t::form_errors() errors attempt />
            {move || outcome(standing.get())}
            <form class="stack" novalidate on:submit=submit>
                <TextField id=NUMBER label=t::find_number() hint=Some(t::find_number_hint()) value=number on_input=write(number) error=error_of(NUMBER) required=true />
                <TextField id=EMAIL label=t::form_email() hint=Some(t::find_email_hint()) value=email on_input=write(email) error=error_of(EMAIL) input_type="email" autocomplete="email" required=true />
                <p class="actions"><Button label=t::find_send() kind=ButtonKind::Primary r#type=ButtonType::Submit busy /></p>
            </form>
            {move || context.account().is_none().then(|| view! { <h2>{t::find_signed_in()}</h2><SignInLinks /> })}
        </Page>
    }
}

/// The same words whether the ticket exists or not.
fn outcome(standing: Option<Standing>) -> AnyView {
    let failed = |failure: &Failure| {
        let words = words::of_read(failure);
        view! { <Notice kind=NoticeKind::Error title=words.title><p>{words.advice}</p></Notice> }
    };
    match standing {
        None => ().into_child(),
        Some(Standing::Sending) => view! { <p role="status">{t::new_sending()}</p> },
        Some(Standing::Done(_)) => {
            view! { <Notice kind=NoticeKind::Success title=t::find_sent()><p role="status">{t::find_sent_advice()}</p></Notice> }
        }
        Some(Standing::Kept { failure, .. } | Standing::Refused(failure)) => failed(&failure),
    }
}
