use crate::app::Portal;
use crate::problem::{Failure, Kind};
use crate::queue::work;
use crate::store::callbacks::Kept;
use crate::store::operators::{self, Duty, Operator};
use crate::store::words::instant;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::sync::Arc;

/// `GET /dev/operators`
pub(super) async fn list(State(portal): State<Arc<Portal>>) -> Result<impl IntoResponse, Failure> {
    let read = portal.store.read(|connection| -> Result<_, Failure> {
        let mut all = operators::all(connection, Duty::Phone)?;
        all.extend(operators::all(connection, Duty::Chat)?);
        Ok(all.iter().map(shown).collect::<Vec<Value>>())
    });
    Ok(([(CACHE_CONTROL, "no-store")], Json(read.await?)))
}

fn shown(operator: &Operator) -> Value {
    let Operator { id, name, duty, present, automatic, busy } = operator;
    json!({ "id": id, "name": name, "kind": duty.word(), "present": present, "automatic": automatic, "busy": busy })
}

/// `POST /dev/operators/{id}/{deed}`: `take`, `answered`, `missed`, `completed` or `give-back`, and the callback is the answer;
/// 204 when there is none to take. `present` or `absent`.
pub(super) async fn act(State(portal): State<Arc<Portal>>, Path((id, deed)): Path<(String, String)>) -> Result<Response, Failure> {
    let done = work(&portal, move |work| match deed.as_str() {
        "take" => work.take_next(&id),
        "answered" => work.answered(&id).map(Some),
        "missed" => work.missed(&id).map(Some),
        "completed" => work.completed(&id).map(Some),
        "give-back" => work.give_back(&id).map(Some),
        "present" | "absent" => work.comes_or_goes(&id, deed == "present").map(|()| None),
        _ => Err(Kind::NotFound.into()),
    });
    let Some(kept) = done.await? else { return Ok(StatusCode::NO_CONTENT.into_response()) };
    Ok(([(CACHE_CONTROL, "no-store")], Json(as_called(&kept))).into_response())
}

/// What an operator sees of a callback.
fn as_called(kept: &Kept) -> Value {
    json!({
        "number": kept.number, "status": kept.status(), "fullName": kept.full_name, "phone": kept.phone, "ticketType": kept.ticket_type,
        "description": kept.description, "sheet": kept.sheet, "previousNumber": kept.previous_number, "urgent": kept.urgent,
        "reason": kept.reason, "codeWord": kept.code_word, "tries": kept.tries, "language": kept.language.tag(),
        "queuedAt": kept.queued_at.map(instant), "takenAt": kept.taken_at.map(instant),
    })
}
