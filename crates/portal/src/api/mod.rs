//! The contract's resources, under `/api`.

mod articles;
mod attachments;
mod availability;
mod callback_slots;
mod callbacks;
mod calls;
mod client_errors;
mod conversation_files;
mod conversations;
mod create_ticket;
mod desk;
mod events;
mod identity_code;
mod incidents;
mod messages;
mod owner;
mod session;
mod ticket_links;
mod tickets;
mod transcript;
mod versions;
pub(crate) mod viewer;
mod write;

pub(crate) use availability::{keep_telling as keep_telling_availability, tell as tell_availability};
pub(crate) use desk::is_known;

use crate::app::Portal;
use crate::origin;
use crate::problem::{Failure, Kind, speak};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::{
    ACCEPT_LANGUAGE, CONTENT_DISPOSITION, CONTENT_LANGUAGE, CONTENT_TYPE, DATE, ETAG, IF_MATCH, IF_NONE_MATCH, LOCATION, RETRY_AFTER,
};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get, post};
use contract::headers::{IDEMPOTENCY_KEY, IDEMPOTENCY_REPLAYED, LAST_EVENT_ID, TICKET_SECRET, WATCH};
use std::sync::Arc;
use std::time::Duration;
use tower_http::cors::CorsLayer;

/// The longest ticket in letters of four bytes fits in.
const BODY_MAX: usize = 128 * 1024;

pub(crate) fn router(portal: &Arc<Portal>) -> Router<Arc<Portal>> {
    let resources = Router::new()
        .route("/support-desk", get(desk::show))
        .route("/availability", get(availability::show))
        .route("/events", get(events::listen))
        .route("/session", get(session::show).delete(session::end))
        .route("/tickets", get(tickets::list).post(create_ticket::create))
        .route("/tickets/{number}", get(tickets::show))
        .route("/tickets/{number}/attachments", post(attachments::add))
        .route("/conversations", get(conversations::list).post(conversations::create))
        .route("/conversations/{number}", get(conversations::show).patch(conversations::change))
        .route("/conversations/{number}/messages", get(messages::list).post(messages::send))
        .route("/conversations/{number}/attachments", post(conversation_files::add))
        .route("/conversations/{number}/attachments/{id}", get(conversation_files::show))
        .route("/conversations/{number}/typing", post(conversations::types))
        .route("/conversations/{number}/identity-code", post(identity_code::send).patch(identity_code::enter))
        .route("/conversations/{number}/transcript", get(transcript::show).post(transcript::send))
        .route("/incidents", get(incidents::list))
        .route("/incidents/{id}/subscriptions", post(incidents::subscribe))
        .route("/articles", get(articles::list))
        .route("/articles/{slug}", get(articles::show))
        .route("/articles/{slug}/feedback", post(articles::rate))
        .route("/callbacks", get(callbacks::list).post(callbacks::create))
        .route("/callbacks/{number}", get(callbacks::show).patch(callbacks::change).delete(callbacks::cancel))
        .route("/callback-slots", get(callback_slots::list))
        .route("/calls", post(calls::create))
        .route("/calls/{number}", get(calls::show).patch(calls::change))
        .route("/ticket-links", post(ticket_links::send))
        .route("/client-errors", post(client_errors::report))
        .fallback(nothing);
    Router::new()
        .nest("/api", resources)
        // What a nested router leaves to the one around it.
        .route("/api", any(nothing))
        .route("/api/", any(nothing))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(from_fn_with_state(Arc::clone(portal), origin::guard))
        .layer(from_fn_with_state(Arc::clone(portal), speak))
        .layer(cors(portal))
}

async fn nothing() -> Failure {
    Kind::NotFound.into()
}

/// For applications on other origins, by list.
fn cors(portal: &Portal) -> CorsLayer {
    let origins: Vec<HeaderValue> = portal.origins.allowed().filter_map(|origin| origin.parse().ok()).collect();
    // Names of headers are the same in small letters.
    let named = |name: &str| HeaderName::from_bytes(name.as_bytes()).ok();
    let sent = [
        named(IDEMPOTENCY_KEY),
        named(TICKET_SECRET),
        named(WATCH),
        named(LAST_EVENT_ID),
        Some(CONTENT_TYPE),
        Some(CONTENT_DISPOSITION),
        Some(ACCEPT_LANGUAGE),
        Some(IF_MATCH),
        Some(IF_NONE_MATCH),
    ];
    let read = [named(IDEMPOTENCY_REPLAYED), Some(DATE), Some(ETAG), Some(RETRY_AFTER), Some(LOCATION), Some(CONTENT_LANGUAGE)];
    CorsLayer::new()
        .allow_origin(origins)
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST, Method::PATCH, Method::DELETE])
        .allow_headers(sent.into_iter().flatten().collect::<Vec<_>>())
        .expose_headers(read.into_iter().flatten().collect::<Vec<_>>())
        .max_age(Duration::from_secs(600))
}
