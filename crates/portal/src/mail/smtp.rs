//! Handing a mail to the server that `--smtp` names.

use crate::problem::Fatal;
use crate::store::outbox::Mail;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, MaybeString, SinglePart};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::time::Duration;

/// A server that does not answer holds up the mail behind it.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) struct Smtp(AsyncSmtpTransport<Tokio1Executor>);

impl Smtp {
    /// # Errors
    /// When it is no `smtp://` or `smtps://` address.
    pub(super) fn new(address: &str) -> Result<Self, Fatal> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(address).map_err(|error| Fatal(format!("--smtp: {error}")))?;
        Ok(Self(builder.timeout(Some(PATIENCE)).build()))
    }

    /// # Errors
    /// When the server did not take it, whatever the reason.
    pub(super) async fn send(&self, from: &str, mail: &Mail) -> Result<(), Fatal> {
        let refused = |error: &dyn std::fmt::Display| Fatal(error.to_string());
        let from: Mailbox = from.parse().map_err(|error| refused(&error))?;
        let to: Address = mail.letter.recipient.parse().map_err(|error| refused(&error))?;
        let id = format!("<{}@{}>", mail.message_id, from.email.domain());
        let text = SinglePart::builder().header(ContentType::TEXT_PLAIN).body(MaybeString::String(mail.letter.body.clone()));
        let message = Message::builder()
            .from(from)
            .to(Mailbox::new(None, to))
            .subject(&mail.letter.subject)
            .message_id(Some(id))
            .singlepart(text)
            .map_err(|error| refused(&error))?;
        self.0.send(message).await.map_err(|error| refused(&error))?;
        Ok(())
    }
}
