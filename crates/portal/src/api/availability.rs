use crate::app::Portal;
use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use chrono::SecondsFormat;
use contract::{Availability, ChannelAvailability};
use std::sync::Arc;

/// `GET /availability`: no telephone switch is attached to this portal, so that nothing is known but the time.
pub(super) async fn show(State(portal): State<Arc<Portal>>) -> impl IntoResponse {
    let channels = portal.desks.of(crate::language::Language::default()).desk.channels.iter().map(|channel| ChannelAvailability {
        channel: channel.id.clone(),
        kind: channel.kind,
        operators_free: None,
        queue_length: None,
        estimated_wait: None,
    });
    let channels = channels.collect();
    let server_time = portal.clock.now().to_rfc3339_opts(SecondsFormat::Millis, true);
    ([(CACHE_CONTROL, "no-store")], Json(Availability { server_time, channels }))
}
