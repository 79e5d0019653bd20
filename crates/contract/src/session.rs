use crate::read::Read;
use crate::{Instant, tolerant};
use serde::{Deserialize, Serialize};

/// `GET /session`: who is signed in. A guest gets 401.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    pub account: Account,
    /// When the session ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Instant>,
}

/// The profile as the portal has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// Stable and opaque.
    pub id: String,
    pub login: String,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub full_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// E.164.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(default, deserialize_with = "tolerant::list")]
    pub contract_numbers: Vec<String>,
    /// The account is neither blocked nor closed.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub active: bool,
}
