//! `/call`: a call, before, during and after it.

use crate::context::Context;
use crate::i18n::t;
use crate::markup::view;
use crate::page::Page;
use crate::portal::intent::Intent;
use crate::portal::outbox::Standing;
use leptos::prelude::*;

/// The portal has the record of a call, or will not have it.
pub(crate) fn settled(_: Context, _: &Intent, _: &Standing) {}

#[component]
pub(crate) fn CallPage() -> AnyView {
    view! { <Page title=t::action_call() class="page--narrow">{()}</Page> }
}
