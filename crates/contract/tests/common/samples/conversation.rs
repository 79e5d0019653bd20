//! Conversations, and their messages as they come by an event.

use super::ticket::{attachment, consent_given};
use super::{some, text};
use crate::common::{Kind, kind, sent};
use contract::*;

pub(super) fn kinds() -> Vec<Kind> {
    vec![
        sent("NewConversation", &new_conversation()),
        kind("CreatedConversation", &CreatedConversation { conversation: conversation(), secret: some("Qm9yaXNCb3Jp") }),
        kind("Conversation", &conversation()),
        kind("ConversationList", &ConversationList { items: vec![conversation()] }),
        sent("ConversationChange", &ConversationChange { status: ConversationStatus::Abandoned }),
        kind("MessageList", &MessageList { items: vec![message()] }),
        kind("Message", &message()),
        sent("NewMessage", &NewMessage { text: text("Here it is"), attachment: some("f1") }),
        kind("ConversationMessage", &ConversationMessage { number: text("CV-2611-48213"), message: message() }),
        sent("IdentityCodeRequest", &identity_code_request()),
        kind("IdentityCodeSent", &identity_code_sent()),
        sent("IdentityCode", &IdentityCode { code: text("048213") }),
        sent("TranscriptRequest", &TranscriptRequest { email: some("anna@example.org") }),
    ]
}

fn new_conversation() -> NewConversation {
    NewConversation {
        full_name: text("Anna Orlova"),
        ticket_type: some("access"),
        description: some("Since this morning the password is refused."),
        sheet: some("Who is calling?\nAnna Orlova"),
        previous_number: some("CV-2611-48212"),
        consents: vec![consent_given()],
    }
}

fn conversation() -> Conversation {
    Conversation {
        number: text("CV-2611-48213"),
        status: ConversationStatus::Connected,
        creation_date: text("2026-11-20T09:15:00Z"),
        ticket_type: some("access"),
        position: Some(2),
        estimated_wait: Some(240),
        operator: some("Boris"),
        operator_typing: true,
        identity_requested: true,
        identified: true,
        last_sequence: 7,
        last_update: some("2026-11-20T09:17:00Z"),
    }
}

fn message() -> Message {
    Message {
        sequence: 7,
        key: some("0192f0c1-7d55-7a0c-9f5e-2f6f5b9d8a11"),
        author: MessageAuthor::Visitor,
        name: some("Boris"),
        date: text("2026-11-20T09:18:00Z"),
        text: text("Here it is"),
        attachment: Some(attachment()),
    }
}

fn identity_code_request() -> IdentityCodeRequest {
    IdentityCodeRequest { full_name: text("Anna Orlova"), by: NotificationChannel::Email, to: some("anna@example.org") }
}

fn identity_code_sent() -> IdentityCodeSent {
    IdentityCodeSent { to: text("a…a@example.org"), length: 6, expires: text("2026-11-20T09:28:00Z") }
}
