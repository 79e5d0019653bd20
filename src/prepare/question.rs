//! One question: its fields, why it is asked, and what an operator will not ask.

use super::{At, field_id, is_first_of_identity};
use crate::account::portal_page;
use crate::browser::agent;
use crate::files::Files;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::page::Page;
use crate::questions;
use crate::tickets::rule_in_words;
use crate::ui::{Button, ButtonKind, ButtonType, ErrorSummary, LinkButton};
use contract::{Attribute, ChecklistPage};
use domain::prepare::{check_page, code, is_asked};
use leptos::ev::Event;
use leptos::prelude::*;

#[component]
pub(super) fn Question(at: At, page: ChecklistPage) -> AnyView {
    let preparing = at.preparing;
    for (code, detect) in [(code::DEVICE, agent::device as fn() -> String), (code::BROWSER, agent::browser)] {
        if page.items.iter().any(|item| item.code == code) && untrack(|| preparing.with(|answers| answers.values.get(code).is_none())) {
            preparing.change(|answers| answers.fill(code, &detect()));
        }
    }
    let attempt = RwSignal::new(0_u32);
    let wrong = {
        let page = page.clone();
        Memo::new(move |_| if attempt.get() == 0 { Vec::new() } else { preparing.with(|answers| check_page(&page, answers)) })
    };
    let labels: Vec<(String, String)> = page.items.iter().map(|item| (item.code.clone(), item.description.clone())).collect();
    let summary = Signal::derive(move || {
        let name = |code: &str| labels.iter().find(|(other, _)| other == code).map(|(_, label)| label.clone()).unwrap_or_default();
        let line = |(code, rule): &(String, _)| (field_id(code), [&name(code), ": ", &rule_in_words(rule)].concat());
        wrong.read().iter().map(line).collect::<Vec<_>>()
    });
    let navigate = leptos_router::hooks::use_navigate();
    let submit = {
        let (at, page) = (at.clone(), page.clone());
        move |event: Event| {
            event.prevent_default();
            if preparing.with(|answers| check_page(&page, answers)).is_empty() {
                navigate(&untrack(|| at.next()), Default::default());
            } else {
                attempt.update(|attempt| *attempt = attempt.saturating_add(1));
            }
        }
    };
    let items: Vec<AnyView> = page.items.iter().map(|item| asked(&at, wrong, item)).collect();
    let never = is_first_of_identity(&at.category, &page).then(|| never_asked(&at));
    let files = page.attachments.then(|| view! { <Files /> });
    let skip = {
        let at = at.clone();
        move || view! { <LinkButton label=t::prepare_skip() href=at.next() kind=ButtonKind::Quiet /> }
    };
    view! {
        <Page title=page.title class="page--narrow">
            <ErrorSummary title=t::form_errors() errors=summary attempt />
            {at.head()}
            {page.reason.map(|reason| view! { <p class="page__lead">{reason}</p> })}
            <form class="stack" novalidate on:submit=submit>
                {items}
                {files}
                {never}
                <p class="actions">
                    <Button label=t::prepare_next() kind=ButtonKind::Primary r#type=ButtonType::Submit />
                    {skip}
                </p>
                <p class="muted small">{move || if preparing.is_refused() { t::form_not_kept() } else { t::prepare_kept() }}</p>
            </form>
        </Page>
    }
}

/// One field, while it is asked; below it what the profile says otherwise.
fn asked(at: &At, wrong: Memo<Vec<(String, domain::ticket::Rule)>>, item: &Attribute) -> AnyView {
    let (preparing, of_item) = (at.preparing, item.clone());
    let is_asked = Memo::new(move |_| preparing.with(|answers| is_asked(&of_item, answers)));
    let item = item.clone();
    let field = move || {
        is_asked.get().then(|| {
            let code = item.code.clone();
            let error =
                Signal::derive(move || wrong.read().iter().find(|(other, _)| *other == code).map(|(_, rule)| rule_in_words(rule)));
            let (values, set) = preparing.item(&item.code);
            view! { {questions::question(field_id(&item.code), &item, values, set, error)}{differs(at_profile(preparing, &item.code), set)} }
        })
    };
    field.into_child()
}

/// What the profile says of an item, where something else was typed.
fn at_profile(preparing: super::Preparing, code: &str) -> Memo<Option<String>> {
    let code = code.to_owned();
    Memo::new(move |_| {
        let account = preparing.context.account()?;
        preparing.with(|answers| answers.differs_from(&code, &account))
    })
}

fn differs(known: Memo<Option<String>>, set: Callback<Vec<String>>) -> AnyView {
    let address = crate::context::context().desk().wire.addresses.profile.clone();
    let content = move || {
        known.get().map(|known| {
            let correct = portal_page(address.as_deref()).map(|href| view! { " "<a rel="external" href=href>{t::account_correct()}</a> });
            let text = t::prepare_differs(&known);
            let take = Callback::new(move |()| set.run(vec![known.clone()]));
            view! {
                <p class="small">{text}{correct}</p>
                <p><Button label=t::prepare_take_profile() kind=ButtonKind::Quiet on_click=Some(take) /></p>
            }
        })
    };
    content.into_child()
}

/// What an operator never asks for.
pub(super) fn never_asked(at: &At) -> AnyView {
    let never = at.preparing.context.desk().wire.never_asked.clone();
    list(t::prepare_never(), never)
}

/// A list with a heading; nothing for no entries.
pub(crate) fn list(title: String, entries: Vec<String>) -> AnyView {
    if entries.is_empty() {
        return ().into_child();
    }
    let entries: Vec<AnyView> = entries.into_iter().map(|entry| view! { <li>{entry}</li> }).collect();
    view! { <section class="aside"><h2>{title}</h2><ul class="list">{entries}</ul></section> }
}
