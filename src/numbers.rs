//! The telephone numbers: to read, to call, to copy.

use crate::browser::clipboard;
use crate::context::context;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::part;
use crate::ui::{Button, ButtonKind, Icon, icon, link_class};
use contract::Line;
use domain::phone::tel_uri;
use leptos::prelude::*;

/// The number as it is dialled and read: with its extension.
pub(crate) fn in_full(line: &Line) -> String {
    match &line.number.extension {
        Some(extension) => [&line.number.display, " ", &t::line_extension(extension)].concat(),
        None => line.number.display.clone(),
    }
}

/// Every number as a link that calls it. The classes begin with `class`.
#[component]
pub(crate) fn NumberList(class: &'static str) -> AnyView {
    let part = |name: &str| [class, "__", name].concat();
    let rows: Vec<AnyView> = context()
        .desk()
        .wire
        .lines
        .iter()
        .map(|line| {
            let number = match tel_uri(&line.number) {
                Some(tel) => view! { <a class=part("number") href=tel>{line.number.display.clone()}</a> },
                None => view! { <span class=part("number")>{line.number.display.clone()}</span> },
            };
            let extension =
                line.number.extension.as_deref().map(|extension| view! { " "<span class="small">{t::line_extension(extension)}</span> });
            view! { <li><span class=part("name")>{line.name.clone()}</span>" "{number}{extension}</li> }
        })
        .collect();
    view! { <ul class=part("numbers")>{rows}</ul> }
}

/// Call and copy, of the most important number; what the screen is for comes before them.
#[component]
pub(crate) fn CallActions(class: &'static str, #[prop(optional)] first: Option<AnyView>) -> AnyView {
    let Some(line) = untrack(|| context().line_to_call()) else { return ().into_child() };
    let call = tel_uri(&line.number).map(|tel| {
        view! { <a class=link_class(ButtonKind::Secondary) href=tel>{icon(Icon::Phone)}{t::action_call()}</a> }
    });
    view! {
        <p class=["actions call-actions ", class].concat()>
            {first}
            {call}
            <CopyButton text=in_full(&line) label=t::action_copy_number() />
            <SaveContact />
        </p>
    }
}

/// Every number as a card for the address book. The card is made in the second module.
#[component]
fn SaveContact() -> AnyView {
    let context = context();
    let refused = RwSignal::new(false);
    let save = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            if part::load().await.is_ok() {
                part::save_contact(context, refused);
            } else {
                refused.try_set(true);
            }
        });
    });
    let by_hand = move || refused.get().then(|| view! { <span class="small">{t::contact_refused()}</span> });
    view! { <Button label=t::contact_save() on_click=Some(save) />{by_hand} }
}

/// Copies a text and says so; where the browser refuses, shows the text to be copied by hand.
#[component]
pub(crate) fn CopyButton(text: String, label: String) -> AnyView {
    #[derive(Clone, Copy, PartialEq)]
    enum Copied {
        NotYet,
        Yes,
        Refused,
    }
    let context = context();
    let copied = RwSignal::new(Copied::NotYet);
    let shown = text.clone();
    let copy = Callback::new(move |()| {
        let text = text.clone();
        leptos::task::spawn_local(async move {
            let done = if clipboard::copy(&text).await { Copied::Yes } else { Copied::Refused };
            copied.try_set(done);
            context.announcer.announce(&if done == Copied::Yes { t::copy_done() } else { t::copy_refused() });
        });
    });
    let button = move || match copied.get() {
        Copied::Yes => view! { <Button label=t::copy_done() icon=Some(Icon::Check) on_click=Some(copy) /> },
        _ => view! { <Button label=label.clone() icon=Some(Icon::Copy) on_click=Some(copy) /> },
    };
    let by_hand = move || {
        (copied.get() == Copied::Refused).then(|| {
            view! { <span class="small">{t::copy_refused()}" "<output class="number">{shown.clone()}</output></span> }
        })
    };
    view! { {button}{by_hand} }
}
