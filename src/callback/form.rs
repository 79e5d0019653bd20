//! The form: when, which number, who, and what about.

use super::ask::Asking;
use super::fields::{PhoneField, When};
use super::words::{self, Wrong};
use super::{facts, own, twice};
use crate::consent::agreement;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::page::Page;
use crate::portal::{Failure, words as failures};
use crate::route::Route;
use crate::ui::{Button, ButtonKind, ButtonType, Checkbox, Choice, ErrorSummary, Notice, NoticeKind, SelectField, TextArea, TextField};
use contract::Consent;
use domain::callback::{Field, limits};
use leptos::ev::Event;
use leptos::prelude::*;

/// The room left is said from here on, in characters.
const LITTLE_ROOM: usize = 500;

pub(super) fn form(asking: Asking) -> AnyView {
    let (context, draft) = (asking.context, asking.draft);
    let wrong = Memo::new(move |_| asking.wrong());
    let summary = Signal::derive(move || wrong.read().iter().map(|(field, text)| (words::id(field), text.clone())).collect());
    let submit = move |event: Event| {
        event.prevent_default();
        asking.submit();
    };
    let desk = context.desk();
    let consents: Vec<AnyView> = desk.wire.consents.iter().map(|consent| consent_to(asking, wrong, consent)).collect();
    let topics = desk.wire.categories.iter().map(|category| Choice::new(category.id.clone(), category.name.clone())).collect();
    let room = Signal::derive(move || {
        let left = limits::DESCRIPTION_MAX.saturating_sub(draft.with(|draft| draft.description.chars().count()));
        (left <= LITTLE_ROOM).then(|| t::form_room(u32::try_from(left).unwrap_or(0)))
    });
    // Untracked: the form must not be built anew with every letter.
    let previous = untrack(|| draft.with(|draft| draft.previous.clone()));
    view! {
        <Page title=t::callback_title() class="page--narrow">
            <ErrorSummary title=t::form_errors() errors=summary attempt=asking.attempt />
            <p class="page__lead">{t::callback_lead()}</p>
            {facts::now(context)}
            {move || own::open_links(asking.own)}
            {(!previous.is_empty()).then(|| view! { <p class="muted">{t::callback_after(&previous)}</p> })}
            {draft.notice()}
            {move || refusal(asking, wrong)}
            {move || twice::question(asking, error_of(wrong, Field::Reason))}
            <form class="stack" novalidate on:submit=submit>
                <When
                    context
                    later=Signal::derive(move || draft.with(|draft| draft.later))
                    slot=draft.text(|draft| &draft.slot)
                    set_later=Callback::new(move |later| draft.change(|draft| draft.later = later))
                    set_slot=draft.write(|draft| &mut draft.slot)
                    error=error_of(wrong, Field::Slot)
                />
                <PhoneField
                    value=draft.text(|draft| &draft.phone)
                    on_input=Callback::new(move |typed| twice::on_another_number(asking, typed))
                    error=error_of(wrong, Field::Phone)
                />
                <TextField
                    id=words::id(&Field::FullName)
                    label=t::form_full_name()
                    hint=Some(t::form_full_name_hint())
                    value=draft.text(|draft| &draft.full_name)
                    on_input=draft.write(|draft| &mut draft.full_name)
                    error=error_of(wrong, Field::FullName)
                    autocomplete="name"
                    required=true
                />
                <SelectField
                    id=words::id(&Field::Category)
                    label=t::callback_topic()
                    optional_mark=Some(t::form_optional())
                    placeholder=t::form_choose()
                    choices=topics
                    value=draft.text(|draft| &draft.category)
                    on_change=draft.write(|draft| &mut draft.category)
                    error=error_of(wrong, Field::Category)
                />
                {sheet(asking)}
                <TextArea
                    id=words::id(&Field::Description)
                    label=t::callback_description()
                    hint=Some(t::callback_description_hint())
                    optional_mark=Some(t::form_optional())
                    value=draft.text(|draft| &draft.description)
                    on_input=draft.write(|draft| &mut draft.description)
                    error=error_of(wrong, Field::Description)
                    count=room
                />
                {consents}
                <p class="actions">
                    <Button label=t::callback_ask() kind=ButtonKind::Primary r#type=ButtonType::Submit />
                </p>
                <p class="muted small">{move || if draft.is_refused() { t::form_not_kept() } else { t::form_kept() }}</p>
            </form>
            <p><a href=Route::Contacts.href()>{t::home_ways()}</a></p>
        </Page>
    }
}

pub(super) fn error_of(wrong: Memo<Vec<Wrong>>, field: Field) -> Signal<Option<String>> {
    Signal::derive(move || wrong.read().iter().find(|(other, _)| *other == field).map(|(_, text)| text.clone()))
}

/// What the portal objected to that belongs to no field.
fn refusal(asking: Asking, wrong: Memo<Vec<Wrong>>) -> AnyView {
    let Some((failure, _)) = asking.refused.get() else { return ().into_child() };
    if matches!(failure, Failure::Fix(_) | Failure::Conflict(_)) && !wrong.read().is_empty() {
        return ().into_child();
    }
    let words = failures::of_write(&failure, false);
    view! { <Notice kind=NoticeKind::Error title=words.title><p>{words.advice}</p></Notice> }
}

/// Whether the operator gets the call sheet, if there is one about this topic.
fn sheet(asking: Asking) -> AnyView {
    let draft = asking.draft;
    // By topic: the box must not be built anew when it is ticked.
    let topic = Memo::new(move |_| asking.sheet().map(|_| draft.with(|draft| draft.category.clone())));
    let checked = Signal::derive(move || draft.with(|draft| !draft.without_sheet));
    let change = Callback::new(move |with: bool| draft.change(|draft| draft.without_sheet = !with));
    let content = move || {
        let desk = asking.context.desk();
        let name = topic.with(|topic| topic.as_deref().and_then(|id| desk.category_name(id)).map(str::to_owned));
        name.map(|name| view! { <Checkbox id="sheet" checked on_change=change>{t::callback_sheet(&name)}</Checkbox> })
    };
    content.into_child()
}

fn consent_to(asking: Asking, wrong: Memo<Vec<Wrong>>, consent: &Consent) -> AnyView {
    let (field, draft) = (Field::Consent(consent.id.clone()), asking.draft);
    let (read, write) = (consent.clone(), consent.clone());
    let checked = Signal::derive(move || draft.with(|draft| draft.agrees_to(&read)));
    let set = Callback::new(move |at| draft.change(|draft| draft.agree(&write, at)));
    agreement(asking.context, words::id(&field), consent, checked, set, error_of(wrong, field))
}
