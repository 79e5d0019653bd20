use super::{Icon, icon};
use crate::markup::view;
use leptos::{ev::Event, prelude::*};

/// How much a button asks to be pressed. A screen has one primary button at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ButtonKind {
    Primary,
    #[default]
    Secondary,
    Quiet,
    Danger,
}

/// What the browser does with a press beyond telling us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ButtonType {
    #[default]
    Button,
    Submit,
}

/// The class of a link that looks like a button: for `<a>` elements that need more than [`LinkButton`] gives.
pub(crate) fn link_class(kind: ButtonKind) -> &'static str {
    match kind {
        ButtonKind::Primary => "button button--primary",
        ButtonKind::Secondary => "button",
        ButtonKind::Quiet => "button button--quiet",
        ButtonKind::Danger => "button button--danger",
    }
}

/// A button. While `busy` it keeps its place and its focus, says so to assistive technology, and does nothing when pressed.
#[component]
pub(crate) fn Button(
    #[prop(into)] label: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] r#type: ButtonType,
    #[prop(optional_no_strip)] icon: Option<Icon>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Not needed for a submit button: its form hears of it.
    #[prop(optional_no_strip)]
    on_click: Option<Callback<()>>,
) -> AnyView {
    let pressed = move |event: Event| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_click) = on_click {
            on_click.run(());
        }
    };
    let busy = Signal::derive(move || busy.get().then_some("true"));
    let r#type = match r#type {
        ButtonType::Button => "button",
        ButtonType::Submit => "submit",
    };
    view! {
        <button type=r#type class=link_class(kind) aria-busy=busy aria-disabled=busy disabled=disabled on:click=pressed>
            {icon.map(self::icon)}
            {label}
        </button>
    }
}

/// A link that looks like a button: it leads somewhere, it does nothing.
#[component]
pub(crate) fn LinkButton(
    #[prop(into)] label: String,
    #[prop(into)] href: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional_no_strip)] icon: Option<Icon>,
) -> AnyView {
    view! {
        <a href=href class=link_class(kind)>
            {icon.map(self::icon)}
            {label}
        </a>
    }
}
