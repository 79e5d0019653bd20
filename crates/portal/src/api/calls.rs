use super::owner;
use super::viewer::Viewer;
use super::write::{Write, kept, marked, once};
use crate::app::Portal;
use crate::problem::{Failure, Fatal, Kind};
use crate::secrets::hash;
use crate::store::answers::Answer;
use crate::store::calls;
use crate::store::contacts::{ContactKind, may_see};
use crate::store::words::instant;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, LOCATION, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use contract::{Call, CallRecord, CallStatus, ProblemError};
use domain::call::check_record;
use std::sync::Arc;

/// `POST /calls`
pub(super) async fn create(State(portal): State<Arc<Portal>>, write: Write<CallRecord>) -> Result<Response, Failure> {
    let Write { viewer, body, once: write } = write;
    let account = viewer.account_id().map(str::to_owned);
    let (context, key, is_guest) = (Arc::clone(&portal), write.key.clone(), account.is_none());
    let outcome = portal.store.write(move |transaction| {
        let now = context.clock.now();
        once(transaction, &write, now.timestamp_millis(), || {
            check(&body, None)?;
            let number = ContactKind::Call.free_number(&context.desks, transaction, now)?;
            let secret_hash = account.is_none().then(|| hash(context.key.contact_secret(&number, &write.key)));
            calls::insert(transaction, &number, account.as_deref(), secret_hash, &body, now.timestamp_millis())?;
            let location = Some(format!("/api/calls/{number}"));
            let call = Call { number, creation_date: instant(now.timestamp_millis()), record: body, secret: None };
            Ok(Answer { status: StatusCode::CREATED.as_u16(), location, body: serde_json::to_string(&call).map_err(Fatal::from)? })
        })
    });
    let outcome = outcome.await?;
    let again = outcome.is_again();
    let Answer { location, body, .. } = outcome.into_answer();
    let mut call: Call = serde_json::from_str(&body).map_err(Fatal::from)?;
    call.secret = is_guest.then(|| portal.key.contact_secret(&call.number, &key));
    let about = [(CACHE_CONTROL, "no-store".to_owned()), (LOCATION, location.unwrap_or_default())];
    Ok(marked((StatusCode::CREATED, about, Json(call)).into_response(), again))
}

/// `GET /calls/{number}`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    viewer: Viewer,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Failure> {
    let (asking, number) = (owner::asking(&viewer, &headers), owner::number(&number)?);
    let found = portal.store.read(move |connection| -> Result<_, Failure> {
        owner::must_see(connection, &number, &asking)?;
        Ok(calls::find(connection, &number)?)
    });
    let call = found.await?.ok_or(Kind::NotFound)?;
    Ok(([(CACHE_CONTROL, "private, no-store"), (VARY, "cookie, ticket-secret")], Json(call)))
}

/// `PATCH /calls/{number}`: the whole record again.
pub(super) async fn change(
    State(portal): State<Arc<Portal>>,
    Path(number): Path<String>,
    headers: HeaderMap,
    write: Write<CallRecord>,
) -> Result<Response, Failure> {
    let Write { viewer, body, once: write } = write;
    let (asking, number) = (owner::asking(&viewer, &headers), owner::number(&number)?);
    let context = Arc::clone(&portal);
    let outcome = portal.store.write(move |transaction| {
        let now = context.clock.now_ms();
        let known = if may_see(transaction, &number, &asking)? { calls::find(transaction, &number)? } else { None };
        let known = known.ok_or(Kind::NotFound)?;
        once(transaction, &write, now, || {
            check(&body, Some(known.record.status))?;
            calls::replace(transaction, &number, &body, now)?;
            let call = Call { record: body, ..known };
            Ok(Answer { status: StatusCode::OK.as_u16(), location: None, body: serde_json::to_string(&call).map_err(Fatal::from)? })
        })
    });
    Ok(kept(outcome.await?))
}

/// # Errors
/// 422 with everything that is wrong.
fn check(record: &CallRecord, known: Option<CallStatus>) -> Result<(), Failure> {
    let wrong = check_record(record, known);
    if wrong.is_empty() {
        return Ok(());
    }
    let error = |(pointer, code): (String, &str)| ProblemError { pointer, detail: String::new(), code: code.to_owned() };
    Err(Failure::invalid(wrong.into_iter().map(error).collect()))
}
