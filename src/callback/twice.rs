//! There is an open one for this number already: add to it, ask for another one with a reason, or look at it.

use super::ask::Asking;
use crate::browser::page;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::route::Route;
use crate::ui::{Button, ButtonKind, LinkButton, Notice, NoticeKind, TextField};
use leptos::prelude::*;

const ID: &str = "asked-already";

/// Asks what is meant.
pub(super) fn ask(asking: Asking, number: String) {
    asking.twice.set(Some(number));
    // After it has been drawn: what is not displayed cannot take the focus.
    request_animation_frame(|| page::focus(ID));
}

/// Another number is another question.
pub(super) fn on_another_number(asking: Asking, typed: String) {
    asking.twice.set(None);
    asking.draft.change(|draft| {
        draft.phone = typed;
        draft.forget_choice();
    });
}

pub(super) fn question(asking: Asking, error: Signal<Option<String>>) -> AnyView {
    let Some(number) = asking.twice.get() else { return ().into_child() };
    let draft = asking.draft;
    let add = {
        let number = number.clone();
        Callback::new(move |()| {
            draft.change(|draft| {
                draft.forget_choice();
                draft.existing.clone_from(&number);
            });
            asking.submit();
        })
    };
    let another = Callback::new(move |()| {
        draft.change(|draft| {
            draft.forget_choice();
            draft.another = true;
        });
        request_animation_frame(|| page::focus("reason"));
    });
    let send = Callback::new(move |()| asking.submit());
    // Built once: the words that are typed into it change the draft.
    let is_another = Memo::new(move |_| draft.with(|draft| draft.another));
    let way = move || {
        if !is_another.get() {
            return view! { <Button label=t::callback_another() kind=ButtonKind::Quiet on_click=Some(another) /> };
        }
        view! {
            <TextField
                id="reason"
                label=t::callback_reason()
                value=draft.text(|draft| &draft.reason)
                on_input=draft.write(|draft| &mut draft.reason)
                error
                required=true
            />
            <Button label=t::callback_another_send() on_click=Some(send) />
        }
    };
    view! {
        <div id=ID tabindex="-1">
            <Notice kind=NoticeKind::Warning title=t::callback_asked_already()>
                <p>{t::callback_asked_already_text(&number)}</p>
                <p class="actions">
                    <Button label=t::callback_add() kind=ButtonKind::Primary on_click=Some(add) />
                    <LinkButton label=t::callback_look() href=Route::Callback(number.clone()).href() />
                </p>
                {way}
            </Notice>
        </div>
    }
}
