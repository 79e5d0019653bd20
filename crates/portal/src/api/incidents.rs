use super::viewer::Viewer;
use super::write::{Write, kept, once};
use crate::app::Portal;
use crate::language::Language;
use crate::problem::{Failure, Fatal, Kind};
use crate::store::answers::Answer;
use crate::store::incidents::{self, Subscriber};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, VARY};
use axum::response::{IntoResponse, Response};
use contract::{Incident, IncidentList, IncidentSubscription, ProblemError};
use domain::ticket::read_email;
use rusqlite::Transaction;
use std::sync::Arc;

/// `GET /incidents`
pub(super) async fn list(State(portal): State<Arc<Portal>>, language: Language) -> Result<impl IntoResponse, Failure> {
    let now = portal.clock.now_ms();
    let items: Vec<Incident> = portal.store.read(move |connection| incidents::current(connection, language, now)).await?;
    let about = [(CACHE_CONTROL, "no-store"), (CONTENT_LANGUAGE, language.tag()), (VARY, "accept-language")];
    Ok((about, Json(IncidentList { items })))
}

/// `POST /incidents/{id}/subscriptions`
pub(super) async fn subscribe(
    State(portal): State<Arc<Portal>>,
    language: Language,
    Path(id): Path<String>,
    write: Write<IncidentSubscription>,
) -> Result<Response, Failure> {
    let context = Arc::clone(&portal);
    let outcome = portal.store.write(move |transaction| {
        let Write { viewer, body, once: write } = write;
        once(transaction, &write, context.clock.now_ms(), || {
            let subscriber = subscriber(&viewer, &body, language);
            let incident = note(transaction, &id, subscriber, language)?;
            let body = serde_json::to_string(&incident).map_err(Fatal::from)?;
            Ok(Answer { status: StatusCode::CREATED.as_u16(), location: None, body })
        })
    });
    Ok(kept(outcome.await?))
}

/// The incident after it is noted.
fn note(transaction: &Transaction<'_>, id: &str, subscriber: Result<Subscriber, Failure>, language: Language) -> Result<Incident, Failure> {
    let incident = incidents::find(transaction, language, id)?.ok_or(Kind::NotFound)?;
    if incident.fixed.is_some() {
        return Err(Kind::AlreadyFixed.into());
    }
    incidents::subscribe(transaction, id, &subscriber?)?;
    Ok(incidents::find(transaction, language, id)?.ok_or(Kind::NotFound)?)
}

/// Who it is, and where to write to: the address given, or else that of the account.
fn subscriber(viewer: &Viewer, body: &IncidentSubscription, language: Language) -> Result<Subscriber, Failure> {
    let wrong =
        |code: &str| Failure::invalid(vec![ProblemError { pointer: "/email".to_owned(), detail: String::new(), code: code.to_owned() }]);
    let account = viewer.0.as_ref().map(|session| &session.account);
    let given = body.email.as_deref().filter(|email| !email.trim().is_empty());
    let email = match given.or(account.and_then(|account| account.email.as_deref())) {
        _ if !body.notify => None,
        None => return Err(wrong("required")),
        Some(email) => Some(read_email(email).ok_or_else(|| wrong("invalid"))?),
    };
    Ok(Subscriber { account: account.map(|account| account.id.clone()), email, language })
}
