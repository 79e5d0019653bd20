//! Callbacks of the visitor's own: an account's, or those that this device or tab knows.

use super::words;
use crate::context::{Context, context};
use crate::i18n::{self, t};
use crate::markup::{Child, view};
use crate::portal::Credential;
use crate::portal::remote::Loader;
use crate::route::Route;
use crate::secrets::{self, Contact};
use crate::ui::State;
use contract::CallbackList;
use domain::callback::is_open;
use domain::time::parse_instant;
use leptos::prelude::*;

/// So many are shown at most.
const MOST: usize = 10;

/// Those of whoever is here. What cannot be read of a guest's is left out.
pub(super) fn load(context: Context) -> Loader<Vec<contract::Callback>> {
    let client = context.client();
    Loader::new(move || {
        let client = client.clone();
        let is_signed_in = context.session.state.with_untracked(|session| session.value().is_some_and(Option::is_some));
        let numbers = untrack(|| secrets::remembered(context, Contact::Callback));
        async move {
            if is_signed_in {
                return client.get::<CallbackList>("/callbacks", &Credential::Session).await.map(|list| list.items);
            }
            let mut found = Vec::new();
            for number in numbers.iter().rev().take(MOST) {
                found.extend(client.get(&super::path(number), &secrets::credential(Contact::Callback, number)).await);
            }
            Ok(found)
        }
    })
}

/// Open ones, above the form.
pub(super) fn open_links(own: Loader<Vec<contract::Callback>>) -> AnyView {
    own.state.with(|own| {
        let open: Vec<AnyView> = own.value().into_iter().flatten().filter(|callback| is_open(callback.status)).map(row).collect();
        (!open.is_empty())
            .then(|| view! { <section class="stack"><h2>{t::callback_own()}</h2><ul class="ticket-list group rows">{open}</ul></section> })
            .into_child()
    })
}

/// A section of them, where there are any.
#[component]
pub(crate) fn OwnCallbacks(
    /// Only those of which something may still come.
    is_open_only: bool,
) -> AnyView {
    let own = load(context());
    let content = move || {
        own.state.with(|own| {
            let shown = |callback: &&contract::Callback| !is_open_only || is_open(callback.status);
            let rows: Vec<AnyView> = own.value().into_iter().flatten().filter(shown).take(MOST).map(row).collect();
            (!rows.is_empty()).then(|| {
                view! { <section class="home__more stack"><h2>{t::callback_own()}</h2><ul class="ticket-list group rows">{rows}</ul></section> }
            })
        })
    };
    content.into_child()
}

fn row(callback: &contract::Callback) -> AnyView {
    let context = context();
    let (status, shape) = words::status(callback.status);
    let desk = context.desk();
    let zone = desk.own_zone().map_or_else(|| desk.zone(), |(_, own)| own);
    let when = match &callback.slot {
        Some(slot) => Some(words::slot(context, slot)),
        None => parse_instant(&callback.creation_date).map(|instant| i18n::date_time(instant, &*zone)),
    };
    let place = callback.position.map(|place| [" · ", &t::callback_place_tab(&place.to_string())].concat());
    view! {
        <li class="ticket">
            <span class="ticket__name"><a href=Route::Callback(callback.number.clone()).href()>{t::callback_number(&callback.number)}</a></span>
            <span class="ticket__facts">{when}{place}</span>
            <span class="ticket__state"><State text=status shape /></span>
        </li>
    }
}
