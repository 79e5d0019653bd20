use crate::app::Portal;
use crate::problem::Failure;
use crate::store::outbox::{self, Mail};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::response::{IntoResponse, Response};
use domain::time::{UtcInstant, format_instant};
use maud::{DOCTYPE, Markup, html};
use serde::Serialize;
use std::sync::Arc;

/// More than anybody looks through.
const SHOWN: u32 = 200;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
    id: i64,
    recipient: String,
    subject: String,
    body: String,
    created: Option<String>,
    tries: u32,
    /// When the next try is; absent: sent.
    next_try: Option<String>,
    sent: Option<String>,
    last_error: Option<String>,
}

impl From<Mail> for Shown {
    fn from(mail: Mail) -> Self {
        let instant = |at: i64| UtcInstant::from_timestamp_millis(at).map(format_instant);
        Self {
            id: mail.id,
            recipient: mail.letter.recipient,
            subject: mail.letter.subject,
            body: mail.letter.body,
            created: instant(mail.created_at),
            tries: mail.tries,
            next_try: mail.sent_at.is_none().then(|| instant(mail.next_try_at)).flatten(),
            sent: mail.sent_at.and_then(instant),
            last_error: mail.last_error,
        }
    }
}

/// `GET /dev/outbox`: the newest mails first; JSON for who prefers it, else a page.
pub(super) async fn show(State(portal): State<Arc<Portal>>, headers: HeaderMap) -> Result<Response, Failure> {
    let mails: Vec<Mail> = portal.store.read(|connection| outbox::newest(connection, SHOWN)).await?;
    let mails: Vec<Shown> = mails.into_iter().map(Shown::from).collect();
    let wants_json = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| accept.contains("application/json"));
    if wants_json {
        return Ok(([(CACHE_CONTROL, "no-store")], Json(mails)).into_response());
    }
    let policy = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'";
    Ok(([(CACHE_CONTROL, "no-store"), (CONTENT_SECURITY_POLICY, policy)], page(&mails)).into_response())
}

fn page(mails: &[Shown]) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Outbox" }
                link rel="stylesheet" href="/portal/style.css";
            }
            body {
                main {
                    h1 { "Outbox" }
                    @if mails.is_empty() { p { "No mail has been written yet." } }
                    @for mail in mails {
                        article {
                            h2 { (mail.subject) }
                            p {
                                "To " (mail.recipient) ", " (mail.created.as_deref().unwrap_or_default()) ", "
                                @match &mail.sent {
                                    Some(sent) => { "sent " (sent) }
                                    None => { "not sent, " (mail.tries) " tries" }
                                }
                            }
                            @if let Some(error) = &mail.last_error { p .error { (error) } }
                            pre { (linked(&mail.body)) }
                        }
                    }
                }
            }
        }
    }
}

/// The text with its addresses as links.
fn linked(text: &str) -> Markup {
    html! {
        @for line in text.lines() {
            @if line.starts_with("http://") || line.starts_with("https://") { a href=(line) { (line) } } @else { (line) }
            "\n"
        }
    }
}
