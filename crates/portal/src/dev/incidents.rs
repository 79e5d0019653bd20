use crate::app::Portal;
use crate::desk::in_language;
use crate::language::Language;
use crate::mail::letters;
use crate::problem::{Failure, Kind};
use crate::secrets::token;
use crate::store::{events, incidents, outbox};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use contract::events::INCIDENTS;
use contract::{Incident, IncidentList};
use domain::time::UtcInstant;
use rusqlite::Transaction;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// `{"title": "Payments fail", "categories": ["payment"], "nextUpdateMinutes": 30}`; a text may be one for each language.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewIncident {
    title: Value,
    #[serde(default)]
    description: Option<Value>,
    #[serde(default)]
    categories: Vec<String>,
    #[serde(default)]
    next_update_minutes: Option<i64>,
}

/// `GET /dev/incidents`: all there ever were.
pub(super) async fn list(State(portal): State<Arc<Portal>>, language: Language) -> Result<impl IntoResponse, Failure> {
    let items: Vec<Incident> = portal.store.read(move |connection| incidents::all(connection, language)).await?;
    Ok(([(CACHE_CONTROL, "no-store")], Json(IncidentList { items })))
}

/// `POST /dev/incidents`: one that begins now.
pub(super) async fn open(State(portal): State<Arc<Portal>>, language: Language, Json(new): Json<NewIncident>) -> Result<Response, Failure> {
    let texts = json!({ "title": new.title, "description": new.description });
    let title_in = |language| in_language(&texts, language).get("title").and_then(Value::as_str).is_some_and(|title| !title.is_empty());
    if !Language::ALL.into_iter().all(title_in) {
        return Err(Kind::Invalid.into());
    }
    let now = portal.clock.now();
    let written = incidents::Written {
        id: token()?,
        texts,
        categories: new.categories,
        since: now.timestamp_millis(),
        next_update: new.next_update_minutes.map(|minutes| after_minutes(now, minutes).timestamp_millis()),
        fixed: None,
        affected: 0,
    };
    let opened = portal.store.write(move |transaction| -> Result<_, Failure> {
        incidents::put(transaction, &written)?;
        events::record(transaction, None, None, INCIDENTS, &json!({}), written.since)?;
        Ok(incidents::find(transaction, language, &written.id)?)
    });
    let opened = opened.await?;
    portal.live.wake();
    Ok((StatusCode::CREATED, Json(opened)).into_response())
}

/// `POST /dev/incidents/{id}/fixed`: over since now, and whoever wanted to know is written to.
pub(super) async fn fix(State(portal): State<Arc<Portal>>, language: Language, Path(id): Path<String>) -> Result<Json<Incident>, Failure> {
    let context = Arc::clone(&portal);
    let fixed = context.store.write(move |transaction| -> Result<_, Failure> {
        let now = portal.clock.now_ms();
        incidents::fix(transaction, &id, now)?;
        tell(&portal, transaction, &id, now)?;
        events::record(transaction, None, None, INCIDENTS, &json!({}), now)?;
        Ok(incidents::find(transaction, language, &id)?.ok_or(Kind::NotFound)?)
    });
    let fixed = fixed.await?;
    context.post.wake();
    context.live.wake();
    Ok(Json(fixed))
}

fn tell(portal: &Portal, transaction: &Transaction<'_>, id: &str, now: i64) -> Result<(), Failure> {
    for (recipient, language) in incidents::take_untold(transaction, id, now)? {
        let Some(incident) = incidents::find(transaction, language, id)? else { continue };
        let letter = letters::incident_fixed(portal, language, &incident.title, recipient);
        outbox::put(transaction, &token()?, &letter, now)?;
    }
    Ok(())
}

fn after_minutes(at: UtcInstant, minutes: i64) -> UtcInstant {
    TimeDelta::try_minutes(minutes).and_then(|minutes| at.checked_add_signed(minutes)).unwrap_or(at)
}
