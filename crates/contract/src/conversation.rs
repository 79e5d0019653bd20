//! Conversations: a visitor and an operator write to one another.

use crate::read::Read;
use crate::{Attachment, ConsentGiven, Instant, NotificationChannel, tolerant};
use serde::{Deserialize, Serialize};

/// The last two are final.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub enum ConversationStatus {
    /// In the queue.
    Waiting,
    Connected,
    /// The operator is looking something up.
    OnHold,
    /// On its way to another operator.
    Transferred,
    Ended,
    /// The visitor left the queue.
    Abandoned,
    #[default]
    #[serde(other)]
    Unknown,
}

/// `POST /conversations`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewConversation {
    pub full_name: String,
    /// [`crate::Category::id`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket_type: Option<String>,
    /// What the operator reads first; becomes the first message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The call sheet as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Number of an earlier conversation, to reach the same operator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_number: Option<String>,
    #[serde(default)]
    pub consents: Vec<ConsentGiven>,
}

/// Answer to `POST /conversations`, 201.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct CreatedConversation {
    pub conversation: Conversation,
    /// Without a session: what opens it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// `GET /conversations/{number}`; `ETag` is its version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Conversation {
    /// Short enough to be read out: `CV-2611-48213`.
    pub number: String,
    pub status: ConversationStatus,
    pub creation_date: Instant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket_type: Option<String>,
    /// Place in the queue, the next one is 1; absent: not in it, or not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    /// Seconds until an operator; absent: not known. Never 0 for "not known".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimated_wait: Option<u32>,
    /// Name of the operator who answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// The operator writes at this moment.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub operator_typing: bool,
    /// The operator has asked who it is, and does not know yet.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub identity_requested: bool,
    /// The operator knows who it is.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub identified: bool,
    /// [`Message::sequence`] of the last message; 0: there is none.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub last_sequence: u32,
    /// When its state changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_update: Option<Instant>,
}

/// `GET /conversations`: those of the account that is signed in, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct ConversationList {
    #[serde(default, deserialize_with = "tolerant::list")]
    pub items: Vec<Conversation>,
}

/// `PATCH /conversations/{number}`. The answer is the conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationChange {
    /// `ended`; while it waits, `abandoned`.
    pub status: ConversationStatus,
}

/// `GET /conversations/{number}/messages?after=`: those with a greater number than `after`, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct MessageList {
    #[serde(default, deserialize_with = "tolerant::list")]
    pub items: Vec<Message>,
}

/// One message, as it stands in the history for good.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// 1, 2, 3… without gaps: its place in the conversation, and its name.
    pub sequence: u32,
    /// `Idempotency-Key` under which the visitor sent it: by this their own device knows it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    pub author: MessageAuthor,
    /// Name of an operator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub date: Instant,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub text: String,
    #[serde(default, deserialize_with = "tolerant::understood", skip_serializing_if = "Option::is_none")]
    pub attachment: Option<Attachment>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub enum MessageAuthor {
    Visitor,
    Operator,
    /// The portal itself: "Anna joined", "handed over to Boris". In the language of the conversation.
    System,
    #[default]
    #[serde(other)]
    Unknown,
}

/// `POST /conversations/{number}/messages`. The answer is the message, 201.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMessage {
    #[serde(default)]
    pub text: String,
    /// [`Attachment::id`] of what was sent to `/conversations/{number}/attachments` before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment: Option<String>,
}

/// `POST /conversations/{number}/identity-code`: sends a code, for this conversation only. The answer is [`IdentityCodeSent`], 202.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IdentityCodeRequest {
    pub full_name: String,
    /// `email` or `sms`.
    pub by: NotificationChannel,
    /// E-mail address or E.164; absent: those of the account that is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct IdentityCodeSent {
    /// Where to, with all but the ends hidden: `a…a@example.org`.
    pub to: String,
    /// How many digits it has.
    pub length: u32,
    pub expires: Instant,
}

/// `PATCH /conversations/{number}/identity-code`. The answer is the conversation; a wrong code is 422 at `/code`, `invalid`, one
/// too many or too late is `outdated`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityCode {
    pub code: String,
}

/// `POST /conversations/{number}/transcript`: sends the whole conversation by e-mail, 202. `GET` is the same as plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranscriptRequest {
    /// Absent: that of the account that is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}
