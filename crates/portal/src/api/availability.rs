use crate::app::Portal;
use crate::language::Language;
use crate::problem::Failure;
use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use chrono::SecondsFormat;
use contract::events::AVAILABILITY;
use contract::{Availability, ChannelAvailability};
use std::sync::Arc;

/// `GET /availability`
pub(super) async fn show(State(portal): State<Arc<Portal>>) -> Result<impl IntoResponse, Failure> {
    Ok(([(CACHE_CONTROL, "no-store")], Json(current(&portal).await?)))
}

/// No telephone switch is attached to this portal, so that nothing is known but the time.
pub(super) async fn current(portal: &Arc<Portal>) -> Result<Availability, Failure> {
    let channels = portal.desks.of(Language::default()).desk.channels.iter().map(|channel| ChannelAvailability {
        channel: channel.id.clone(),
        kind: channel.kind,
        operators_free: None,
        queue_length: None,
        estimated_wait: None,
    });
    let channels = channels.collect();
    let server_time = portal.clock.now().to_rfc3339_opts(SecondsFormat::Millis, true);
    Ok(Availability { server_time, channels })
}

/// Tells everybody who listens, when it may have changed.
pub(crate) async fn tell(portal: &Arc<Portal>) {
    if let Ok(availability) = current(portal).await
        && let Err(error) = portal.live.broadcast(AVAILABILITY, &availability)
    {
        tracing::error!("availability: {error}");
    }
}
