//! The frame of a screen: its title, its heading, and where the focus goes when it comes.

use crate::browser::page;
use crate::context::context;
use crate::i18n::t;
use crate::markup::view;
use crate::portal::{Failure, words};
use crate::ui::{Button, Notice, NoticeKind, Skeleton};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use std::cell::RefCell;

pub(crate) const HEADING: &str = "heading";

thread_local! {
    /// Address and title of the screen that is shown; without a title while the first one is on its way.
    static SHOWN: RefCell<Option<(String, String)>> = const { RefCell::new(None) };
}

/// Gives the page its title and, on a change of screen, moves the focus to its heading. The first screen leaves the focus where the
/// browser put it, and nobody's focus is taken from a field they type in.
pub(crate) fn arrive(title: &str) {
    page::set_title(&t::page_title(title, &context().desk().wire.name));
    let now = (address(), title.to_owned());
    let before = SHOWN.replace(Some(now.clone()));
    if before.is_none_or(|before| before == now || (before.1.is_empty() && before.0 == now.0)) {
        return;
    }
    request_animation_frame(move || {
        if !page::is_typing() {
            page::focus(HEADING);
        }
    });
}

/// The first screen is on its way: whoever goes on meanwhile changes the screen all the same.
pub(crate) fn depart() {
    SHOWN.with_borrow_mut(|shown| {
        shown.get_or_insert_with(|| (address(), String::new()));
    });
}

fn address() -> String {
    let location = use_location();
    untrack(|| [location.pathname.get(), location.search.get()].concat())
}

/// One screen.
#[component]
pub(crate) fn Page(#[prop(into)] title: String, #[prop(optional)] class: &'static str, children: Children) -> AnyView {
    arrive(&title);
    // A heading that has the focus already would not be read out again: another screen has another one.
    let key = [&untrack(|| use_location().pathname.get()), " ", &title].concat();
    view! {
        <div class=["page ", class].concat() key=key>
            <h1 id=HEADING class="page__title" tabindex="-1">{title}</h1>
            {children()}
        </div>
    }
}

/// What is said instead of something that could not be read, with a way on.
#[component]
pub(crate) fn FailedRead(failure: Failure, on_retry: Callback<()>) -> AnyView {
    let words = words::of_read(&failure);
    view! {
        <Notice kind=NoticeKind::Error title=words.title>
            <p>{words.advice}</p>
            <Button label=t::action_retry() on_click=Some(on_retry) />
        </Notice>
    }
}

/// Something that is on its way; after a while it says that it takes longer than usual.
#[component]
pub(crate) fn Waiting(is_slow: bool) -> AnyView {
    view! {
        <Skeleton label=t::state_loading() />
        {is_slow.then(|| view! { <p class="muted small" role="status">{t::state_slow()}</p> })}
    }
}
