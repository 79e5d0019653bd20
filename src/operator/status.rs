//! How a conversation stands, in the largest words; and how it is ended.

use super::shown::Talking;
use super::words;
use crate::browser::{page, uuid};
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::portal::intent::{Intent, Purpose};
use crate::portal::outbox::Standing;
use crate::portal::words as failures;
use crate::route;
use crate::secrets::{self, Contact};
use crate::sending;
use crate::ui::{Button, ButtonKind, Dialog, LinkButton, Notice, NoticeKind, State};
use contract::{Capability, Conversation, ConversationChange, ConversationStatus};
use domain::callback::minutes;
use domain::states::Step;
use leptos::prelude::*;

pub(super) fn status(talking: Talking) -> AnyView {
    tell(talking);
    let content = move || talking.known.with(|known| known.as_ref().map(shown));
    content.into_child()
}

fn shown(known: &Conversation) -> AnyView {
    let (text, shape) = words::status(known.status);
    let small = |text: String| view! { <p>{text}</p> };
    let content = match known.status {
        ConversationStatus::Waiting => {
            let place = known.position.map(|place| {
                view! {
                    <p class="callback-state__place"><span>{t::callback_place()}</span>" "<strong>{place.to_string()}</strong></p>
                    <p>{queue_words(place)}</p>
                }
            });
            let wait = minutes(known.estimated_wait).map_or_else(t::operator_wait_unknown, t::operator_wait);
            view! { {place}<p class="callback-state__wait">{wait}</p><p>{t::operator_waiting_text()}</p> }
        }
        ConversationStatus::Connected | ConversationStatus::Ended => {
            known.operator.as_ref().map(|name| small([&t::callback_operator(), ": ", name].concat())).into_child()
        }
        ConversationStatus::OnHold => small(t::operator_hold_text()),
        ConversationStatus::Transferred => small(t::operator_transferred_text()),
        ConversationStatus::Abandoned => small(t::operator_abandoned_text()),
        ConversationStatus::Unknown => ().into_child(),
    };
    view! { <section class="callback-state group"><p><State text shape /></p>{content}</section> }
}

/// Place 1 is the next one.
fn queue_words(place: u32) -> String {
    match place.saturating_sub(1) {
        0 => t::callback_next(),
        before => t::callback_before(before),
    }
}

/// Says what has changed, once, to those who do not see it.
fn tell(talking: Talking) {
    let said = Memo::new(move |_| talking.known.with(|known| known.as_ref().map(|known| (known.status, known.position))));
    Effect::new(move |before: Option<Option<(ConversationStatus, Option<u32>)>>| {
        let now = said.get();
        if let Some((status, place)) = now
            && before.flatten().is_some_and(|before| Some(before) != now)
        {
            let place = place.filter(|_| status == ConversationStatus::Waiting);
            talking.context.announcer.announce(&place.map_or_else(|| words::status(status).0, queue_words));
        }
        now
    });
}

/// Leaving the queue, or ending it; and a call instead of waiting.
pub(super) fn ways(talking: Talking) -> AnyView {
    let context = talking.context;
    let key = RwSignal::new(String::new());
    let is_asking = RwSignal::new(false);
    let standing = Memo::new(move |_| context.outbox.standing(&key.get()));
    let busy = Signal::derive(move || matches!(standing.get(), Some(Standing::Sending)));
    let send = Callback::new(move |to: ConversationStatus| {
        if busy.get_untracked() {
            return;
        }
        is_asking.set(false);
        let number = talking.number();
        // Who has the secret changes it by that, whoever is signed in.
        let account = untrack(|| context.account()).map(|account| account.id);
        let owner = account.filter(|_| secrets::of(Contact::Conversation, &number).is_none());
        let new = uuid();
        key.set(new.clone());
        let intent = Intent::of(Purpose::ChangeConversation, new, owner, &number, &ConversationChange { status: to });
        leptos::task::spawn_local(async move {
            if let Some(Standing::Done(_)) = sending::send(context, intent).await {
                page::focus(crate::page::HEADING);
            }
        });
    });
    let notice = move || match standing.get() {
        Some(Standing::Kept { failure, is_uncertain }) => {
            let words = failures::of_write(&failure, is_uncertain);
            view! { <Notice kind=NoticeKind::Warning title=words.title><p>{words.advice}</p></Notice> }
        }
        Some(Standing::Refused(failure)) => {
            let words = failures::of_write(&failure, false);
            view! { <Notice kind=NoticeKind::Error title=words.title><p>{words.advice}</p></Notice> }
        }
        _ => ().into_child(),
    };
    let status = Memo::new(move |_| talking.status());
    let buttons = move || {
        let status = status.get();
        let can = |to| Step::new(status, to).is_some();
        if can(ConversationStatus::Abandoned) {
            let about = untrack(|| talking.known.with(|known| known.as_ref().and_then(|known| known.ticket_type.clone())));
            let leave = Some(Callback::new(move |()| send.run(ConversationStatus::Abandoned)));
            let callback = context.desk().can(Capability::Callbacks).then(|| {
                let href = route::callback_about(about.as_deref(), Some(&talking.number()));
                view! { <LinkButton label=t::operator_callback() href /> }
            });
            return view! { <p class="actions">{callback}<Button label=t::operator_leave() kind=ButtonKind::Quiet busy on_click=leave /></p> };
        }
        let end = can(ConversationStatus::Ended).then(|| {
            let ask = Some(Callback::new(move |()| is_asking.set(true)));
            view! { <p class="actions"><Button label=t::operator_end() kind=ButtonKind::Danger busy on_click=ask /></p> }
        });
        end.into_child()
    };
    let end = Some(Callback::new(move |()| send.run(ConversationStatus::Ended)));
    let keep = Callback::new(move |()| is_asking.set(false));
    view! {
        {notice}
        {buttons}
        <Dialog id="end" title=t::operator_end_question() close_label=t::operator_end_no() open=is_asking on_close=keep>
            <p>{t::operator_end_text()}</p>
            <p class="actions"><Button label=t::operator_end() kind=ButtonKind::Danger on_click=end /></p>
        </Dialog>
    }
}
