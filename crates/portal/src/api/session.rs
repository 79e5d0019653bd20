use super::viewer::{SignedIn, Viewer, cookie, session_token};
use crate::app::Portal;
use crate::problem::Failure;
use crate::secrets::hash;
use crate::store::sessions;
use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum_extra::extract::cookie::CookieJar;
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
    let gone = CookieJar::new().remove(cookie(&portal, "session", String::new()));
    // What a jar has never held it does not take back by itself.
    Ok((StatusCode::NO_CONTENT, gone.add(expired(&portal))))
}

fn expired(portal: &Portal) -> axum_extra::extract::cookie::Cookie<'static> {
    let mut cookie = cookie(portal, "session", String::new());
    cookie.make_removal();
    cookie
}
