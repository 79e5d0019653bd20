use crate::app::Portal;
use crate::language::Language;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// `GET /support-desk`: public, the same for every visitor of a language.
pub(super) async fn show(State(portal): State<Arc<Portal>>, language: Language, headers: HeaderMap) -> Response {
    let desk = portal.desks.of(language);
    let about = [
        (ETAG, desk.etag.as_str()),
        (CACHE_CONTROL, "public, max-age=60, stale-while-revalidate=86400"),
        (CONTENT_LANGUAGE, language.tag()),
        (VARY, "accept-language"),
    ];
    if is_known(&headers, &desk.etag) {
        return (StatusCode::NOT_MODIFIED, about).into_response();
    }
    (about, [(CONTENT_TYPE, "application/json")], desk.json.clone()).into_response()
}

/// Whether the one who asks has this version already. Versions are compared as RFC 9110 wants it for reading: weak or not.
#[must_use]
pub(crate) fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let opaque = |etag: &str| etag.trim().trim_start_matches("W/").to_owned();
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    known.into_iter().any(|known| known.trim() == "*" || opaque(known) == opaque(etag))
}
