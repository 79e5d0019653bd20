use crate::read::Read;
use crate::tolerant;
use serde::{Deserialize, Serialize};

/// An error, RFC 9457, `application/problem+json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Problem {
    #[serde(rename = "type", default, deserialize_with = "tolerant::or_default")]
    pub kind: String,
    /// The same for every problem of this type, in the language of the answer.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub title: String,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub status: u16,
    /// About this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Number of what is there already, of a 409.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub existing: Option<String>,
    #[serde(default, deserialize_with = "tolerant::list", skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemError>,
}

/// What is wrong with one place of the body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct ProblemError {
    /// JSON Pointer into the body sent: `/contact/email`.
    pub pointer: String,
    /// In the language of the answer.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub detail: String,
    /// For programs: `required`, `tooLong`, `invalid`, `notAllowed`, `outdated`.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub code: String,
}
