use super::conversations::seen;
use super::owner::{asking, number};
use super::ticket_links::taken;
use super::viewer::Viewer;
use super::write::{Write, once};
use crate::app::Portal;
use crate::language::Language;
use crate::mail::letters;
use crate::problem::{Failure, Fatal};
use crate::secrets::token;
use crate::store::answers::Answer;
use crate::store::conversations::Talk;
use crate::store::{messages, outbox};
use crate::texts::fill;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LANGUAGE, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use contract::{Message, MessageAuthor, TranscriptRequest};
use domain::ticket::read_email;
use domain::time::{UtcInstant, parse_instant};
use domain::zone::Zone;
use rusqlite::Connection;
use std::fmt::Write as _;
use std::sync::Arc;

/// `GET /conversations/{number}/transcript`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    viewer: Viewer,
    language: Language,
    Path(sent): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (number, asking) = (number(&sent)?, asking(&viewer, &headers));
    let context = Arc::clone(&portal);
    let text = portal.store.read(move |connection| -> Result<_, Failure> {
        let talk = seen(connection, &number, &asking)?;
        Ok((transcript(&context, connection, &talk, language)?, talk.number))
    });
    let (text, number) = text.await?;
    let about = [
        (CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{number}.txt\"")),
        (CONTENT_LANGUAGE, language.tag().to_owned()),
        (CACHE_CONTROL, "private, no-store".to_owned()),
        (VARY, "accept-language, cookie, ticket-secret".to_owned()),
    ];
    Ok((about, text).into_response())
}

/// `POST /conversations/{number}/transcript`
pub(super) async fn send(
    State(portal): State<Arc<Portal>>,
    language: Language,
    Path(sent): Path<String>,
    headers: HeaderMap,
    write: Write<TranscriptRequest>,
) -> Result<Response, Failure> {
    let (number, asking) = (number(&sent)?, asking(&write.viewer, &headers));
    let own = write.viewer.0.as_ref().and_then(|session| session.account.email.clone());
    let (may_see, may_ask) = (number.clone(), asking.clone());
    portal.store.read(move |connection| seen(connection, &may_see, &may_ask)).await?;
    portal.gates.links_by_number.pass(format!("transcript {number}"))?;
    let context = Arc::clone(&portal);
    let outcome = portal.store.write(move |transaction| {
        let talk = seen(transaction, &number, &asking)?;
        let now = context.clock.now_ms();
        once(transaction, &write.once, now, || {
            let given = write.body.email.as_deref().filter(|email| !email.trim().is_empty());
            let email = given.or(own.as_deref()).ok_or_else(|| Failure::invalid_at("/email", "required"))?;
            let email = read_email(email).ok_or_else(|| Failure::invalid_at("/email", "invalid"))?;
            let text = transcript(&context, transaction, &talk, language)?;
            outbox::put(transaction, &token()?, &letters::transcript(&context, language, &number, &text, email), now)?;
            Ok(Answer { status: StatusCode::ACCEPTED.as_u16(), location: None, body: String::new() })
        })
    });
    let outcome = outcome.await?;
    portal.post.wake();
    Ok(taken(&outcome))
}

/// The whole conversation, by the portal's own clock on the wall.
fn transcript(portal: &Portal, connection: &Connection, talk: &Talk, language: Language) -> Result<String, Fatal> {
    let texts = &portal.texts.of(language).talk;
    let wall = |at: UtcInstant| portal.desks.zone.local(at);
    let began = UtcInstant::from_timestamp_millis(talk.created_at).unwrap_or_default();
    let date = wall(began).format("%Y-%m-%d").to_string();
    let zone = portal.desks.zone.name();
    let mut text = fill(&texts.transcript_heading, &[("number", &talk.number), ("date", &date), ("zone", zone)]);
    let mut last = 0;
    loop {
        let page = messages::after(connection, &talk.number, last, 500)?;
        for message in &page {
            let at = parse_instant(&message.date).map(|at| wall(at).format("%H:%M").to_string()).unwrap_or_default();
            // Writing into a text does not fail.
            let _ = write!(text, "\n\n{at} {}\n{}", author(texts, talk, message), said(texts, message));
        }
        match page.last() {
            Some(message) => last = message.sequence,
            None => break,
        }
    }
    text.push('\n');
    Ok(text)
}

fn author(texts: &crate::texts::TalkTexts, talk: &Talk, message: &Message) -> String {
    match message.author {
        MessageAuthor::Visitor => talk.full_name.clone(),
        MessageAuthor::Operator => fill(&texts.operator, &[("name", message.name.as_deref().unwrap_or_default())]),
        MessageAuthor::System | MessageAuthor::Unknown => texts.portal.clone(),
    }
}

fn said(texts: &crate::texts::TalkTexts, message: &Message) -> String {
    let file = message.attachment.as_ref().map(|file| fill(&texts.file, &[("name", &file.name)]));
    let parts: Vec<&str> = [Some(message.text.as_str()).filter(|text| !text.is_empty()), file.as_deref()].into_iter().flatten().collect();
    parts.join("\n")
}
