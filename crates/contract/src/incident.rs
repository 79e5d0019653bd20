use crate::read::Read;
use crate::{Instant, tolerant};
use serde::{Deserialize, Serialize};

/// `GET /incidents`: known outages that are not fixed, or were fixed a short while ago; the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct IncidentList {
    #[serde(default, deserialize_with = "tolerant::list")]
    pub items: Vec<Incident>,
}

/// A known outage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Incident {
    pub id: String,
    /// "Payments by card do not go through".
    pub title: String,
    /// What is known of it, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// [`crate::Category::id`] of what it concerns; empty: everything.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub categories: Vec<String>,
    pub since: Instant,
    /// When there will be more to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_update: Option<Instant>,
    /// Since when it is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<Instant>,
    /// How many have said that it concerns them too; absent: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affected: Option<u32>,
}

/// `POST /incidents/{id}/subscriptions`: "me too". The answer is the incident, 201.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IncidentSubscription {
    /// Write to me when it is fixed.
    #[serde(default)]
    pub notify: bool,
    /// Where to; absent: to the address of the account that is signed in. A guest who wants to be told needs one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}
