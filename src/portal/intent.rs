//! What a visitor wants the portal to do: one thing, under one key.

use super::client::Answer;
use super::{Credential, Failure};
use crate::browser::{intl, page};
use crate::secrets::{self, Contact};
use contract::read::Read;
use contract::{
    ArticleFeedback, Call, Conversation, CreatedCallback, CreatedConversation, CreatedTicket, IncidentSubscription, Message,
    TicketLinkRequest,
};
use domain::ticket::ValidTicket;
use gloo_net::http::Method;
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
    CreateCallback,
    ChangeCallback,
    CreateConversation,
    ChangeConversation,
    SendMessage,
    SendTranscript,
    CreateCall,
    ChangeCall,
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
            Self::CreateCallback => "/callbacks".to_owned(),
            Self::ChangeCallback => ["/callbacks/", &about].concat(),
            Self::CreateConversation => "/conversations".to_owned(),
            Self::ChangeConversation => ["/conversations/", &about].concat(),
            Self::SendMessage => ["/conversations/", &about, "/messages"].concat(),
            Self::SendTranscript => ["/conversations/", &about, "/transcript"].concat(),
            Self::CreateCall => "/calls".to_owned(),
            Self::ChangeCall => ["/calls/", &about].concat(),
        }
    }

    pub(super) fn method(self) -> Method {
        match self {
            Self::ChangeCallback | Self::ChangeConversation | Self::ChangeCall => Method::PATCH,
            _ => Method::POST,
        }
    }

    /// Of what a guest needs the secret.
    fn contact(self) -> Option<Contact> {
        match self {
            // Asked for again: the open one that it may be added to.
            Self::CreateCallback | Self::ChangeCallback => Some(Contact::Callback),
            Self::ChangeConversation | Self::SendMessage | Self::SendTranscript => Some(Contact::Conversation),
            Self::ChangeCall => Some(Contact::Call),
            _ => None,
        }
    }

    /// An answer that says what became of it. What has no number is no word of the portal's: the same key gets it again.
    pub(super) fn understood(self, answer: Answer) -> Result<Answer, Failure> {
        match self {
            Self::CreateTicket => answer.decode::<CreatedTicket>().map(|_| answer),
            Self::CreateCallback => answer.decode::<CreatedCallback>().map(|_| answer),
            Self::ChangeCallback => answer.decode::<contract::Callback>().map(|_| answer),
            Self::CreateConversation => answer.decode::<CreatedConversation>().map(|_| answer),
            Self::ChangeConversation => answer.decode::<Conversation>().map(|_| answer),
            Self::SendMessage => answer.decode::<Message>().map(|_| answer),
            Self::CreateCall | Self::ChangeCall => answer.decode::<Call>().map(|_| answer),
            Self::SendTicketLink | Self::ArticleFeedback | Self::SubscribeToIncident | Self::SendTranscript => Ok(answer),
        }
    }
}

/// One thing the visitor wants the portal to do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub(crate) struct Intent {
    pub(crate) key: String,
    /// Account of whoever wrote it; `None` for a guest.
    pub(crate) owner: Option<String>,
    pub(crate) purpose: Purpose,
    /// What it is about, where its address, or the right to it, names that.
    #[serde(default)]
    pub(crate) about: String,
    /// The body as it will be sent, each time to the letter.
    pub(crate) body: String,
    /// Seconds since 1970 on the device's clock.
    pub(crate) created: i64,
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

    /// Something that is made by it, or changed: `about` is its number, empty for what has none yet.
    pub(crate) fn of(purpose: Purpose, key: String, owner: Option<String>, about: &str, body: &impl Serialize) -> Self {
        let body = serde_json::to_string(body).unwrap_or_default();
        Self { about: about.to_owned(), ..Self::new(key, owner, purpose, body) }
    }

    /// What proves the right to it.
    pub(super) fn credential(&self) -> Credential {
        let secret = self.purpose.contact().and_then(|contact| secrets::of(contact, &self.about));
        match (secret, &self.owner) {
            (Some(secret), None) => Credential::Secret(secret),
            (_, Some(_)) => Credential::Session,
            (None, None) => Credential::Guest,
        }
    }

    fn new(key: String, owner: Option<String>, purpose: Purpose, body: String) -> Self {
        Self { key, owner, purpose, about: String::new(), body, created: intl::device_now().timestamp(), is_uncertain: false }
    }
}
