//! Conversations of the visitor's own that go on: an account's, or those that this device or tab knows.

use super::words;
use crate::context::Context;
use crate::i18n::{self, t};
use crate::markup::{Child, view};
use crate::portal::Credential;
use crate::portal::remote::Loader;
use crate::route::Route;
use crate::secrets::{self, Contact};
use crate::ui::State;
use contract::{Conversation, ConversationList};
use domain::time::parse_instant;
use leptos::prelude::*;

/// So many are looked at.
const MOST: usize = 10;

/// Those of whoever is here. What cannot be read of a guest's is left out.
pub(super) fn load(context: Context) -> Loader<Vec<Conversation>> {
    let client = context.client();
    Loader::new(move || {
        let client = client.clone();
        let is_signed_in = context.session.state.with_untracked(|session| session.value().is_some_and(Option::is_some));
        let numbers = untrack(|| secrets::remembered(context, Contact::Conversation));
        async move {
            if is_signed_in {
                return client.get::<ConversationList>("/conversations", &Credential::Session).await.map(|list| list.items);
            }
            let mut found = Vec::new();
            for number in numbers.iter().rev().take(MOST) {
                found.extend(client.get(&super::path(number), &secrets::credential(Contact::Conversation, number)).await);
            }
            Ok(found)
        }
    })
}

/// Open ones, to go on with.
pub(super) fn open_links(context: Context, own: Loader<Vec<Conversation>>) -> AnyView {
    own.state.with(|own| {
        let open: Vec<AnyView> =
            own.value().into_iter().flatten().filter(|known| words::is_open(known.status)).map(|known| row(context, known)).collect();
        (!open.is_empty())
            .then(|| view! { <section class="stack"><h2>{t::operator_own()}</h2><ul class="ticket-list group rows">{open}</ul></section> })
            .into_child()
    })
}

fn row(context: Context, known: &Conversation) -> AnyView {
    let (status, shape) = words::status(known.status);
    let desk = context.desk();
    let zone = desk.own_zone().map_or_else(|| desk.zone(), |(_, own)| own);
    let when = parse_instant(&known.creation_date).map(|instant| i18n::date_time(instant, &*zone));
    let with = known.operator.as_ref().map(|name| [" · ", name].concat());
    view! {
        <li class="ticket">
            <span class="ticket__name"><a href=Route::Conversation(known.number.clone()).href()>{t::operator_go_on(&known.number)}</a></span>
            <span class="ticket__facts">{when}{with}</span>
            <span class="ticket__state"><State text=status shape /></span>
        </li>
    }
}
