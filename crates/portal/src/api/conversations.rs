use super::desk::is_known;
use super::owner::{asking, number};
use super::viewer::Viewer;
use super::write::{Outcome, Write, gate, marked, once};
use crate::app::Portal;
use crate::language::Language;
use crate::problem::{Failure, Fatal, Kind};
use crate::queue::Queue;
use crate::secrets::{fingerprint, hash};
use crate::store::answers::Answer;
use crate::store::contacts::{Asking, ContactKind, may_see};
use crate::store::conversations::{self, New, Talk};
use crate::store::messages;
use crate::talk::{self, By, Change, view};
use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_MATCH, LOCATION, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use contract::{
    Conversation, ConversationChange, ConversationList, ConversationStatus, CreatedConversation, MessageAuthor, NewConversation,
};
use domain::conversation::check_wire;
use domain::ticket::read_ticket_number;
use rusqlite::Connection;
use std::sync::Arc;

/// More than anybody looks through.
const LISTED: u32 = 100;

/// `POST /conversations`
pub(super) async fn create(
    State(portal): State<Arc<Portal>>,
    language: Language,
    write: Write<NewConversation>,
) -> Result<Response, Failure> {
    let Write { viewer, body, once: write } = write;
    let account = viewer.account_id().map(str::to_owned);
    let key = write.key.clone();
    let outcome = talk::write(&portal, move |change| {
        once(change.transaction, &write, change.now_ms(), || {
            let sent = accept(change.portal, language, &body)?;
            let conversation = open(change, &sent, account.as_deref(), language, &write.key)?;
            let location = Some(format!("/api/conversations/{}", conversation.number));
            // Without the secret: it is made again from the key that a repetition brings.
            let body = serde_json::to_string(&CreatedConversation { conversation, secret: None }).map_err(Fatal::from)?;
            Ok(Answer { status: StatusCode::CREATED.as_u16(), location, body })
        })
    });
    answer(&portal, &key, viewer.account_id().is_none(), outcome.await?)
}

fn accept(portal: &Portal, language: Language, sent: &NewConversation) -> Result<NewConversation, Failure> {
    check_wire(sent, &portal.desks.of(language).desk).map_err(|wrong| {
        let error = |(pointer, code): (String, &str)| contract::ProblemError { pointer, detail: String::new(), code: code.to_owned() };
        Failure::invalid(wrong.into_iter().map(error).collect())
    })
}

/// Writes it down, and connects it at once where somebody is free.
fn open(
    change: &Change<'_>,
    sent: &NewConversation,
    account: Option<&str>,
    language: Language,
    key: &str,
) -> Result<Conversation, Failure> {
    let Change { portal, transaction, now, .. } = change;
    if !portal.desks.is_open(Queue::Conversations.channel(), *now) {
        return Err(Kind::Closed.into());
    }
    let number = ContactKind::Conversation.free_number(&portal.desks, transaction, *now)?;
    let secret = account.is_none().then(|| portal.key.contact_secret(&number, key));
    // A number reveals nothing by this: only that whoever answers is the same.
    let previous = sent.previous_number.as_deref().and_then(read_ticket_number);
    let previous = previous.map(|previous| conversations::find(transaction, &previous)).transpose()?.flatten();
    let new = New {
        number: &number,
        account,
        secret_hash: secret.map(hash),
        language,
        full_name: &sent.full_name,
        ticket_type: sent.ticket_type.as_deref(),
        sheet: sent.sheet.as_deref(),
        consents: &sent.consents,
        wanted: previous.as_ref().and_then(|previous| previous.operator.as_deref()),
    };
    conversations::insert(transaction, &new, change.now_ms())?;
    change.has_come();
    if let Some(text) = &sent.description {
        let first = messages::New { author: MessageAuthor::Visitor, name: None, key: None, text, attachment: None };
        change.say(&change.find(&number)?, &first)?;
    }
    change.assign()?;
    Ok(view(portal, transaction, &change.find(&number)?, *now)?)
}

fn answer(portal: &Portal, key: &str, is_guest: bool, outcome: Outcome) -> Result<Response, Failure> {
    let again = outcome.is_again();
    let answer = outcome.into_answer();
    let mut created: CreatedConversation = serde_json::from_str(&answer.body).map_err(Fatal::from)?;
    created.secret = is_guest.then(|| portal.key.contact_secret(&created.conversation.number, key));
    let location = answer.location.unwrap_or_default();
    let about = [(CACHE_CONTROL, "no-store"), (LOCATION, location.as_str())];
    Ok(marked((StatusCode::CREATED, about, Json(created)).into_response(), again))
}

/// `GET /conversations`
pub(super) async fn list(State(portal): State<Arc<Portal>>, viewer: Viewer) -> Result<impl IntoResponse, Failure> {
    let account = viewer.signed_in()?.account.id;
    let context = Arc::clone(&portal);
    let items = portal.store.read(move |connection| -> Result<Vec<Conversation>, Fatal> {
        let now = context.clock.now();
        conversations::of_account(connection, &account, LISTED)?.iter().map(|talk| view(&context, connection, talk, now)).collect()
    });
    Ok(([(CACHE_CONTROL, "no-store"), (VARY, "cookie")], Json(ConversationList { items: items.await? })))
}

/// `GET /conversations/{number}`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    viewer: Viewer,
    Path(sent): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (number, asking) = (number(&sent)?, asking(&viewer, &headers));
    let context = Arc::clone(&portal);
    let found = portal.store.read(move |connection| -> Result<Conversation, Failure> {
        let talk = seen(connection, &number, &asking)?;
        Ok(view(&context, connection, &talk, context.clock.now())?)
    });
    let json = serde_json::to_string(&found.await?).map_err(Fatal::from)?;
    let etag = etag(&json);
    let about = [(ETAG, etag.as_str()), (CACHE_CONTROL, "private, no-cache"), (VARY, "cookie, ticket-secret")];
    if is_known(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, about).into_response());
    }
    Ok((about, [(CONTENT_TYPE, "application/json")], json).into_response())
}

/// By all that is shown: its place in the queue too.
fn etag(json: &str) -> String {
    format!("\"{}\"", fingerprint(json))
}

/// The conversation, for whoever may see it.
///
/// # Errors
/// 404 for everybody else.
pub(super) fn seen(connection: &Connection, number: &str, asking: &Asking) -> Result<Talk, Failure> {
    if !may_see(connection, number, asking)? {
        return Err(Kind::NotFound.into());
    }
    Ok(conversations::find(connection, number)?.ok_or(Kind::NotFound)?)
}

/// `PATCH /conversations/{number}`
pub(super) async fn change(
    State(portal): State<Arc<Portal>>,
    Path(sent): Path<String>,
    headers: HeaderMap,
    write: Write<ConversationChange>,
) -> Result<Response, Failure> {
    let (number, asking) = (number(&sent)?, asking(&write.viewer, &headers));
    let expected = headers.get(IF_MATCH).and_then(|etag| etag.to_str().ok()).map(str::to_owned);
    let outcome = talk::write(&portal, move |change| {
        let talk = seen(change.transaction, &number, &asking)?;
        once(change.transaction, &write.once, change.now_ms(), || {
            let json = |talk: &Talk| -> Result<String, Fatal> {
                Ok(serde_json::to_string(&view(change.portal, change.transaction, talk, change.now)?)?)
            };
            let stands = etag(&json(&talk)?);
            let is_outdated = |expected: &str| !expected.split(',').any(|one| matches!(one.trim(), "*") || one.trim() == stands);
            if expected.as_deref().is_some_and(is_outdated) {
                return Err(Kind::Outdated.into());
            }
            match write.body.status {
                ConversationStatus::Ended => change.end(&talk, By::Visitor)?,
                ConversationStatus::Abandoned => change.abandon(&talk)?,
                _ => return Err(Failure::invalid_at("/status", "notAllowed")),
            }
            Ok(Answer { status: StatusCode::OK.as_u16(), location: None, body: json(&change.find(&number)?)? })
        })
    });
    let outcome = outcome.await?;
    let again = outcome.is_again();
    let body = outcome.into_answer().body;
    let about = [(ETAG, etag(&body)), (CACHE_CONTROL, "no-store".to_owned()), (CONTENT_TYPE, "application/json".to_owned())];
    Ok(marked((about, body).into_response(), again))
}

/// `POST /conversations/{number}/typing`
pub(super) async fn types(State(portal): State<Arc<Portal>>, Path(sent): Path<String>, request: Request) -> Result<StatusCode, Failure> {
    let (mut parts, _) = request.into_parts();
    let viewer = gate(&mut parts, &portal).await?;
    let (number, asking) = (number(&sent)?, asking(&viewer, &parts.headers));
    let talk = portal.store.read(move |connection| seen(connection, &number, &asking)).await?;
    if !talk.is_over() {
        portal.talks.types(talk.number);
    }
    Ok(StatusCode::ACCEPTED)
}
