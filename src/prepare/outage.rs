//! A known outage that the topic may be about.

use super::At;
use crate::i18n::t;
use crate::incidents;
use crate::markup::view;
use crate::numbers::CallActions;
use crate::page::Page;
use crate::route::Route;
use crate::ui::{ButtonKind, LinkButton};
use leptos::prelude::*;

#[component]
pub(super) fn Outage(at: At) -> AnyView {
    let context = at.preparing.context;
    let id = at.category.id.clone();
    let news = incidents::news(context, Some(id.clone()));
    let notices = move || -> Vec<AnyView> {
        news.with(|_| ());
        untrack(|| incidents::open_for(context, Some(&id)).iter().map(|incident| incidents::notice(context, incident, true)).collect())
    };
    let next = {
        let at = at.clone();
        move || view! { <LinkButton label=t::outage_next() href=at.next() kind=ButtonKind::Primary /> }
    };
    view! {
        <Page title=t::outage_title() class="page--narrow">
            {at.head()}
            <p class="page__lead">{t::outage_lead()}</p>
            {notices}
            <p class="actions">{next}<LinkButton label=t::outage_wait() href=Route::Home.href() /></p>
            <CallActions class="" />
        </Page>
    }
}
