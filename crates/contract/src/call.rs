//! Calls: the visitor's own record of a call they made.

use crate::read::Read;
use crate::{Date, Instant, tolerant};
use serde::{Deserialize, Serialize};

/// How a call stands, as the visitor says: no telephone tells the page. `ended` is final.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub enum CallStatus {
    Ringing,
    Busy,
    NoAnswer,
    Failed,
    Connected,
    /// It broke off.
    Dropped,
    /// Hung up after everything was said.
    Ended,
    #[default]
    #[serde(other)]
    Unknown,
}

/// `POST /calls` and, whole again, `PATCH /calls/{number}`. The answer is [`Call`] (201 the first time).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct CallRecord {
    pub status: CallStatus,
    /// [`crate::Line::id`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// [`crate::Category::id`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket_type: Option<String>,
    /// Oldest first.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub tries: Vec<CallTry>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connected_at: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Instant>,
    /// Seconds on hold.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub held: u32,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub notes: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// What the operator called the conversation, to reach the same one again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation_number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket_number: Option<String>,
    /// What the operator said to do, in order.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub steps: Vec<CallStep>,
    /// Whom, or which way of contact, it was handed over to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transferred_to: Option<String>,
    /// The operator recorded the problem; absent: not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<bool>,
    /// The date promised, in the portal's zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Date>,
    /// Absent: not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub solved: Option<bool>,
    /// Why it is urgent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgent: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct CallTry {
    pub at: Instant,
    pub status: CallStatus,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct CallStep {
    pub text: String,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub done: bool,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
}

/// `GET /calls/{number}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Call {
    /// `CL-2611-48213`.
    pub number: String,
    pub creation_date: Instant,
    pub record: CallRecord,
    /// Answer to `POST` without a session: what opens it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}
