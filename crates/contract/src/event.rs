//! What happens, told as it happens.
//!
//! `GET /events` answers `text/event-stream`: what concerns everybody, the contacts of the account that is signed in, and those
//! named in [`crate::headers::WATCH`]. `id` grows; with `Last-Event-ID` what was missed comes first. The names of events, and what
//! their `data` are, stand in [`events`].
//! `reset` says that what was missed is not known any more: read anew.
//! At least every 15 seconds there is a comment, so that a connection that died is noticed.

use crate::Message;
use crate::read::Read;
use serde::{Deserialize, Serialize};

/// Names of events.
pub mod events {
    /// [`crate::Availability`]; kept by no `id`.
    pub const AVAILABILITY: &str = "availability";
    /// [`crate::Callback`].
    pub const CALLBACK: &str = "callback";
    /// [`crate::Conversation`].
    pub const CONVERSATION: &str = "conversation";
    /// [`crate::ConversationMessage`].
    pub const MESSAGE: &str = "message";
    /// `{}`: the known outages are to be read anew.
    pub const INCIDENTS: &str = "incidents";
    /// `{}`: everything is to be read anew.
    pub const RESET: &str = "reset";
}

/// `data` of a `message`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct ConversationMessage {
    /// Number of the conversation.
    pub number: String,
    pub message: Message,
}
