//! When to call, and on which number: asked by the form, and again when that is to be changed.

use super::words;
use crate::browser::intl::IntlZone;
use crate::context::Context;
use crate::i18n::{self, t};
use crate::markup::view;
use crate::page::{FailedRead, Waiting};
use crate::portal::remote::Loader;
use crate::portal::{Credential, Remote};
use crate::ui::{Choice, Notice, NoticeKind, RadioGroup, TextField};
use contract::{CallbackSlot, CallbackSlots};
use domain::callback::{SlotDay, by_day, is_quiet};
use domain::time::{format_date, parse_instant};
use domain::zone::Zone as _;
use leptos::prelude::*;
use std::sync::Arc;

const SOON: &str = "soon";
const LATER: &str = "later";

/// As soon as possible, or a time of the visitor's own.
#[component]
pub(super) fn When(
    context: Context,
    #[prop(into)] later: Signal<bool>,
    /// Start of the chosen slot; empty for none.
    #[prop(into)]
    slot: Signal<String>,
    set_later: Callback<bool>,
    set_slot: Callback<String>,
    error: Signal<Option<String>>,
) -> AnyView {
    let client = context.client();
    let free = Loader::idle(move || {
        let client = client.clone();
        async move { client.get::<CallbackSlots>("/callback-slots", &Credential::Guest).await }
    });
    let choices = vec![Choice::new(SOON, t::callback_soon()), Choice::new(LATER, t::callback_when_later())];
    let value = Signal::derive(move || if later.get() { LATER } else { SOON }.to_owned());
    let is_later = Memo::new(move |_| later.get());
    // Asked when they are wanted, and again when one that was wanted is gone.
    Effect::new(move || {
        error.track();
        if is_later.get() {
            free.load();
        }
    });
    let content = move || {
        is_later.get().then(|| {
            view! { <div class="slots">{move || free.state.with(|state| slots(context, state, free, slot, set_slot, error))}</div> }
        })
    };
    let choose = Callback::new(move |key: String| set_later.run(key == LATER));
    view! {
        <RadioGroup id="when" label=t::callback_when() choices value on_change=choose />
        {content}
    }
}

fn slots(
    context: Context,
    state: &Remote<CallbackSlots>,
    free: Loader<CallbackSlots>,
    slot: Signal<String>,
    set_slot: Callback<String>,
    error: Signal<Option<String>>,
) -> AnyView {
    match state {
        Remote::Loading => view! { <Waiting is_slow=false /> },
        Remote::Slow => view! { <Waiting is_slow=true /> },
        Remote::Failed(failure) => {
            view! { <FailedRead failure=failure.clone() on_retry=Callback::new(move |()| free.load()) /> }
        }
        Remote::Ready(slots) | Remote::Stale(slots, _) => days(context, slots, slot, set_slot, error),
    }
}

fn days(
    context: Context,
    slots: &CallbackSlots,
    slot: Signal<String>,
    set_slot: Callback<String>,
    error: Signal<Option<String>>,
) -> AnyView {
    let desk = context.desk();
    let zone = desk.own_zone().map_or_else(|| desk.zone(), |(_, own)| own);
    let days = by_day(&slots.items, &*zone, context.clock.now());
    let Some(first) = days.first() else {
        return view! { <Notice kind=NoticeKind::Warning><p>{t::callback_no_slots()}</p></Notice> };
    };
    let of_chosen = parse_instant(&slot.get_untracked()).map(|start| format_date(zone.local(start).date()));
    let begin = of_chosen.filter(|date| days.iter().any(|day| format_date(day.date) == *date));
    let day = RwSignal::new(begin.unwrap_or_else(|| format_date(first.date)));
    let names = days.iter().map(|day| Choice::new(format_date(day.date), i18n::weekday_date(day.date))).collect();
    let is_elsewhere = first.slots.first().is_some_and(|slot| words::slot_and_there(context, slot).1.is_some());
    let zones = is_elsewhere.then(|| t::callback_your_time(&i18n::zone_name(&desk.wire.time_zone, context.clock.now())));
    let is_quiet = {
        let (days, zone) = (days.clone(), zone.clone());
        let all: Vec<CallbackSlot> = days.iter().flat_map(|day| day.slots.clone()).collect();
        Memo::new(move |_| slot.with(|chosen| all.iter().any(|slot| slot.start == *chosen && is_quiet(slot, &*zone))))
    };
    let both = (zone, desk.zone());
    let times =
        move || day.with(|date| days.iter().find(|day| format_date(day.date) == *date).map(|day| times(&both, day, slot, set_slot, error)));
    view! {
        {zones.map(|text| view! { <p class="small muted">{text}</p> })}
        <RadioGroup id="day" label=t::callback_day() choices=names value=day on_change=Callback::new(move |date| day.set(date)) />
        <div class="slots__times">{times}</div>
        <div role="status">
            {move || is_quiet.get().then(|| view! { <Notice kind=NoticeKind::Warning><p>{t::callback_quiet()}</p></Notice> })}
        </div>
    }
}

/// The times of one day, on the visitor's clock and the line's.
fn times(
    zones: &(Arc<IntlZone>, Arc<IntlZone>),
    day: &SlotDay,
    slot: Signal<String>,
    set_slot: Callback<String>,
    error: Signal<Option<String>>,
) -> AnyView {
    let choices = day
        .slots
        .iter()
        .map(|slot| {
            let (here, there) = (words::span(slot, &*zones.0), words::span(slot, &*zones.1));
            Choice { hint: (here != there).then_some(there), ..Choice::new(slot.start.clone(), here) }
        })
        .collect();
    view! { <RadioGroup id="slot" label=t::callback_time() choices value=slot on_change=set_slot error /> }
}

/// The number, shown back as it will be dialled.
#[component]
pub(super) fn PhoneField(#[prop(into)] value: Signal<String>, on_input: Callback<String>, error: Signal<Option<String>>) -> AnyView {
    let read = Signal::derive(move || value.with(|typed| words::phone(typed)));
    view! {
        <TextField
            id="phone"
            label=t::callback_phone()
            hint=Some(t::form_phone_hint())
            value
            on_input
            error
            count=read
            input_type="tel"
            autocomplete="tel"
            required=true
        />
    }
}
