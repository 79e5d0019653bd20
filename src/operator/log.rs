//! What was said, in order, with days and times; and what is on its way.

use super::outgoing::{self, Outgoing};
use super::shown::Talking;
use crate::browser::{intl, page};
use crate::i18n::{self, t};
use crate::markup::{Child, view};
use crate::portal::outbox::Standing;
use crate::portal::words as failures;
use crate::ui::{Button, ButtonKind};
use chrono::{NaiveDate, TimeDelta};
use contract::{Message, MessageAuthor};
use domain::time::{UtcInstant, parse_instant};
use domain::zone::Zone as _;
use leptos::prelude::*;

const ID: &str = "talk";
/// So near to the end, in pixels, one reads the newest.
const NEAR: i32 = 80;

pub(super) fn log(talking: Talking) -> AnyView {
    let is_at_end = RwSignal::new(true);
    // What came while somebody read further up.
    let is_new_below = RwSignal::new(false);
    let rows = move || {
        // A message that says more of itself is taller.
        if is_at_end.get_untracked() {
            to_end();
        }
        // In this order: what is made of the history must not be read before it (ARCHITECTURE.md, "Memos").
        talking.messages.with(|messages| talking.outgoing.with(|outgoing| rows(talking, messages, outgoing)))
    };
    let scrolled = move |_| {
        let at_end = page::by_id(ID).is_none_or(|log| {
            let below = log.scroll_height().saturating_sub(log.scroll_top()).saturating_sub(log.client_height());
            below <= NEAR
        });
        is_at_end.maybe_update(|known| core::mem::replace(known, at_end) != at_end);
        if at_end {
            is_new_below.maybe_update(core::mem::take);
        }
    };
    // An event: there is something new.
    Effect::new(move |before: Option<(usize, usize)>| {
        let now = (talking.messages.with(Vec::len), talking.outgoing.with(Vec::len));
        if before != Some(now) {
            let has_written = before.is_some_and(|(_, written)| now.1 > written);
            if has_written {
                to_end();
            } else if !is_at_end.get_untracked() {
                is_new_below.set(true);
            }
        }
        now
    });
    tell(talking);
    let typing = move || {
        let is_typing = talking.known.with(|known| known.as_ref().is_some_and(|known| known.operator_typing));
        is_typing.then(t::operator_typing)
    };
    let newest = move || {
        let press = Some(Callback::new(move |()| to_end()));
        is_new_below.get().then(|| view! { <p class="talk__newest"><Button label=t::operator_newest() on_click=press /></p> })
    };
    view! {
        <div class="talk" id=ID role="log" aria-live="off" aria-label=t::operator_history() tabindex="0" on:scroll=scrolled>
            <ol class="talk__list">{rows}</ol>
        </div>
        {newest}
        <p class="talk__typing muted small">{typing}</p>
    }
}

fn to_end() {
    request_animation_frame(|| {
        if let Some(log) = page::by_id(ID) {
            log.set_scroll_top(log.scroll_height());
        }
    });
}

/// New words of the operator are read out, and counted in the title while nobody looks.
fn tell(talking: Talking) {
    let context = talking.context;
    let unread = RwSignal::new(0_u32);
    let known = StoredValue::new(None::<u32>);
    Effect::new(move || {
        talking.messages.with(|messages| {
            let last = messages.last().map(|message| message.sequence);
            let Some(before) = known.try_update_value(|known| core::mem::replace(known, last.or(*known))).flatten() else { return };
            let new: Vec<&Message> =
                messages.iter().filter(|message| message.sequence > before && message.author == MessageAuthor::Operator).collect();
            let Some(newest) = new.last() else { return };
            let said: Vec<&str> = new.iter().map(|message| message.text.as_str()).collect();
            let name = newest.name.clone().unwrap_or_else(t::callback_operator);
            context.announcer.announce(&[&name, ": ", &said.join(" ")].concat());
            if !page::is_visible() {
                unread.update(|unread| *unread = unread.saturating_add(u32::try_from(new.len()).unwrap_or(1)));
            }
        });
    });
    let listener = page::on_visibility(move || {
        if page::is_visible() {
            unread.try_set(0);
        }
    });
    on_cleanup(move || drop(listener));
    Effect::new(move |before: Option<u32>| {
        let count = unread.get();
        // Not the first time: the screen has its title then.
        if before.is_some() {
            let title = t::page_title(&t::operator_talk(), &context.desk().wire.name);
            page::set_title(&if count > 0 { ["(", &count.to_string(), ") ", &title].concat() } else { title });
        }
        count
    });
}

fn rows(talking: Talking, messages: &[Message], outgoing: &[Outgoing]) -> Vec<AnyView> {
    let desk = talking.context.desk();
    let zone = desk.own_zone().map_or_else(|| desk.zone(), |(_, own)| own);
    let mut rows = Vec::new();
    let mut day = None::<NaiveDate>;
    let mut at = |instant: Option<UtcInstant>, rows: &mut Vec<AnyView>| {
        let local = instant.map(|instant| zone.local(instant))?;
        if day.replace(local.date()) != Some(local.date()) {
            rows.push(view! { <li class="talk__day">{i18n::weekday_date(local.date())}</li> });
        }
        Some(i18n::time(local.time()))
    };
    for message in messages {
        let time = at(parse_instant(&message.date), &mut rows);
        rows.push(said(talking, message, time));
    }
    let mut is_held_up = false;
    for one in outgoing {
        let time = at(Some(written(talking, one)), &mut rows);
        rows.push(on_its_way(talking, one, time, &mut is_held_up));
    }
    rows
}

/// When it was written, on the portal's clock, by which the history goes.
fn written(talking: Talking, one: &Outgoing) -> UtcInstant {
    let ago = intl::device_now().timestamp().saturating_sub(one.written).max(0);
    let now = talking.context.clock.now();
    now.checked_sub_signed(TimeDelta::seconds(ago)).unwrap_or(now)
}

fn said(talking: Talking, message: &Message, time: Option<String>) -> AnyView {
    let (class, author) = match message.author {
        MessageAuthor::Visitor => ("talk__message talk__message--own", view! { <p class="visually-hidden">{t::operator_you()}</p> }),
        MessageAuthor::Operator => {
            let name = message.name.clone().unwrap_or_else(t::callback_operator);
            ("talk__message", view! { <p class="talk__author">{name}</p> })
        }
        MessageAuthor::System | MessageAuthor::Unknown => ("talk__message talk__message--system", ().into_child()),
    };
    let state = (message.author == MessageAuthor::Visitor).then(|| [" · ", &t::operator_delivered()].concat());
    view! {
        <li class=class>
            {author}
            {text(&message.text)}
            {super::image::of(talking, message)}
            <p class="talk__state"><time datetime=message.date.clone()>{time}</time>{state}</p>
        </li>
    }
}

/// As it was written: nothing in it is markup, and nothing a link.
fn text(text: &str) -> AnyView {
    (!text.is_empty()).then(|| view! { <p class="talk__text">{text.to_owned()}</p> }).into_child()
}

/// One that is not there yet, by what holds it up. What stands behind one that waits, waits for that.
fn on_its_way(talking: Talking, one: &Outgoing, time: Option<String>, is_held_up: &mut bool) -> AnyView {
    let context = talking.context;
    let standing = context.outbox.standing(&one.key);
    let number = talking.number();
    let mut actions = ().into_child();
    let state = if one.done || matches!(standing, Some(Standing::Done(_))) {
        t::operator_delivered()
    } else if let Some(Standing::Refused(failure)) = standing.clone() {
        actions = again_or_not(talking, one);
        [t::operator_refused(), failures::of_write(&failure, false).advice].join(": ")
    } else if one.refused {
        actions = again_or_not(talking, one);
        t::operator_refused()
    } else if *is_held_up {
        t::operator_behind()
    } else if let Some(Standing::Kept { .. }) = standing {
        *is_held_up = true;
        let now = Some(Callback::new(move |()| outgoing::pump(context, &number)));
        actions = view! { <p class="actions"><Button label=t::operator_send_now() on_click=now /></p> };
        t::operator_kept()
    } else {
        *is_held_up = true;
        t::operator_sending()
    };
    let file = one.attachment.as_ref().map(|_| view! { <p class="talk__text">{t::operator_picture()}</p> });
    view! {
        <li class="talk__message talk__message--own talk__message--on-its-way">
            <p class="visually-hidden">{t::operator_you()}</p>
            {text(&one.text)}
            {file}
            <p class="talk__state"><span>{time}</span>" · "{state}</p>
            {actions}
        </li>
    }
}

fn again_or_not(talking: Talking, one: &Outgoing) -> AnyView {
    let (key, of_removal) = (one.key.clone(), one.key.clone());
    let again = Some(Callback::new(move |()| {
        outgoing::again(talking.context, &talking.number(), &key);
        talking.has_changed();
    }));
    let remove = Some(Callback::new(move |()| {
        outgoing::remove(&talking.number(), &of_removal);
        talking.has_changed();
    }));
    view! {
        <p class="actions">
            <Button label=t::operator_again() on_click=again />
            <Button label=t::files_take_out() kind=ButtonKind::Quiet on_click=remove />
        </p>
    }
}
