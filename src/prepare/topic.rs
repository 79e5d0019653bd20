//! What is it about? And going on with, or throwing away, what was begun.

use super::keep::Preparing;
use crate::contacts::written_ways;
use crate::i18n::t;
use crate::markup::view;
use crate::page::Page;
use crate::route::Route;
use crate::ui::{Button, ButtonKind, Dialog, Notice, NoticeKind};
use domain::prepare::Answers;
use leptos::prelude::*;

#[component]
pub(super) fn Topic(preparing: Preparing) -> AnyView {
    let desk = preparing.context.desk();
    let rows: Vec<AnyView> = desk
        .wire
        .categories
        .iter()
        .map(|category| {
            view! {
                <li class="channel">
                    <span class="channel__name"><a href=Route::prepare(&category.id, "").href()>{category.name.clone()}</a></span>
                    {category.description.clone().map(|about| view! { <span class="channel__about">{about}</span> })}
                </li>
            }
        })
        .collect();
    let begun = move || {
        let topics: Vec<String> = preparing.with(|answers| answers.topics().into_iter().map(str::to_owned).collect());
        let desk = preparing.context.desk();
        let links: Vec<AnyView> = topics
            .iter()
            .filter_map(|id| {
                let name = desk.category_name(id)?;
                Some(view! { <li><a href=Route::prepare(id, "sheet").href()>{name.to_owned()}</a></li> })
            })
            .collect();
        (!links.is_empty() && preparing.has_words()).then(|| {
            view! {
                <Notice kind=NoticeKind::Info title=t::prepare_begun()>
                    <ul class="list">{links}</ul>
                    <p class="actions"><StartOver preparing /></p>
                </Notice>
            }
        })
    };
    view! {
        <Page title=t::prepare_title() class="page--narrow">
            <p class="page__lead">{t::prepare_lead()}</p>
            {begun}
            {preparing.notice()}
            <h2>{t::prepare_topic()}</h2>
            <ul class="channel-list group rows">{rows}</ul>
            <h2>{t::prepare_no_voice()}</h2>
            <p>{t::prepare_no_voice_text()}</p>
            {written_ways(&desk)}
        </Page>
    }
}

/// Throws the answers away, after a question.
#[component]
pub(super) fn StartOver(preparing: Preparing) -> AnyView {
    let is_asking = RwSignal::new(false);
    let ask = Callback::new(move |()| is_asking.set(true));
    let navigate = leptos_router::hooks::use_navigate();
    let over = Callback::new(move |()| {
        is_asking.set(false);
        let account = untrack(|| preparing.context.account());
        preparing.change(|answers| {
            *answers = Answers::default();
            if let Some(account) = &account {
                answers.fill_from(account);
            }
        });
        leptos::task::spawn_local(crate::files::forget(preparing.context));
        navigate(&Route::Prepare(None).href(), Default::default());
    });
    view! {
        <Button label=t::prepare_over() kind=ButtonKind::Quiet on_click=Some(ask) />
        <Dialog id="over" title=t::prepare_over_question() close_label=t::settings_keep() open=is_asking on_close=Callback::new(move |()| is_asking.set(false))>
            <p>{t::prepare_over_text()}</p>
            <p class="actions"><Button label=t::prepare_over_yes() kind=ButtonKind::Danger on_click=Some(over) /></p>
        </Dialog>
    }
}
