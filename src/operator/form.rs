//! Before a conversation: whether somebody is free, how long it takes, what is open instead; and who asks what.

use super::own;
use super::start::Starting;
use super::words::Wrong;
use crate::callback::field_id;
use crate::consent::agreement;
use crate::contacts::ways;
use crate::context::Context;
use crate::hours::HoursState;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::page::Page;
use crate::portal::{Failure, words as failures};
use crate::route::Route;
use crate::ui::{
    Button, ButtonKind, ButtonType, Checkbox, Choice, ErrorSummary, LinkButton, Notice, NoticeKind, SelectField, TextArea, TextField,
};
use contract::{Capability, ChannelAvailability, ChannelKind, Consent};
use domain::callback::{Field, minutes};
use domain::hours::State;
use leptos::ev::Event;
use leptos::prelude::*;

/// Whoever would wait longer, in minutes, is told what is quicker.
const CROWDED: u32 = 10;

pub(super) fn form(starting: Starting) -> AnyView {
    let context = starting.context;
    let wrong = Memo::new(move |_| starting.wrong());
    let summary = Signal::derive(move || wrong.read().iter().map(|(field, text)| (field_id(field), text.clone())).collect());
    let is_closed = Memo::new(move |_| is_closed(context));
    let content = move || if is_closed.get() { closed(context) } else { fields(starting, wrong) };
    let desk = context.desk();
    let state = desk.channel(ChannelKind::OperatorChat).map(|channel| view! { <p><HoursState channel /></p> });
    view! {
        <Page title=t::operator_title() class="page--narrow">
            <ErrorSummary title=t::form_errors() errors=summary attempt=starting.attempt />
            <div class="operator-now" role="status">
                {state}
                <p>{move || now_in_words(context)}</p>
            </div>
            {move || own::open_links(context, starting.own)}
            {starting.draft.notice()}
            {move || refusal(starting, wrong)}
            {content}
        </Page>
    }
}

fn is_closed(context: Context) -> bool {
    let channel = context.desk().channel(ChannelKind::OperatorChat);
    let hours = channel.and_then(|channel| channel.hours);
    hours.is_some_and(|(timetable, zone)| matches!(timetable.state_at(&*zone, context.clock.minute()), State::Closed { .. }))
}

/// What is known of the operators at this moment. Tracked.
fn figures(context: Context) -> Option<ChannelAvailability> {
    context
        .availability
        .state
        .with(|availability| availability.value()?.channels.iter().find(|channel| channel.kind == ChannelKind::OperatorChat).cloned())
}

/// The wait is long: other ways are quicker. Tracked.
fn is_crowded(context: Context) -> bool {
    figures(context).and_then(|figures| minutes(figures.estimated_wait)).is_some_and(|wait| wait > CROWDED)
}

fn now_in_words(context: Context) -> Option<String> {
    if is_closed(context) {
        return None;
    }
    let figures = figures(context)?;
    if figures.operators_free.is_some_and(|free| free > 0) {
        return Some(t::operator_free());
    }
    figures.operators_free?;
    let waiting = figures.queue_length.filter(|length| *length > 0).map(t::operator_queue);
    let wait = minutes(figures.estimated_wait).map_or_else(t::operator_wait_unknown, t::operator_wait);
    Some([Some(t::operator_busy()), waiting, Some(wait)].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// What is open instead, and where an answer comes to without waiting.
fn closed(context: Context) -> AnyView {
    let desk = context.desk();
    let ticket = desk
        .can(Capability::Tickets)
        .then(|| view! { <LinkButton label=t::home_new_ticket() href=Route::new_ticket().href() kind=ButtonKind::Primary /> });
    view! {
        <p class="page__lead">{t::operator_closed()}</p>
        <p class="actions">{ticket}{callback(context)}</p>
        <section class="stack">
            <h2>{t::operator_instead()}</h2>
            {ways(&desk, |kind| kind != ChannelKind::OperatorChat)}
        </section>
    }
}

fn callback(context: Context) -> AnyView {
    let can = context.desk().can(Capability::Callbacks);
    can.then(|| view! { <LinkButton label=t::callback_ask() href=Route::NewCallback.href() /> }).into_child()
}

/// Away from the crowd.
fn advice(context: Context) -> AnyView {
    let is_crowded = Memo::new(move |_| is_crowded(context));
    let is_busy = Memo::new(move |_| figures(context).is_some_and(|figures| figures.operators_free == Some(0)));
    let content = move || {
        if is_crowded.get() {
            let desk = context.desk();
            let is_quicker = |kind| matches!(kind, ChannelKind::Callback | ChannelKind::TicketForm | ChannelKind::Email);
            return view! {
                <Notice kind=NoticeKind::Warning title=t::operator_crowded()>
                    <p>{t::operator_crowded_text()}</p>
                    {ways(&desk, is_quicker)}
                </Notice>
            };
        }
        is_busy.get().then(|| view! { <p class="actions">{callback(context)}</p> }).into_child()
    };
    content.into_child()
}

fn error_of(wrong: Memo<Vec<Wrong>>, field: Field) -> Signal<Option<String>> {
    Signal::derive(move || wrong.read().iter().find(|(other, _)| *other == field).map(|(_, text)| text.clone()))
}

fn fields(starting: Starting, wrong: Memo<Vec<Wrong>>) -> AnyView {
    let (context, draft) = (starting.context, starting.draft);
    let desk = context.desk();
    let submit = move |event: Event| {
        event.prevent_default();
        starting.submit();
    };
    let topics = desk.wire.categories.iter().map(|category| Choice::new(category.id.clone(), category.name.clone())).collect();
    let consents: Vec<AnyView> = desk.wire.consents.iter().map(|consent| consent_to(starting, wrong, consent)).collect();
    view! {
        {advice(context)}
        <form class="stack" novalidate on:submit=submit>
            <TextField
                id=field_id(&Field::FullName)
                label=t::form_full_name()
                value=draft.text(|draft| &draft.full_name)
                on_input=draft.write(|draft| &mut draft.full_name)
                error=error_of(wrong, Field::FullName)
                autocomplete="name"
                required=true
            />
            <SelectField
                id=field_id(&Field::Category)
                label=t::callback_topic()
                optional_mark=Some(t::form_optional())
                placeholder=t::form_choose()
                choices=topics
                value=draft.text(|draft| &draft.category)
                on_change=draft.write(|draft| &mut draft.category)
                error=error_of(wrong, Field::Category)
            />
            {move || sheet(starting)}
            <TextArea
                id=field_id(&Field::Description)
                label=t::operator_question()
                hint=Some(t::operator_question_hint())
                optional_mark=Some(t::form_optional())
                value=draft.text(|draft| &draft.description)
                on_input=draft.write(|draft| &mut draft.description)
                error=error_of(wrong, Field::Description)
            />
            <TextField
                id="previous"
                label=t::operator_previous()
                hint=Some(t::operator_previous_hint())
                optional_mark=Some(t::form_optional())
                value=draft.text(|draft| &draft.previous)
                on_input=draft.write(|draft| &mut draft.previous)
            />
            {consents}
            <p class="actions"><Button label=t::operator_begin() kind=ButtonKind::Primary r#type=ButtonType::Submit /></p>
            <p class="muted small">{move || if draft.is_refused() { t::form_not_kept() } else { t::form_kept() }}</p>
        </form>
        <p><a href=Route::Contacts.href()>{t::home_ways()}</a></p>
    }
}

/// What the portal objected to that belongs to no field.
fn refusal(starting: Starting, wrong: Memo<Vec<Wrong>>) -> AnyView {
    let Some(failure) = starting.refused.get() else { return ().into_child() };
    if matches!(failure, Failure::Fix(_) | Failure::Conflict(_)) && !wrong.read().is_empty() {
        return ().into_child();
    }
    let words = failures::of_write(&failure, false);
    view! { <Notice kind=NoticeKind::Error title=words.title><p>{words.advice}</p></Notice> }
}

/// Whether the operator gets the call sheet, if there is one about this topic.
fn sheet(starting: Starting) -> AnyView {
    let draft = starting.draft;
    let topic = draft.with(|draft| draft.category.clone());
    if starting.sheet().is_none() {
        return ().into_child();
    }
    let name = starting.context.desk().category_name(&topic).unwrap_or_default().to_owned();
    let checked = Signal::derive(move || draft.with(|draft| !draft.without_sheet));
    let change = Callback::new(move |with: bool| draft.change(|draft| draft.without_sheet = !with));
    view! { <Checkbox id="sheet" checked on_change=change>{t::callback_sheet(&name)}</Checkbox> }
}

fn consent_to(starting: Starting, wrong: Memo<Vec<Wrong>>, consent: &Consent) -> AnyView {
    let (field, draft) = (Field::Consent(consent.id.clone()), starting.draft);
    let (read, write) = (consent.clone(), consent.clone());
    let checked = Signal::derive(move || draft.with(|draft| draft.agrees_to(&read)));
    let set = Callback::new(move |at| draft.change(|draft| draft.agree(&write, at)));
    agreement(starting.context, field_id(&field), consent, checked, set, error_of(wrong, field))
}
