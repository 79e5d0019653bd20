//! Tickets, in the words of TM Forum's TMF621 Trouble Ticket.

use crate::read::Read;
use crate::{Date, Instant, tolerant};
use serde::{Deserialize, Serialize};

/// `pending` waits for the visitor; the last four are final (`resolved` until it is reopened).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub enum TicketStatus {
    Acknowledged,
    Pending,
    Held,
    InProgress,
    Resolved,
    Closed,
    Rejected,
    Cancelled,
    #[default]
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    Minor,
    #[default]
    Normal,
    Critical,
    #[serde(other)]
    Unknown,
}

/// `POST /tickets`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewTicket {
    /// [`crate::Category::id`].
    pub ticket_type: String,
    /// One line.
    pub name: String,
    pub description: String,
    #[serde(default)]
    pub severity: Severity,
    pub contact: Contact,
    #[serde(default)]
    pub attributes: Vec<Answer>,
    #[serde(default)]
    pub consents: Vec<ConsentGiven>,
}

/// Who asks, and how the answer reaches them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    pub full_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// E.164.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where the number of the ticket and the answer are sent.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub notify_by: Vec<NotificationChannel>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub enum NotificationChannel {
    Email,
    Sms,
    #[default]
    #[serde(other)]
    Unknown,
}

/// The answer to one [`crate::Attribute`]: one value, or several for `multivaluelist`. List types answer with keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Answer {
    pub code: String,
    pub values: Vec<String>,
}

/// What was agreed to, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentGiven {
    /// [`crate::Consent::id`].
    pub id: String,
    /// [`crate::Consent::version`] of the text that was shown.
    pub version: String,
    /// When the box was ticked.
    pub at: Instant,
}

/// Answer to `POST /tickets`, 201.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct CreatedTicket {
    pub ticket: Ticket,
    /// For a ticket without a session: what opens it again. Shown to the one who wrote it, and sent to their address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// `GET /tickets/{number}`; `ETag` is its version. In a list only what a line of it needs: no contact, answers, history, notes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Ticket {
    /// Unique, short enough to be read out: `HL-2611-48213`.
    pub number: String,
    pub name: String,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub description: String,
    /// [`crate::Category::id`].
    pub ticket_type: String,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub severity: Severity,
    pub status: TicketStatus,
    pub creation_date: Instant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_update: Option<Instant>,
    /// The date by whose end an answer is due, in the portal's zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_response_date: Option<Date>,
    /// The date by whose end it should be solved, in the portal's zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_resolution_date: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution_date: Option<Instant>,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub contact: Contact,
    #[serde(default, deserialize_with = "tolerant::list")]
    pub attributes: Vec<Answer>,
    /// Oldest first.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub status_change_history: Vec<StatusChange>,
    /// Oldest first.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub note: Vec<Note>,
    #[serde(default, deserialize_with = "tolerant::list")]
    pub related_party: Vec<RelatedParty>,
    #[serde(default, deserialize_with = "tolerant::list")]
    pub attachment: Vec<Attachment>,
}

/// Answer to `POST /tickets/{number}/attachments`, 201. What is sent is the file itself: `Content-Type` says what it is,
/// `Content-Disposition: attachment; filename*=UTF-8''…` what it is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    pub id: String,
    pub name: String,
    /// `image/png`.
    pub mime_type: String,
    /// In bytes.
    pub size: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct StatusChange {
    pub status: TicketStatus,
    pub status_change_date: Instant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_change_reason: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    pub id: String,
    pub author: String,
    pub date: Instant,
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct RelatedParty {
    pub name: String,
    /// "specialist", "customer".
    pub role: String,
}

/// `GET /tickets?status=&cursor=&limit=`, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct TicketPage {
    #[serde(default, deserialize_with = "tolerant::list")]
    pub items: Vec<Ticket>,
    /// For the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// How many there are with this filter; absent: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u32>,
}

/// `POST /ticket-links`: the link of a guest ticket is sent again. The answer is 202 whether the ticket exists or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TicketLinkRequest {
    pub number: String,
    pub email: String,
}
