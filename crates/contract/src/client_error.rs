use crate::Instant;
use serde::{Deserialize, Serialize};

/// `POST /client-errors`: what went wrong in a visitor's browser. Anonymous: nothing that the visitor typed, no number of a
/// ticket, no account. The answer is 202, without a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientError {
    /// For programs: `panic`, `boot`, `decode`, `storage`; others may follow.
    pub kind: String,
    pub message: String,
    /// When it happened, by the visitor's clock.
    pub at: Instant,
    /// The pattern of the screen's address, `/tickets/:number`, never the address itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<String>,
    /// The version of the application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
}
