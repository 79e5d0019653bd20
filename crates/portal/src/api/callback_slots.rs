use crate::app::Portal;
use crate::problem::Failure;
use crate::queue::free_slots;
use crate::store::callbacks::SLOT_MS;
use crate::store::words::instant;
use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use contract::{CallbackSlot, CallbackSlots};
use std::sync::Arc;

/// `GET /callback-slots`
pub(super) async fn list(State(portal): State<Arc<Portal>>) -> Result<impl IntoResponse, Failure> {
    let context = Arc::clone(&portal);
    let starts = portal.store.read(move |connection| free_slots(&context, connection, context.clock.now(), "").map_err(Failure::from));
    let slot = |start: i64| CallbackSlot { start: instant(start), end: instant(start.saturating_add(SLOT_MS)) };
    let items = starts.await?.into_iter().map(slot).collect();
    Ok(([(CACHE_CONTROL, "no-store")], Json(CallbackSlots { items })))
}
