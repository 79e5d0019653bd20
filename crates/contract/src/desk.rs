use crate::read::Read;
use crate::{Answer, AttachmentLimits, Check, ChecklistPage, MenuEntry, Schedule, tolerant};
use serde::{Deserialize, Serialize};

/// `GET /support-desk`: everything about the support that is the same for every visitor. Public and cacheable.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct SupportDesk {
    /// `major.minor`, see [`crate::CONTRACT_VERSION`].
    pub contract_version: String,
    /// The portal's name, in the language of the answer.
    pub name: String,
    /// The data are made up, for a demonstration.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub demonstration: bool,
    /// Language of this answer, BCP 47.
    pub locale: String,
    /// Languages the portal answers in; the first is its default.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub locales: Vec<String>,
    /// IANA name of the portal's own zone.
    pub time_zone: String,
    /// What this portal offers. What is missing here is not shown.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub capabilities: Vec<Capability>,
    /// Telephone numbers, the most important first.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub lines: Vec<Line>,
    /// Ways of contact, in the order in which they are shown.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub channels: Vec<Channel>,
    /// What a ticket can be about, in the order in which it is shown.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub categories: Vec<Category>,
    /// What a visitor agrees to before something is sent.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub consents: Vec<Consent>,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub addresses: Addresses,
    /// What an operator will never ask for: "your password".
    #[serde(default, deserialize_with = "tolerant::list")]
    pub never_asked: Vec<String>,
    /// Which files can go with a ticket; absent: none.
    #[serde(default, deserialize_with = "tolerant::understood", skip_serializing_if = "Option::is_none")]
    pub attachments: Option<AttachmentLimits>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub enum Capability {
    /// Visitors can sign in: `/session` and [`Addresses::sign_in`].
    Accounts,
    /// `/tickets`.
    Tickets,
    /// `/tickets` without a session, in the categories that allow it, and `/ticket-links`.
    GuestTickets,
    Callbacks,
    Conversations,
    /// `/calls`: the record of a call can be kept at the portal too.
    Calls,
    Assistant,
    Articles,
    Incidents,
    News,
    Ratings,
    Events,
    Push,
    /// Messages by SMS: `sms` in `notifyBy`.
    Sms,
    #[default]
    #[serde(other)]
    Unknown,
}

/// A telephone number of the portal, with what a caller wants to know about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    pub id: String,
    /// "Support", "From abroad".
    pub name: String,
    pub number: PhoneNumber,
    /// What a call costs, in words; absent: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<String>,
    /// Calls are recorded.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub recorded: bool,
    /// Countries from which it can be called, ISO 3166-1 alpha-2; empty: from all of them.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub reachable_from: Vec<String>,
    /// What the machine offers before a person answers.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub voice_menu: Vec<MenuEntry>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct PhoneNumber {
    /// E.164: `+78005550142`.
    pub number: String,
    /// Digits to dial after the connection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
    /// As the portal writes it: `8 800 555-01-42`.
    pub display: String,
}

/// A way of contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Channel {
    pub id: String,
    pub kind: ChannelKind,
    pub name: String,
    /// What it suits best, one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suits: Option<String>,
    /// When somebody (or something) answers; absent, or not to be understood: not known.
    #[serde(default, deserialize_with = "tolerant::understood", skip_serializing_if = "Option::is_none")]
    pub schedule: Option<Schedule>,
    /// Where it is: an `https:` or `mailto:` address, for the channels that are elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Usual time to an answer, in words: "within a working day".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual_answer: Option<String>,
    /// How busy it usually is, hour by hour; what is missing is not known.
    #[serde(default, deserialize_with = "tolerant::list", skip_serializing_if = "Vec::is_empty")]
    pub usual_load: Vec<HourLoad>,
}

/// How busy an hour of a working day usually is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct HourLoad {
    /// 0 to 23, in the zone of the channel's schedule.
    pub hour: u32,
    /// 0 (nobody waits) to 100 (as busy as it gets).
    pub load: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub enum ChannelKind {
    Phone,
    OperatorChat,
    Callback,
    TicketForm,
    Email,
    Assistant,
    SocialNetwork,
    TechnicalService,
    #[default]
    #[serde(other)]
    Unknown,
}

/// What a ticket can be about, and the form that goes with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Category {
    pub id: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// A ticket of this category can be sent without signing in.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub guests: bool,
    /// What the form asks beyond the description and the contact.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub attributes: Vec<Attribute>,
    /// What to prepare before a call, in the order in which an operator asks.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub checklist: Vec<ChecklistPage>,
    /// Documents and confirmations to have at hand; they are never typed in.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub documents: Vec<String>,
    /// What to try first.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub checks: Vec<Check>,
}

/// One question of a category's form; Open311's `attribute`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Attribute {
    pub code: String,
    pub datatype: Datatype,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub required: bool,
    /// The question, as its label.
    pub description: String,
    /// Help under the label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub datatype_description: Option<String>,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub order: i64,
    /// Choices of the two list types.
    #[serde(default, deserialize_with = "tolerant::list", skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Value>,
    /// Why it is asked, one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// In a checklist: asked only when that question is answered by one of those values. A ticket's form asks everything.
    #[serde(default, deserialize_with = "tolerant::understood", skip_serializing_if = "Option::is_none")]
    pub only_if: Option<Answer>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "lowercase")]
pub enum Datatype {
    /// One line.
    String,
    /// A decimal number; a comma is as good as a point.
    Number,
    /// `YYYY-MM-DDTHH:MM`, local to the portal's zone.
    Datetime,
    /// Several lines.
    Text,
    Singlevaluelist,
    Multivaluelist,
    /// Asked as one line.
    #[default]
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Value {
    pub key: String,
    pub name: String,
}

/// A text that a visitor agrees to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Consent {
    pub id: String,
    /// Version of the text: what is recorded with the agreement.
    pub version: String,
    /// The sentence beside the box.
    pub text: String,
    /// The whole text, an `https:` address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Nothing can be sent without it.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub required: bool,
}

/// The portal's own pages. In each, `{return}` stands for the percent-encoded address to come back to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Addresses {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<String>,
    /// Where the visitor's own data are corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
}
