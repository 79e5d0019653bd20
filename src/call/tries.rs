//! Tries: what was heard, and, when it was nothing, what to do until the next one.

use super::{OnTheLine, tick};
use crate::hours::HoursState;
use crate::i18n::{self, t};
use crate::markup::view;
use crate::page::Page;
use crate::route::Route;
use crate::ui::{Button, ButtonKind, LinkButton, Notice, NoticeKind};
use contract::{CallStatus, Capability, ChannelKind};
use domain::call::{Text, Why, is_callback_first, redial};
use domain::time::{UtcInstant, parse_instant};
use domain::zone::Zone as _;
use leptos::prelude::*;

/// Somebody says what became of the call.
fn outcome(on: OnTheLine, label: String, to: CallStatus, kind: ButtonKind) -> AnyView {
    view! { <Button label kind on_click=Some(Callback::new(move |()| on.telephone.step(to))) /> }
}

pub(super) fn ringing(on: OnTheLine) -> AnyView {
    let context = on.telephone.context;
    let number = move || context.line_to_call().map(|line| crate::numbers::in_full(&line));
    let menu = move || {
        let (line, category) = (context.line_to_call()?, on.category()?);
        let entry = line.voice_menu.iter().find(|entry| entry.categories.contains(&category.id))?;
        Some(view! { <p class="sheet-menu">{t::sheet_menu(&entry.keys)}</p> })
    };
    view! {
        <Page title=t::call_ringing() class="page--narrow">
            {on.telephone.notice()}
            <p class="call-number number">{number}</p>
            {menu}
            <p>{t::call_ringing_text()}</p>
            <p class="actions">{outcome(on, t::call_connected(), CallStatus::Connected, ButtonKind::Primary)}</p>
            <p class="actions">
                {outcome(on, t::call_busy(), CallStatus::Busy, ButtonKind::Secondary)}
                {outcome(on, t::call_no_answer(), CallStatus::NoAnswer, ButtonKind::Secondary)}
                {outcome(on, t::call_failed(), CallStatus::Failed, ButtonKind::Secondary)}
            </p>
            <p class="actions">{outcome(on, t::call_give_up(), CallStatus::Ended, ButtonKind::Quiet)}</p>
        </Page>
    }
}

pub(super) fn in_vain(on: OnTheLine, status: CallStatus) -> AnyView {
    let is_callback_first = untrack(|| on.telephone.with(|calling| is_callback_first(calling.record())));
    let title = match status {
        CallStatus::Busy => t::call_is_busy(),
        CallStatus::NoAnswer => t::call_is_silent(),
        _ => t::call_has_failed(),
    };
    let others = elsewhere(on, is_callback_first);
    let state = on.telephone.context.desk().channel(ChannelKind::Phone).map(|channel| view! { <p><HoursState channel /></p> });
    let checks = [t::call_check_number(), t::call_check_hours(), t::call_check_balance(), t::call_check_signal()];
    let checks: Vec<AnyView> = checks.into_iter().map(|check| view! { <li>{check}</li> }).collect();
    let (first, last) = if is_callback_first { (Some(others), None) } else { (None, Some(others)) };
    view! {
        <Page title class="page--narrow">
            {on.telephone.notice()}
            {state}
            {first}
            {countdown(on, is_callback_first)}
            {last}
            <section class="aside"><h2>{t::call_checks()}</h2><ul class="list">{checks}</ul></section>
            {all(on)}
            <p class="actions">{outcome(on, t::call_give_up(), CallStatus::Ended, ButtonKind::Quiet)}</p>
        </Page>
    }
}

pub(super) fn dropped(on: OnTheLine) -> AnyView {
    let number = move || {
        on.telephone.with(|calling| {
            let number = calling.text(Text::ConversationNumber);
            (!number.is_empty()).then(|| t::call_dropped_number(number))
        })
    };
    // The operator called back: it rang, and was answered.
    let answered = Callback::new(move |()| {
        on.telephone.step(CallStatus::Ringing);
        on.telephone.step(CallStatus::Connected);
    });
    view! {
        <Page title=t::call_has_dropped() class="page--narrow">
            {on.telephone.notice()}
            <p>{t::call_dropped_text()}</p>
            {move || number().map(|text| view! { <p>{text}</p> })}
            {countdown(on, false)}
            <p class="actions"><Button label=t::call_called_back() on_click=Some(answered) /></p>
            {elsewhere(on, false)}
            {all(on)}
            <p class="actions">{outcome(on, t::call_over(), CallStatus::Ended, ButtonKind::Quiet)}</p>
        </Page>
    }
}

/// When to try again, and why not before. That the time has come is said once.
fn countdown(on: OnTheLine, is_callback_first: bool) -> AnyView {
    let context = on.telephone.context;
    let phone = context.desk().channel(ChannelKind::Phone).and_then(|phone| phone.hours);
    let next = untrack(|| {
        on.telephone.with(|calling| {
            let hours = phone.as_ref().map(|(timetable, zone)| (&**timetable, &**zone as &dyn domain::zone::Zone));
            redial(calling.record(), hours)
        })
    });
    let again = move |kind| on.dial_link(t::sheet_call, kind);
    let Some(next) = next else { return view! { <p class="actions">{again(ButtonKind::Secondary)}</p> } };
    let zone = phone.map_or_else(|| context.desk().zone(), |(_, zone)| zone);
    let moment = i18n::moment(next.at, on.telephone.now(), &*zone);
    let why = match next.why {
        Why::Crowded => t::call_why_crowded(),
        Why::Failed => t::call_why_failed(),
        Why::Dropped => t::call_why_dropped(),
        Why::Closed => t::call_why_closed(),
    };
    let now = tick::seconds(on.telephone);
    let left = move |now: UtcInstant| u32::try_from(next.at.signed_duration_since(now).num_seconds().max(0)).unwrap_or(u32::MAX);
    let is_due = Memo::new(move |_| left(now.get()) == 0);
    Effect::new(move |before: Option<bool>| {
        let is_due = is_due.get();
        if is_due && before == Some(false) {
            context.announcer.announce(&t::call_due());
        }
        is_due
    });
    let waits = move || {
        if is_due.get() {
            return view! { <p class="call-count call-count--due">{t::call_due()}</p> };
        }
        let clock = (left(now.get_untracked()) < 24 * 60 * 60)
            .then(|| view! { <p class="call-count number" aria-hidden="true">{tick::running("", move || left(now.get()))}</p> });
        view! { {clock}<p>{t::call_next(&moment)}" "{why.clone()}</p> }
    };
    let button = move || again(if is_due.get() && !is_callback_first { ButtonKind::Primary } else { ButtonKind::Secondary });
    view! { <section class="group stack call-next"><h2>{t::call_next_title()}</h2>{waits}<p class="actions">{button}</p></section> }
}

/// The ways on which nobody has to try again.
fn elsewhere(on: OnTheLine, is_first: bool) -> AnyView {
    let desk = on.telephone.context.desk();
    let callback = desk.can(Capability::Callbacks).then(|| {
        let kind = if is_first { ButtonKind::Primary } else { ButtonKind::Secondary };
        view! { <LinkButton label=t::callback_ask() href=on.callback_href() kind /> }
    });
    let operator =
        desk.can(Capability::Conversations).then(|| view! { <LinkButton label=t::call_to_operator() href=Route::Operator.href() /> });
    let ticket = desk.can(Capability::Tickets).then(|| super::carry::to_ticket(on));
    let ways = view! { <p class="actions">{callback}{operator}{ticket}</p> };
    if is_first {
        return view! { <Notice kind=NoticeKind::Info title=t::call_many()><p>{t::call_many_text()}</p>{ways}</Notice> };
    }
    view! { <section class="stack"><h2>{t::call_elsewhere()}</h2>{ways}</section> }
}

/// Every try, the latest first.
fn all(on: OnTheLine) -> AnyView {
    let zone = on.telephone.context.desk().zone();
    let list = move || {
        let rows: Vec<AnyView> = on.telephone.with(|calling| {
            let tries = calling.record().tries.iter().rev();
            tries
                .map(|one| {
                    let at = parse_instant(&one.at).map(|at| i18n::time(zone.local(at).time())).unwrap_or_default();
                    view! { <li><span class="number">{at}</span>" — "{in_words(one.status)}</li> }
                })
                .collect()
        });
        view! { <ol class="list" reversed="">{rows}</ol> }
    };
    view! { <section class="stack"><h2>{t::call_tries()}</h2>{list}</section> }
}

/// How a try ended.
pub(super) fn in_words(status: CallStatus) -> String {
    match status {
        CallStatus::Busy => t::call_was_busy(),
        CallStatus::NoAnswer => t::call_was_silent(),
        CallStatus::Failed => t::call_was_failed(),
        CallStatus::Connected | CallStatus::Ended => t::call_was_answered(),
        CallStatus::Dropped => t::call_was_dropped(),
        CallStatus::Ringing | CallStatus::Unknown => t::call_was_tried(),
    }
}
