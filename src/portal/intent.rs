//! What a visitor wants the portal to do: one thing, under one key.

use super::Failure;
use super::client::Answer;
use crate::browser::{intl, page};
use contract::read::Read;
use contract::{ArticleFeedback, CreatedTicket, IncidentSubscription, TicketLinkRequest};
use domain::ticket::ValidTicket;
use serde::Serialize;

/// What an intent is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Purpose {
    #[default]
    CreateTicket,
    SendTicketLink,
    ArticleFeedback,
    SubscribeToIncident,
}

impl Purpose {
    /// `about` names what it is about: an article, an incident.
    pub(super) fn path(self, about: &str) -> String {
        let about = page::encode(about);
        match self {
            Self::CreateTicket => "/tickets".to_owned(),
            Self::SendTicketLink => "/ticket-links".to_owned(),
            Self::ArticleFeedback => ["/articles/", &about, "/feedback"].concat(),
            Self::SubscribeToIncident => ["/incidents/", &about, "/subscriptions"].concat(),
        }
    }

    /// An answer that says what became of it. A ticket without a number is no word of the portal's: the same key gets it again.
    pub(super) fn understood(self, answer: Answer) -> Result<Answer, Failure> {
        if self == Self::CreateTicket {
            answer.decode::<CreatedTicket>()?;
        }
        Ok(answer)
    }
}

/// One thing the visitor wants the portal to do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub(crate) struct Intent {
    pub(crate) key: String,
    /// Account of whoever wrote it; `None` for a guest.
    pub(crate) owner: Option<String>,
    pub(crate) purpose: Purpose,
    /// What it is about, where its address names that.
    #[serde(default)]
    pub(super) about: String,
    /// The body as it will be sent, each time to the letter.
    pub(crate) body: String,
    /// Seconds since 1970 on the device's clock.
    pub(super) created: i64,
    /// A try of it may have been carried out, and no answer has said. Until one does it is neither changed nor given up.
    #[serde(default)]
    pub(super) is_uncertain: bool,
}

impl Intent {
    pub(crate) fn create_ticket(key: String, owner: Option<String>, ticket: &ValidTicket) -> Self {
        Self::new(key, owner, Purpose::CreateTicket, serde_json::to_string(ticket.as_wire()).unwrap_or_default())
    }

    pub(crate) fn send_ticket_link(key: String, owner: Option<String>, request: &TicketLinkRequest) -> Self {
        Self::new(key, owner, Purpose::SendTicketLink, serde_json::to_string(request).unwrap_or_default())
    }

    pub(crate) fn article_feedback(key: String, owner: Option<String>, slug: &str, feedback: &ArticleFeedback) -> Self {
        let body = serde_json::to_string(feedback).unwrap_or_default();
        Self { about: slug.to_owned(), ..Self::new(key, owner, Purpose::ArticleFeedback, body) }
    }

    pub(crate) fn subscribe(key: String, owner: Option<String>, incident: &str, subscription: &IncidentSubscription) -> Self {
        let body = serde_json::to_string(subscription).unwrap_or_default();
        Self { about: incident.to_owned(), ..Self::new(key, owner, Purpose::SubscribeToIncident, body) }
    }

    fn new(key: String, owner: Option<String>, purpose: Purpose, body: String) -> Self {
        Self { key, owner, purpose, about: String::new(), body, created: intl::device_now().timestamp(), is_uncertain: false }
    }
}
