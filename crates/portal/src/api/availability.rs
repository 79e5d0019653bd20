use crate::app::Portal;
use crate::language::Language;
use crate::problem::Failure;
use crate::queue::Queue;
use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use chrono::SecondsFormat;
use contract::events::AVAILABILITY;
use contract::{Availability, Channel, ChannelAvailability};
use domain::time::UtcInstant;
use rusqlite::Connection;
use std::sync::Arc;
use std::time::Duration;

/// Between one word on how busy the channels are, and the next.
const SPACING: Duration = Duration::from_secs(5);

/// `GET /availability`
pub(super) async fn show(State(portal): State<Arc<Portal>>) -> Result<impl IntoResponse, Failure> {
    Ok(([(CACHE_CONTROL, "no-store")], Json(current(&portal).await?)))
}

/// No telephone switch is attached to this portal: of calls to the line nothing is known.
pub(super) async fn current(portal: &Arc<Portal>) -> Result<Availability, Failure> {
    let context = Arc::clone(portal);
    let read = portal.store.read(move |connection| {
        let now = context.clock.now();
        let channels = context.desks.of(Language::default()).desk.channels.iter();
        let channels = channels.map(|channel| channel_now(&context, connection, channel, now)).collect::<Result<_, Failure>>()?;
        Ok(Availability { server_time: now.to_rfc3339_opts(SecondsFormat::Millis, true), channels })
    });
    read.await
}

fn channel_now(portal: &Portal, connection: &Connection, channel: &Channel, now: UtcInstant) -> Result<ChannelAvailability, Failure> {
    let mut told = ChannelAvailability { channel: channel.id.clone(), kind: channel.kind, ..ChannelAvailability::default() };
    let queue = Queue::ALL.into_iter().find(|queue| queue.channel() == channel.kind);
    if let Some(queue) = queue
        && let Some(pace) = queue.pace(portal, connection, now)?.known()
    {
        let length = queue.length(connection)?;
        told.operators_free = Some(pace.free_now());
        told.queue_length = Some(length);
        told.estimated_wait = pace.wait(length.saturating_add(1));
    }
    Ok(told)
}

/// Tells everybody who listens, now.
pub(crate) async fn tell(portal: &Arc<Portal>) {
    if let Ok(availability) = current(portal).await {
        broadcast(portal, &availability);
    }
}

fn broadcast(portal: &Portal, availability: &Availability) {
    if let Err(error) = portal.live.broadcast(AVAILABILITY, availability) {
        tracing::error!("availability: {error}");
    }
}

/// Tells everybody who listens when it has changed, until the portal stops. A queue may move many times in a second, and
/// everybody hears of it: so the first change is told at once, and what follows it all together.
pub(crate) async fn keep_telling(portal: Arc<Portal>) {
    let mut stopped = portal.live.stopped();
    let mut known = Vec::new();
    loop {
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            () = portal.live.moved() => {}
        }
        if let Ok(availability) = current(&portal).await
            && availability.channels != known
        {
            broadcast(&portal, &availability);
            known = availability.channels;
        }
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            () = tokio::time::sleep(SPACING) => {}
        }
    }
}
