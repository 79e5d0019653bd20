//! `/operator`: a conversation in writing with an operator.

use crate::context::Context;
use crate::i18n::t;
use crate::markup::view;
use crate::page::Page;
use crate::portal::intent::Intent;
use crate::portal::outbox::Standing;
use leptos::prelude::*;

/// The portal has a conversation or a message, or will not have it.
pub(crate) fn settled(_: Context, _: &Intent, _: &Standing) {}

#[component]
pub(crate) fn OperatorPage() -> AnyView {
    view! { <Page title=t::action_call() class="page--narrow">{()}</Page> }
}

pub(crate) fn conversation_page(_: String) -> AnyView {
    view! { <Page title=t::action_call() class="page--narrow">{()}</Page> }
}
