use crate::markup::view;
use leptos::prelude::*;

/// The few pictures there are. Each only repeats what a word beside it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    Phone,
    Copy,
    Check,
    Settings,
}

impl Icon {
    fn class(self) -> &'static str {
        match self {
            Icon::Phone => "icon icon--phone",
            Icon::Copy => "icon icon--copy",
            Icon::Check => "icon icon--check",
            Icon::Settings => "icon icon--settings",
        }
    }
}

/// The picture in the colour and size of the text around it, unseen by assistive technology.
pub(crate) fn icon(icon: Icon) -> AnyView {
    view! { <span class=icon.class() aria-hidden="true"></span> }
}
