//! Where one writes: Enter sends, where there are keys; what is not sent is kept with every letter.

use super::outgoing;
use super::shown::Talking;
use crate::browser::{agent, page, timer};
use crate::i18n::t;
use crate::keeping::{self, Slot};
use crate::markup::view;
use crate::ui::{Button, ButtonKind, ButtonType};
use contract::read::{Read, Value};
use domain::conversation::MESSAGE_MAX;
use gloo_net::http::Method;
use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

const ID: &str = "message";
/// That somebody writes is told so often, in milliseconds.
const TOLD: f64 = 3_000.0;
/// The room left is said from here on, in characters.
const LITTLE_ROOM: usize = 500;

pub(super) fn field(talking: Talking) -> AnyView {
    let context = talking.context;
    let account = untrack(|| context.account()).map(|account| account.id);
    let name = outgoing::words_name(account.as_deref(), &talking.number());
    let text = RwSignal::new(String::new());
    let adopt = move |theirs: Value| {
        text.try_set(String::read(theirs).unwrap_or_default());
    };
    let (slot, kept) = Slot::open(name.clone(), adopt);
    text.set(kept.and_then(String::read).unwrap_or_default());
    let as_json = move || serde_json::to_string(&text.get_untracked()).unwrap_or_default();
    let told = StoredValue::new(f64::NEG_INFINITY);
    let typed = move |event: Event| {
        text.set(event_target_value(&event));
        slot.keep(&as_json());
        if timer::monotonic() - told.get_value() >= TOLD {
            told.set_value(timer::monotonic());
            tell(talking);
        }
    };
    let left = move || i64::try_from(MESSAGE_MAX).unwrap_or(i64::MAX).saturating_sub(text.with(|text| count(text)));
    let send = Callback::new(move |()| {
        let words = text.get_untracked();
        if words.trim().is_empty() || untrack(left) < 0 {
            return page::focus(ID);
        }
        outgoing::add(context, &talking.number(), words, None);
        talking.has_changed();
        text.set(String::new());
        keeping::forget(&name);
        page::focus(ID);
    });
    let is_phone = agent::is_phone();
    let pressed = move |event: Event| {
        let event: KeyboardEvent = event.unchecked_into();
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() && !is_phone {
            event.prevent_default();
            send.run(());
        }
    };
    let submit = move |event: Event| {
        event.prevent_default();
        send.run(());
    };
    let room = move || {
        let left = left();
        let little = i64::try_from(LITTLE_ROOM).unwrap_or_default();
        (0..=little).contains(&left).then(|| t::form_room(u32::try_from(left).unwrap_or_default()))
    };
    let too_long = move || (left() < 0).then(|| t::rule_too_long(u32::try_from(MESSAGE_MAX).unwrap_or(u32::MAX)));
    let invalid = Signal::derive(move || (left() < 0).then_some("true"));
    let hint = if is_phone { t::operator_message_hint_touch() } else { t::operator_message_hint() };
    let value = Signal::derive(move || text.get());
    view! {
        {slot.notice(as_json, adopt)}
        <form class="talk-form field" novalidate on:submit=submit>
            <label class="field__label" for=ID>{t::operator_message()}</label>
            <p class="field__hint" id="message-hint">{hint}</p>
            <textarea
                class="field__control talk-form__text"
                id=ID
                name=ID
                rows="2"
                aria-describedby="message-hint message-count message-error"
                aria-invalid=invalid
                prop:value=value
                on:input=typed
                on:keydown=pressed
            ></textarea>
            <p class="field__count" id="message-count">{room}</p>
            <p class="field__error" id="message-error">{too_long}</p>
            <div class="actions">
                <Button label=t::operator_send() kind=ButtonKind::Primary r#type=ButtonType::Submit />
                {super::image::add(talking)}
            </div>
            {move || slot.is_refused.get().then(|| view! { <p class="small muted">{t::form_not_kept()}</p> })}
        </form>
    }
}

fn count(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX)
}

/// That somebody writes is of use at this moment only: whether it arrives is nobody's concern.
fn tell(talking: Talking) {
    let path = [&super::path(&talking.number()), "/typing"].concat();
    let (client, credential) = (talking.context.client(), talking.credential());
    leptos::task::spawn_local(async move {
        let _ = client.write_now(Method::POST, &path, credential, "{}".to_owned()).await;
    });
}
