use crate::markup::view;
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NoticeKind {
    #[default]
    Info,
    Success,
    Warning,
    Error,
}

/// Something to know about the screen as a whole, in its place in the page. An error is read out when it appears.
#[component]
pub(crate) fn Notice(
    #[prop(optional)] kind: NoticeKind,
    /// Its first words; empty for none.
    #[prop(optional, into)]
    title: String,
    children: Children,
) -> AnyView {
    let (class, role) = match kind {
        NoticeKind::Info => ("notice", None),
        NoticeKind::Success => ("notice notice--success", None),
        NoticeKind::Warning => ("notice notice--warning", None),
        NoticeKind::Error => ("notice notice--error", Some("alert")),
    };
    view! {
        <div class=class role=role>
            <p class="notice__title">{title}</p>
            {children()}
        </div>
    }
}
