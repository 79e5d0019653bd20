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
    let id = begin(&portal, texts, new.categories, new.next_update_minutes).await?;
    Ok((StatusCode::CREATED, Json(find(&portal, id, language).await?)).into_response())
}

async fn find(portal: &Portal, id: String, language: Language) -> Result<Incident, Failure> {
    let found = portal.store.read(move |connection| incidents::find(connection, language, &id)).await?;
    found.ok_or_else(|| Kind::NotFound.into())
}

/// Writes down an outage that begins now, and says its id.
pub(super) async fn begin(
    portal: &Arc<Portal>,
    texts: Value,
    categories: Vec<String>,
    next_update_minutes: Option<i64>,
) -> Result<String, Failure> {
    let now = portal.clock.now();
    let id = token()?;
    let written = incidents::Written {
        id: id.clone(),
        texts,
        categories,
        since: now.timestamp_millis(),
        next_update: next_update_minutes.map(|minutes| after_minutes(now, minutes).timestamp_millis()),
        fixed: None,
        affected: 0,
    };
    let began = portal.store.write(move |transaction| -> Result<(), Failure> {
        incidents::put(transaction, &written)?;
        Ok(events::record(transaction, None, None, INCIDENTS, &json!({}), written.since)?)
    });
    began.await?;
    portal.live.wake();
    Ok(id)
}

/// `POST /dev/incidents/{id}/fixed`
pub(super) async fn fix(State(portal): State<Arc<Portal>>, language: Language, Path(id): Path<String>) -> Result<Json<Incident>, Failure> {
    finish(&portal, id.clone()).await?;
    Ok(Json(find(&portal, id, language).await?))
}

/// It is over since now, and whoever wanted to know is written to.
pub(super) async fn finish(portal: &Arc<Portal>, id: String) -> Result<(), Failure> {
    let context = Arc::clone(portal);
    let fixed = portal.store.write(move |transaction| -> Result<(), Failure> {
        let now = context.clock.now_ms();
        incidents::find(transaction, Language::default(), &id)?.ok_or(Kind::NotFound)?;
        incidents::fix(transaction, &id, now)?;
        tell(&context, transaction, &id, now)?;
        Ok(events::record(transaction, None, None, INCIDENTS, &json!({}), now)?)
    });
    fixed.await?;
    portal.post.wake();
    portal.live.wake();
    Ok(())
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
