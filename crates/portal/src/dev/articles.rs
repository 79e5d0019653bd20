use crate::app::Portal;
use crate::problem::Failure;
use crate::store::articles;
use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use serde_json::{Value, json};
use std::sync::Arc;

/// `GET /dev/articles`: whom each article has helped, for who writes them.
pub(super) async fn ratings(State(portal): State<Arc<Portal>>) -> Result<impl IntoResponse, Failure> {
    let ratings = portal.store.read(articles::ratings).await?;
    let shown = |(slug, (helped, not_helped))| json!({ "slug": slug, "helped": helped, "notHelped": not_helped });
    let shown: Vec<Value> = ratings.into_iter().map(shown).collect();
    Ok(([(CACHE_CONTROL, "no-store")], Json(shown)))
}
