use crate::api::tell_availability;
use crate::app::Portal;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use chrono::SecondsFormat;
use domain::time::parse_instant;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// `{"now": "2026-12-31T06:00:00Z"}`
#[derive(Deserialize, Serialize)]
pub(super) struct Reading {
    now: String,
}

/// `GET /dev/clock`
pub(super) async fn show(State(portal): State<Arc<Portal>>) -> impl IntoResponse {
    let now = portal.clock.now().to_rfc3339_opts(SecondsFormat::Millis, true);
    ([(CACHE_CONTROL, "no-store")], Json(Reading { now }))
}

/// `PUT /dev/clock`: the portal's clock reads that from now on, and runs.
pub(super) async fn set(State(portal): State<Arc<Portal>>, Json(wanted): Json<Reading>) -> impl IntoResponse {
    let Some(now) = parse_instant(&wanted.now) else { return StatusCode::UNPROCESSABLE_ENTITY.into_response() };
    portal.clock.set(now);
    // Mail may have become due.
    portal.post.wake();
    // What was open may be closed now.
    tell_availability(&portal).await;
    show(State(portal)).await.into_response()
}
