use super::viewer::{SignedIn, Viewer, gone, session_token};
use crate::app::Portal;
use crate::problem::Failure;
use crate::secrets::hash;
use crate::store::sessions;
use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse};
use contract::Session;
use domain::time::{UtcInstant, format_instant};
use std::sync::Arc;

/// `GET /session`: who is signed in.
pub(super) async fn show(viewer: Viewer) -> Result<impl IntoResponse, Failure> {
    let SignedIn { account, expires_at } = viewer.signed_in()?;
    let expires = UtcInstant::from_timestamp_millis(expires_at).map(format_instant);
    Ok(([(CACHE_CONTROL, "no-store")], Json(Session { account, expires })))
}

/// `DELETE /session`: signs out. For a guest there is nothing to do, and that is no error.
pub(super) async fn end(State(portal): State<Arc<Portal>>, headers: HeaderMap) -> Result<impl IntoResponse, Failure> {
    if let Some(token) = session_token(&portal, &headers) {
        portal.store.write(move |transaction| sessions::end(transaction, &hash(&token))).await?;
    }
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(SET_COOKIE, gone(&portal, "session").to_string())])))
}
