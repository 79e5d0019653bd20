//! Callbacks: the portal calls the visitor.

use crate::read::Read;
use crate::{ConsentGiven, Instant, PhoneNumber, tolerant};
use serde::{Deserialize, Serialize};

/// `completed`, `cancelled` and `expired` are final; a `missed` one can be queued again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub enum CallbackStatus {
    /// Waits for its slot.
    Scheduled,
    /// Waits for its turn.
    Queued,
    /// The visitor's telephone rings.
    Dialing,
    Connected,
    /// The visitor did not answer.
    Missed,
    Completed,
    Cancelled,
    /// Nobody could call in time.
    Expired,
    #[default]
    #[serde(other)]
    Unknown,
}

/// `POST /callbacks`. An open one for the same number, of the same account or under the `Ticket-Secret` that is sent, is 409
/// with its [`crate::Problem::existing`], until `existing` or `reason` says what is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewCallback {
    pub full_name: String,
    /// Where to call, E.164.
    pub phone: String,
    /// [`crate::Category::id`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The call sheet as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// [`CallbackSlot::start`]; absent: as soon as possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Instant>,
    /// Number of a ticket, conversation or call that this goes on from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_number: Option<String>,
    /// Why it is urgent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgent: Option<String>,
    /// The open one that this is added to instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub existing: Option<String>,
    /// Why another one is wanted all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default)]
    pub consents: Vec<ConsentGiven>,
}

/// Answer to `POST /callbacks`, 201.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct CreatedCallback {
    pub callback: Callback,
    /// Without a session: what opens it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// `GET /callbacks/{number}`; `ETag` is its version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Callback {
    /// Short enough to be read out: `CB-2611-48213`.
    pub number: String,
    pub status: CallbackStatus,
    /// Where to call, E.164.
    pub phone: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub creation_date: Instant,
    /// Absent: as soon as possible.
    #[serde(default, deserialize_with = "tolerant::understood", skip_serializing_if = "Option::is_none")]
    pub slot: Option<CallbackSlot>,
    /// Place in the queue, the next one is 1; absent: not in it, or not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    /// Seconds until the call; absent: not known. Never 0 for "not known".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimated_wait: Option<u32>,
    /// The number that the call comes from; absent: not shown.
    #[serde(default, deserialize_with = "tolerant::understood", skip_serializing_if = "Option::is_none")]
    pub calling_number: Option<PhoneNumber>,
    /// What the operator says first, so that the visitor knows who calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_word: Option<String>,
    /// Name of the operator who calls or called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// How often it has been tried.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub tries: u32,
    /// When it is given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Instant>,
    /// When its state changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_update: Option<Instant>,
}

/// `GET /callbacks`: those of the account that is signed in, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct CallbackList {
    #[serde(default, deserialize_with = "tolerant::list")]
    pub items: Vec<Callback>,
}

/// `PATCH /callbacks/{number}`: what is absent stays. The answer is the callback. `DELETE` is the same as `cancelled`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CallbackChange {
    /// `cancelled`; `queued` for one that was missed, or to be called sooner than the slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<CallbackStatus>,
    /// [`CallbackSlot::start`]: another time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Instant>,
    /// Another number to call, E.164.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// `GET /callback-slots`: when a call can be promised, the earliest first; those that are taken are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct CallbackSlots {
    #[serde(default, deserialize_with = "tolerant::list")]
    pub items: Vec<CallbackSlot>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct CallbackSlot {
    pub start: Instant,
    pub end: Instant,
}
