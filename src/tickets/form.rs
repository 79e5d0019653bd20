//! The form of a category: the portal's questions, then what it is about, then who asks.

use super::field::{self, Wrong};
use super::new::{Writing, step};
use crate::account::SignInLinks;
use crate::context::Context;
use crate::files::Files;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::page::Page;
use crate::portal::{Failure, words};
use crate::questions;
use crate::route::{Route, Step};
use crate::ui::{Button, ButtonKind, ButtonType, CheckboxGroup, Choice, ErrorSummary, Notice, NoticeKind, TextArea, TextField};
use contract::{Attribute, Capability, Category, Consent};
use domain::ticket::{Field, in_order, limits};
use leptos::ev::Event;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// The room left is said from here on, in characters.
const LITTLE_ROOM: usize = 500;

#[component]
pub(super) fn TicketForm(writing: Writing, category: Category) -> AnyView {
    let wrong = Memo::new(move |_| writing.wrong());
    let navigate = use_navigate();
    let id = category.id.clone();
    let submit = move |event: Event| {
        event.prevent_default();
        writing.refused.set(None);
        writing.attempt.update(|attempt| *attempt = attempt.saturating_add(1));
        if untrack(|| writing.validated()).is_ok() {
            navigate(&Route::NewTicket { category: Some(id.clone()), step: Step::Check }.href(), Default::default());
        }
    };
    let of_portal = in_order(&category).into_iter().map(|question| (Field::Attribute(question.code.clone()), question.description.clone()));
    // What says nothing away from its place is named in the summary: "answer this", "digits are missing".
    let labels: Vec<(Field, String)> = of_portal.chain([(Field::Phone, t::form_phone())]).collect();
    let summary = Signal::derive(move || {
        let named = |(field, text): &Wrong| match labels.iter().find(|(other, _)| other == field) {
            Some((_, label)) => (field::id(field), [label.as_str(), if label.ends_with('?') { " " } else { ": " }, text].concat()),
            None => (field::id(field), text.clone()),
        };
        wrong.read().iter().map(named).collect()
    });
    let questions: Vec<AnyView> = in_order(&category).into_iter().map(|attribute| question(writing, wrong, attribute)).collect();
    let consents: Vec<AnyView> = writing.context.desk().wire.consents.iter().map(|consent| agreement(writing, wrong, consent)).collect();
    let guest = (!writing.is_signed_in()).then(|| view! { <p>{t::form_guest()}</p><SignInLinks /> });
    view! {
        <Page title=category.name.clone() class="page--narrow">
            <ErrorSummary title=t::form_errors() errors=summary attempt=writing.attempt />
            {step(2)}
            <p><a href=Route::new_ticket().href()>{t::new_other_category()}</a></p>
            {category.description.clone().map(|about| view! { <p class="page__lead">{about}</p> })}
            {guest}
            {writing.draft.notice()}
            {move || refusal(writing, wrong)}
            <form class="stack" novalidate on:submit=submit>
                {questions}
                {about(writing, wrong)}
                <Files />
                {contact(writing, wrong)}
                {consents}
                <p class="actions">
                    <Button label=t::form_check() kind=ButtonKind::Primary r#type=ButtonType::Submit />
                </p>
                <p class="muted small">{move || if writing.draft.is_refused() { t::form_not_kept() } else { t::form_kept() }}</p>
            </form>
        </Page>
    }
}

fn error_of(wrong: Memo<Vec<Wrong>>, field: Field) -> Signal<Option<String>> {
    Signal::derive(move || wrong.read().iter().find(|(other, _)| *other == field).map(|(_, text)| text.clone()))
}

/// What the portal objected to that belongs to no field.
fn refusal(writing: Writing, wrong: Memo<Vec<Wrong>>) -> AnyView {
    let refused = writing.refused.get();
    let Some((failure, _)) = refused else { return ().into_child() };
    if matches!(failure, Failure::Fix(_) | Failure::Conflict(_)) && !wrong.read().is_empty() {
        return ().into_child();
    }
    let words = words::of_write(&failure, false);
    view! { <Notice kind=NoticeKind::Error title=words.title><p>{words.advice}</p></Notice> }
}

fn about(writing: Writing, wrong: Memo<Vec<Wrong>>) -> AnyView {
    let draft = writing.draft;
    let room = Signal::derive(move || {
        let left = limits::DESCRIPTION_MAX.saturating_sub(draft.with(|draft| draft.description.chars().count()));
        (left <= LITTLE_ROOM).then(|| t::form_room(u32::try_from(left).unwrap_or(0)))
    });
    view! {
        <TextField
            id=field::id(&Field::Name)
            label=t::form_name()
            hint=Some(t::form_name_hint())
            value=draft.text(|draft| &draft.name)
            on_input=draft.write(|draft| &mut draft.name)
            error=error_of(wrong, Field::Name)
            required=true
        />
        <TextArea
            id=field::id(&Field::Description)
            label=t::form_description()
            hint=Some(t::form_description_hint())
            value=draft.text(|draft| &draft.description)
            on_input=draft.write(|draft| &mut draft.description)
            error=error_of(wrong, Field::Description)
            count=room
            required=true
        />
    }
}

fn contact(writing: Writing, wrong: Memo<Vec<Wrong>>) -> AnyView {
    let draft = writing.draft;
    let is_guest = !writing.is_signed_in();
    let email_hint = if is_guest { t::form_email_hint_guest() } else { t::form_email_hint() };
    let values = Signal::derive(move || {
        draft.with(|draft| {
            let email = draft.notify_email.then(|| EMAIL.to_owned());
            email.into_iter().chain(draft.notify_sms.then(|| SMS.to_owned())).collect::<Vec<_>>()
        })
    });
    let notify = Callback::new(move |(key, chosen): (String, bool)| {
        draft.change(|draft| if key == EMAIL { draft.notify_email = chosen } else { draft.notify_sms = chosen });
    });
    // A guest is written to by e-mail in any case: the link is in it.
    let mut choices = Vec::new();
    if !is_guest {
        choices.push(Choice::new(EMAIL, t::form_notify_email()));
    }
    if writing.context.desk().can(Capability::Sms) {
        choices.push(Choice::new(SMS, t::form_notify_sms()));
    }
    view! {
        <h2>{t::form_contact()}</h2>
        <TextField
            id=field::id(&Field::FullName)
            label=t::form_full_name()
            hint=Some(t::form_full_name_hint())
            value=draft.text(|draft| &draft.full_name)
            on_input=draft.write(|draft| &mut draft.full_name)
            error=error_of(wrong, Field::FullName)
            autocomplete="name"
            required=true
        />
        <TextField
            id=field::id(&Field::Email)
            label=t::form_email()
            hint=Some(email_hint)
            value=draft.text(|draft| &draft.email)
            on_input=draft.write(|draft| &mut draft.email)
            error=error_of(wrong, Field::Email)
            input_type="email"
            autocomplete="email"
            required=is_guest
        />
        <TextField
            id=field::id(&Field::Phone)
            label=t::form_phone()
            hint=Some(t::form_phone_hint())
            optional_mark=Some(t::form_optional())
            value=draft.text(|draft| &draft.phone)
            on_input=draft.write(|draft| &mut draft.phone)
            error=error_of(wrong, Field::Phone)
            input_type="tel"
            autocomplete="tel"
        />
        {(!choices.is_empty()).then(|| {
            view! {
                <CheckboxGroup
                    id=field::id(&Field::Notify)
                    label=t::form_notify()
                    optional_mark=Some(t::form_optional())
                    choices
                    values=values
                    on_change=notify
                    error=error_of(wrong, Field::Notify)
                />
            }
        })}
    }
}

const EMAIL: &str = "email";
const SMS: &str = "sms";

fn agreement(writing: Writing, wrong: Memo<Vec<Wrong>>, consent: &Consent) -> AnyView {
    let field = Field::Consent(consent.id.clone());
    let (draft, context): (_, Context) = (writing.draft, writing.context);
    let checked = {
        let consent = consent.clone();
        Signal::derive(move || draft.with(|draft| draft.agrees_to(&consent)))
    };
    let set = {
        let consent = consent.clone();
        Callback::new(move |at| draft.change(|draft| if let Some(at) = at { draft.agree(&consent, at) } else { draft.disagree(&consent) }))
    };
    crate::consent::agreement(context, field::id(&field), consent, checked, set, error_of(wrong, field))
}

/// One question of the portal's.
fn question(writing: Writing, wrong: Memo<Vec<Wrong>>, attribute: &Attribute) -> AnyView {
    let field = Field::Attribute(attribute.code.clone());
    let (id, error, draft) = (field::id(&field), error_of(wrong, field), writing.draft);
    let code = attribute.code.clone();
    let values = Signal::derive(move || draft.with(|draft| draft.answers.get(&code).cloned().unwrap_or_default()));
    let code = attribute.code.clone();
    let set = Callback::new(move |values| draft.change(|draft| draft.answers.insert(code.clone(), values)));
    questions::question(id, attribute, values, set, error)
}
