use crate::read::Read;
use crate::{ChannelKind, Instant, tolerant};
use serde::{Deserialize, Serialize};

/// `GET /availability`: how things stand this second. Never cached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Availability {
    /// The portal's clock, with milliseconds.
    pub server_time: Instant,
    #[serde(default, deserialize_with = "tolerant::list")]
    pub channels: Vec<ChannelAvailability>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct ChannelAvailability {
    /// [`crate::Channel::id`].
    pub channel: String,
    pub kind: ChannelKind,
    /// Absent: not known.
    #[serde(default)]
    pub operators_free: Option<u32>,
    /// People waiting; absent: not known.
    #[serde(default)]
    pub queue_length: Option<u32>,
    /// Seconds until somebody answers; absent: not known. Never 0 for "not known".
    #[serde(default)]
    pub estimated_wait: Option<u32>,
}
