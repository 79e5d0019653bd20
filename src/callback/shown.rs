//! `/callback/{number}`: how it stands, kept up to date; who will call, and what can still be done about it.

use super::change::{Cancel, Change, Changes};
use super::{calendar, facts, last, words};
use crate::account::SignInLinks;
use crate::browser::page;
use crate::context::{Context, context};
use crate::guest::GuestAccess;
use crate::i18n::{self, t};
use crate::markup::{Child, view};
use crate::page::{FailedRead, Page, Waiting};
use crate::portal::{Failure, Remote};
use crate::route::{self, Route, query};
use crate::secrets::{self, Contact};
use crate::ui::{Button, ButtonKind, LinkButton, Notice, NoticeKind, State, SummaryList, SummaryRow};
use contract::{CallbackStatus, Capability};
use domain::callback::{can_be_called_again, can_be_changed, is_open, minutes};
use domain::states::Step;
use domain::time::parse_instant;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The callback as it is known, once it is.
type Known = Memo<Option<contract::Callback>>;

pub(crate) fn callback_page(number: String) -> AnyView {
    let hash = use_location().hash;
    let content = move || {
        // The same callback's link, opened while it is shown, changes the fragment alone.
        // Read: a memo that nobody has read does not follow anything.
        hash.with(|_| ());
        one(number.clone())
    };
    content.into_child()
}

/// What there is to show. Not what is in it: that changes in its place.
#[derive(Clone, PartialEq)]
enum Shown {
    Waiting { is_slow: bool },
    There,
    NotYours,
    Failed(Failure),
}

fn one(number: String) -> AnyView {
    if let Some(secret) = page::fragment(query::SECRET) {
        secrets::keep(Contact::Callback, &number, &secret);
        page::erase_fragment();
    }
    let context = context();
    let state = context.live.callback(context, &number);
    let last = StoredValue::new(last::read(&number));
    let known = Memo::new(move |_| {
        state.with(|state| match state {
            Remote::Failed(failure) if failure.is_passing() => last.get_value(),
            state => state.value().cloned(),
        })
    });
    Effect::new(move || known.with(|known| known.iter().for_each(last::keep)));
    let shown = Memo::new(move |_| {
        state.with(|state| match state {
            Remote::Loading => Shown::Waiting { is_slow: false },
            Remote::Slow => Shown::Waiting { is_slow: true },
            Remote::Ready(_) | Remote::Stale(..) => Shown::There,
            Remote::Failed(Failure::Gone | Failure::SignIn | Failure::Forbidden) => Shown::NotYours,
            Remote::Failed(failure) if failure.is_passing() && last.with_value(Option::is_some) => Shown::There,
            Remote::Failed(failure) => Shown::Failed(failure.clone()),
        })
    });
    let again = move || leptos::task::spawn_local(async move { context.live.read_all(context).await });
    // An event: a secret of the tab's opened nothing, and the device has another one.
    Effect::new({
        let number = number.clone();
        move || {
            if shown.get() == Shown::NotYours && secrets::forget_wrong(Contact::Callback, &number) {
                again();
            }
        }
    });
    let is_stale = Memo::new(move |_| state.with(|state| state.failure().is_some()));
    let content = move || {
        let title = t::callback_title();
        match shown.get() {
            Shown::Waiting { is_slow } => view! { <Page title><Waiting is_slow /></Page> },
            Shown::There => there(context, number.clone(), known, is_stale),
            Shown::NotYours => not_yours(),
            Shown::Failed(failure) => view! { <Page title><FailedRead failure on_retry=Callback::new(move |()| again()) /></Page> },
        }
    };
    content.into_child()
}

/// There is no such callback, or it is not this visitor's: the portal does not tell which, and neither do we.
fn not_yours() -> AnyView {
    view! {
        <Page title=t::callback_title() class="page--narrow">
            <Notice kind=NoticeKind::Warning title=t::callback_not_yours()>
                <p>{t::callback_not_yours_advice()}</p>
            </Notice>
            <p class="actions"><LinkButton label=t::callback_new() href=Route::NewCallback.href() /></p>
            <SignInLinks />
        </Page>
    }
}

fn there(context: Context, number: String, known: Known, is_stale: Memo<bool>) -> AnyView {
    let changes = Changes::of(context, &number);
    let status = Memo::new(move |_| known.with(|known| known.as_ref().map_or(CallbackStatus::Unknown, |known| known.status)));
    tell(context, known);
    let access = view! {
        <GuestAccess
            contact=Contact::Callback
            number=number.clone()
            route=Route::Callback(number.clone())
            about=t::callback_guest_link()
            remember=t::callback_remember()
        />
    };
    let each = move |view: fn(Context, &contract::Callback) -> AnyView| {
        move || known.with(|known| known.as_ref().map(|known| view(context, known)))
    };
    // Built anew with the state, not with the place: what is typed in it stays.
    let todo = move || {
        let status = status.get();
        untrack(|| known.with(|known| known.as_ref().map(|known| ways(context, changes, status, known))))
    };
    view! {
        <Page title=t::callback_title() class="page--narrow">
            <p class="muted">{t::callback_number(&number)}</p>
            {move || is_stale.get().then(|| view! { <p class="muted small" role="status">{t::callback_old()}</p> })}
            {each(state)}
            {move || changes.notice()}
            {each(trust)}
            {todo}
            {each(rows)}
            {access}
        </Page>
    }
}

/// Says what has changed, once, to those who do not see it; the title says it to those who look at another tab.
fn tell(context: Context, known: Known) {
    let said = Memo::new(move |_| known.with(|known| known.as_ref().map(|known| (known.status, known.position))));
    Effect::new(move |before: Option<Option<(CallbackStatus, Option<u32>)>>| {
        let now = said.get();
        let Some((status, place)) = now else { return now };
        let title = match (status, place) {
            (CallbackStatus::Dialing, _) => t::callback_answer(),
            (CallbackStatus::Queued, Some(place)) => t::callback_place_tab(&place.to_string()),
            _ => words::status(status).0,
        };
        if before.flatten().is_some_and(|before| Some(before) != now) {
            context.announcer.announce(&match place.filter(|_| status == CallbackStatus::Queued) {
                Some(place) => queue_words(place),
                None => title.clone(),
            });
        }
        page::set_title(&t::page_title(&title, &context.desk().wire.name));
        now
    });
}

/// Place 1 is the next one.
fn queue_words(place: u32) -> String {
    match place.saturating_sub(1) {
        0 => t::callback_next(),
        before => t::callback_before(before),
    }
}

/// How it stands: the largest thing on the screen.
fn state(context: Context, callback: &contract::Callback) -> AnyView {
    let (text, shape) = words::status(callback.status);
    let big = |text: String| view! { <p class="callback-state__main">{text}</p> };
    let small = |text: String| view! { <p>{text}</p> };
    let operator = || callback.operator.as_ref().map(|name| small([&t::callback_operator(), ": ", name].concat()));
    let content = match callback.status {
        CallbackStatus::Scheduled => callback.slot.as_ref().map_or_else(
            || small(t::callback_not_known()),
            |slot| {
                let (when, there) = words::slot_and_there(context, slot);
                view! { {big(when)}<p class="muted">{there}</p> }
            },
        ),
        CallbackStatus::Queued => {
            let place = callback.position.map(|place| {
                view! {
                    <p class="callback-state__place"><span>{t::callback_place()}</span>" "<strong>{place.to_string()}</strong></p>
                    <p>{queue_words(place)}</p>
                }
            });
            let wait = minutes(callback.estimated_wait).map_or_else(t::callback_time_taken_wait, t::callback_in);
            view! { {place}<p class="callback-state__wait">{wait}</p><p>{move || facts::begins(context)}</p> }
        }
        CallbackStatus::Dialing => {
            let phone = words::phone(&callback.phone).unwrap_or_else(|| callback.phone.clone());
            view! { {big(t::callback_answer())}{small(t::callback_answer_text(&phone))}{operator()} }
        }
        CallbackStatus::Connected => view! { {operator()}{small(t::callback_text_connected())} },
        CallbackStatus::Missed => {
            let until = callback.expires.as_deref().and_then(parse_instant).map(|expires| {
                let desk = context.desk();
                let zone = desk.own_zone().map_or_else(|| desk.zone(), |(_, own)| own);
                small(t::callback_text_until(&i18n::moment(expires, context.clock.now(), &*zone)))
            });
            view! { {(callback.tries > 0).then(|| small(t::callback_text_missed(callback.tries)))}{until} }
        }
        CallbackStatus::Completed => view! { {operator()}{small(t::callback_text_completed(&callback.number))} },
        CallbackStatus::Cancelled => small(t::callback_text_cancelled()),
        CallbackStatus::Expired => small(t::callback_text_expired()),
        CallbackStatus::Unknown => ().into_child(),
    };
    let class =
        if callback.status == CallbackStatus::Dialing { "callback-state callback-state--now group" } else { "callback-state group" };
    view! { <section class=class><p><State text shape /></p>{content}</section> }
}

/// By what the visitor knows that it is us.
fn trust(_: Context, callback: &contract::Callback) -> AnyView {
    let from = callback.calling_number.as_ref().map(|number| fact(t::callback_calls_from(), number.display.clone()));
    let word = callback.code_word.clone().map(|word| fact(t::callback_code_word(), word));
    if !is_open(callback.status) || (from.is_none() && word.is_none()) {
        return ().into_child();
    }
    let advice = callback.code_word.as_ref().map(|_| view! { <p class="small">{t::callback_code_word_text()}</p> });
    view! {
        <section class="callback-trust group">
            <h2>{t::callback_how_sure()}</h2>
            <dl>{word}{from}</dl>
            {advice}
        </section>
    }
}

fn fact(label: String, value: String) -> AnyView {
    view! { <div><dt>{label}</dt><dd>{value}</dd></div> }
}

/// What can be done about it, as it stands.
fn ways(context: Context, changes: Changes, status: CallbackStatus, callback: &contract::Callback) -> AnyView {
    let again = can_be_called_again(status).then(|| {
        let again = Some(Callback::new(move |()| changes.queue()));
        view! { <Button label=t::callback_again() kind=ButtonKind::Primary busy=changes.is_busy() on_click=again /> }
    });
    let is_over = !is_open(status);
    let renewed = is_over.then(|| {
        let href = route::callback_about(callback.ticket_type.as_deref(), Some(&callback.number));
        view! { <LinkButton label=t::callback_new() href kind=ButtonKind::Primary /> }
    });
    let ticket = (is_over && context.desk().can(Capability::Tickets))
        .then(|| view! { <LinkButton label=t::home_new_ticket() href=Route::new_ticket().href() /> });
    let others = is_over.then(|| view! { <LinkButton label=t::home_ways() href=Route::Contacts.href() kind=ButtonKind::Quiet /> });
    let calendar = (status == CallbackStatus::Scheduled).then(|| {
        let callback = callback.clone();
        let refused = RwSignal::new(false);
        let save = Callback::new(move |()| refused.set(!calendar::save(context, &callback)));
        view! {
            <Button label=t::callback_calendar() on_click=Some(save) />
            {move || refused.get().then(|| view! { <span class="small">{t::contact_refused()}</span> })}
        }
    });
    let cancel = Step::new(status, CallbackStatus::Cancelled).map(|_| view! { <Cancel changes /> });
    let change = can_be_changed(status).then(|| view! { <Change changes known=callback.clone() /> });
    view! {
        <div class="actions">{again}{renewed}{ticket}{calendar}{cancel}{others}</div>
        {change}
    }
}

/// What was asked for.
fn rows(context: Context, callback: &contract::Callback) -> AnyView {
    let desk = context.desk();
    let zone = desk.own_zone().map_or_else(|| desk.zone(), |(_, own)| own);
    let mut rows = vec![SummaryRow::new(t::callback_phone(), words::phone(&callback.phone).unwrap_or_else(|| callback.phone.clone()))];
    rows.extend(callback.slot.as_ref().map(|slot| SummaryRow::new(t::callback_when_at(), words::slot(context, slot))));
    rows.extend(
        callback.ticket_type.as_deref().and_then(|id| desk.category_name(id)).map(|name| SummaryRow::new(t::callback_topic(), name)),
    );
    rows.extend(callback.description.clone().map(|text| SummaryRow::new(t::callback_description(), text)));
    rows.extend(parse_instant(&callback.creation_date).map(|at| SummaryRow::new(t::callback_asked(), i18n::date_time(at, &*zone))));
    view! { <SummaryList rows /> }
}
