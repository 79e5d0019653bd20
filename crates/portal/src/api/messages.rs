use super::conversations::seen;
use super::owner::{asking, number};
use super::viewer::Viewer;
use super::write::{Write, kept, once};
use crate::app::Portal;
use crate::problem::{Failure, Fatal, Kind};
use crate::store::answers::Answer;
use crate::store::messages::{self, New};
use crate::talk;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use contract::{MessageAuthor, MessageList, NewMessage};
use domain::conversation::{MESSAGE_MAX, read_message};
use serde::Deserialize;
use std::sync::Arc;

/// How many messages a page has.
const PAGE: u32 = 200;

/// `GET /conversations/{number}/messages?after=`
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    after: u32,
}

pub(super) async fn list(
    State(portal): State<Arc<Portal>>,
    viewer: Viewer,
    Path(sent): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Failure> {
    let (number, asking) = (number(&sent)?, asking(&viewer, &headers));
    let items = portal.store.read(move |connection| -> Result<_, Failure> {
        seen(connection, &number, &asking)?;
        Ok(messages::after(connection, &number, wanted.after, PAGE)?)
    });
    Ok(([(CACHE_CONTROL, "no-store"), (VARY, "cookie, ticket-secret")], Json(MessageList { items: items.await? })))
}

/// `POST /conversations/{number}/messages`
pub(super) async fn send(
    State(portal): State<Arc<Portal>>,
    Path(sent): Path<String>,
    headers: HeaderMap,
    write: Write<NewMessage>,
) -> Result<Response, Failure> {
    let (number, asking) = (number(&sent)?, asking(&write.viewer, &headers));
    let outcome = talk::write(&portal, move |change| {
        let talk = seen(change.transaction, &number, &asking)?;
        once(change.transaction, &write.once, change.now_ms(), || {
            if talk.is_over() {
                return Err(Kind::WrongState.into());
            }
            let text = read_message(&write.body.text);
            if text.chars().nth(MESSAGE_MAX).is_some() {
                return Err(Failure::invalid_at("/text", "tooLong"));
            }
            let attachment = match &write.body.attachment {
                None if text.is_empty() => return Err(Failure::invalid_at("/text", "required")),
                None => None,
                Some(id) => {
                    let found = id.parse().ok().map(|id| messages::find_file(change.transaction, &number, id)).transpose()?.flatten();
                    Some(found.and_then(|file| file.id.parse().ok()).ok_or_else(|| Failure::invalid_at("/attachment", "notAllowed"))?)
                }
            };
            let key = Some(write.once.key.as_str());
            let message = change.say(&talk, &New { author: MessageAuthor::Visitor, name: None, key, text: &text, attachment })?;
            let body = serde_json::to_string(&message).map_err(Fatal::from)?;
            Ok(Answer { status: StatusCode::CREATED.as_u16(), location: None, body })
        })
    });
    Ok(kept(outcome.await?))
}
