//! Pictures in a conversation.

use super::shown::Talking;
use crate::markup::{Child, view};
use contract::Message;
use leptos::prelude::*;

/// The file of a message, by its name.
pub(super) fn of(_: Talking, message: &Message) -> AnyView {
    message.attachment.as_ref().map(|file| view! { <p class="talk__text">{file.name.clone()}</p> }).into_child()
}

/// Where one is added.
pub(super) fn add(_: Talking) -> AnyView {
    ().into_child()
}
