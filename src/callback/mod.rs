//! `/callback`: the portal calls the visitor.

use crate::context::Context;
use crate::i18n::t;
use crate::markup::view;
use crate::page::Page;
use crate::portal::intent::Intent;
use crate::portal::outbox::Standing;
use leptos::prelude::*;

/// The portal has the request for a callback, or will not have it.
pub(crate) fn settled(_: Context, _: &Intent, _: &Standing) {}

#[component]
pub(crate) fn NewCallbackPage() -> AnyView {
    view! { <Page title=t::action_call() class="page--narrow">{()}</Page> }
}

pub(crate) fn callback_page(_: String) -> AnyView {
    view! { <Page title=t::action_call() class="page--narrow">{()}</Page> }
}
