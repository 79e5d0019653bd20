use super::{find, go, page, parts};
use crate::app::Portal;
use crate::problem::{Failure, Fatal, Kind};
use crate::queue::Queue;
use crate::store::conversations::{self, Talk};
use crate::store::messages;
use crate::store::operators::{self, Duty, Operator};
use crate::talk::{self, By};
use axum::extract::{Form, Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use contract::ConversationStatus::Waiting;
use contract::Message;
use domain::conversation::read_message;
use maud::Markup;
use rusqlite::Connection;
use serde::Deserialize;
use std::sync::Arc;

/// As much of a history as is looked at.
const SHOWN: u32 = 500;

/// The queue, and the conversations that the operator has.
pub(super) async fn desk(portal: &Arc<Portal>, operator: &Operator) -> Result<Markup, Failure> {
    let (context, id) = (Arc::clone(portal), operator.id.clone());
    let read = portal.store.read(move |connection| -> Result<_, Fatal> {
        let mut waiting = Vec::new();
        for talk in conversations::in_status(connection, Waiting)? {
            let last = last(connection, &talk)?;
            waiting.push((talk, last));
        }
        let mut own = Vec::new();
        for talk in conversations::of_operator(connection, &id)? {
            let last = last(connection, &talk)?;
            own.push((talk, last));
        }
        Ok((waiting, own, context.clock.now_ms()))
    });
    let (waiting, own, now) = read.await?;
    Ok(page::conversations(operator, &waiting, &own, now))
}

fn last(connection: &Connection, talk: &Talk) -> Result<Option<Message>, Fatal> {
    Ok(messages::after(connection, &talk.number, talk.last_sequence.saturating_sub(1), 1)?.pop())
}

struct Seen {
    talk: Talk,
    messages: Vec<Message>,
    colleagues: Vec<Operator>,
}

async fn seen(portal: &Portal, operator: &Operator, number: String) -> Result<Seen, Failure> {
    let id = operator.id.clone();
    let read = portal.store.read(move |connection| -> Result<_, Failure> {
        let talk = conversations::find(connection, &number)?.ok_or(Kind::NotFound)?;
        let messages = messages::after(connection, &number, talk.last_sequence.saturating_sub(SHOWN), SHOWN)?;
        let mut colleagues = operators::all(connection, Duty::Chat)?;
        colleagues.retain(|colleague| colleague.id != id && colleague.present);
        Ok(Seen { talk, messages, colleagues })
    });
    read.await
}

/// `GET /dev/operator/{operator}/conversations/{number}`
pub(super) async fn show(State(portal): State<Arc<Portal>>, Path((id, number)): Path<(String, String)>) -> Result<Response, Failure> {
    let operator = find(&portal, id).await?;
    let seen = seen(&portal, &operator, number).await?;
    let types = portal.talks.is_typing(&seen.talk.number);
    let content = page::conversation(&portal.desks.zone, &operator, &seen.talk, &seen.messages, &seen.colleagues, types);
    let address = format!("/dev/operator/{}/conversations/{}/now", operator.id, seen.talk.number);
    Ok(page::around(&seen.talk.full_name, Some(&address), &content).into_response())
}

/// `GET /dev/operator/{operator}/conversations/{number}/now`
pub(super) async fn now(State(portal): State<Arc<Portal>>, Path((id, number)): Path<(String, String)>) -> Result<Response, Failure> {
    let operator = find(&portal, id).await?;
    let Seen { talk, messages, .. } = seen(&portal, &operator, number).await?;
    let types = portal.talks.is_typing(&talk.number);
    Ok(parts(&[
        ("state", &page::state(&operator, &talk, types)),
        ("history", &page::history(&portal.desks.zone, &operator, &talk, &messages)),
    ]))
}

/// `GET /dev/operator/{operator}/conversations/{number}/files/{id}`
pub(super) async fn file(
    State(portal): State<Arc<Portal>>,
    Path((_, number, id)): Path<(String, String, i64)>,
) -> Result<Response, Failure> {
    let read = portal.store.read(move |connection| -> Result<_, Failure> {
        let file = messages::find_file(connection, &number, id)?.ok_or(Kind::NotFound)?;
        Ok((file.mime_type, messages::content(connection, &number, id)?.ok_or(Kind::NotFound)?))
    });
    let (mime_type, content) = read.await?;
    let about = [(CONTENT_TYPE, mime_type.as_str()), (CACHE_CONTROL, "no-store"), (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox")];
    Ok((about, content).into_response())
}

#[derive(Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    text: String,
    /// An operator's id.
    #[serde(default)]
    to: String,
}

/// `POST /dev/operator/{operator}/conversations/{number}/{action}`; `next` is the number of the one that waits longest.
pub(super) async fn act(
    State(portal): State<Arc<Portal>>,
    Path((id, number, action)): Path<(String, String, String)>,
    Form(said): Form<Said>,
) -> Result<Response, Failure> {
    let operator = find(&portal, id).await?;
    let desk = format!("/dev/operator/{}", operator.id);
    let number = talk::write(&portal, move |change| {
        let next = Queue::Conversations.waiting(change.transaction)?.into_iter().next();
        let number = if number == "next" { next.ok_or(Kind::NotFound)? } else { number };
        let talk = change.find(&number)?;
        if action == "take" {
            change.take(&talk, &operator.id)?;
            return Ok(Some(number));
        }
        // Nobody speaks for somebody else.
        if talk.operator.as_ref() != Some(&operator.id) {
            return Err(Kind::WrongState.into());
        }
        let stays = !matches!(action.as_str(), "transfer" | "end");
        match action.as_str() {
            "say" => match read_message(&said.text) {
                text if text.is_empty() => {}
                text => change.answer(&talk, &text)?,
            },
            "typing" => change.types(&talk)?,
            "identity" => change.request_identity(&talk)?,
            "hold" => change.hold(&talk, true)?,
            "resume" => change.hold(&talk, false)?,
            "transfer" => change.transfer(&talk, &said.to)?,
            "end" => change.end(&talk, By::Operator)?,
            _ => return Err(Kind::NotFound.into()),
        }
        Ok(stays.then_some(number))
    });
    Ok(go(&number.await?.map_or(desk.clone(), |number| format!("{desk}/conversations/{number}"))))
}
