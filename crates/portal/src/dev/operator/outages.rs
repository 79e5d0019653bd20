use super::super::incidents::{begin, finish};
use super::{go, page, tickets_page};
use crate::app::Portal;
use crate::language::Language;
use crate::problem::{Failure, Kind};
use crate::store::incidents;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

const HERE: &str = "/dev/operator/outages";

/// `GET /dev/operator/outages`
pub(super) async fn show(State(portal): State<Arc<Portal>>) -> Result<Response, Failure> {
    let now = portal.clock.now_ms();
    let read = portal.store.read(move |connection| -> Result<_, Failure> { Ok(incidents::current(connection, Language::default(), now)?) });
    let categories = &portal.desks.of(Language::default()).desk.categories;
    Ok(page::around("Сбои", None, &tickets_page::outages(&read.await?, categories)).into_response())
}

#[derive(Deserialize)]
pub(super) struct Outage {
    title: String,
    #[serde(default)]
    english: String,
    #[serde(default)]
    category: String,
}

/// `POST /dev/operator/outages`
pub(super) async fn open(State(portal): State<Arc<Portal>>, Form(outage): Form<Outage>) -> Result<Response, Failure> {
    let title = outage.title.trim();
    if title.is_empty() {
        return Err(Kind::Invalid.into());
    }
    let english = Some(outage.english.trim()).filter(|english| !english.is_empty()).unwrap_or(title);
    let texts = json!({"title": {"ru": title, "en": english}, "description": null});
    let categories = Some(outage.category).filter(|category| !category.is_empty()).into_iter().collect();
    begin(&portal, texts, categories, None).await?;
    Ok(go(HERE))
}

/// `POST /dev/operator/outages/{id}/fixed`
pub(super) async fn fix(State(portal): State<Arc<Portal>>, Path(id): Path<String>) -> Result<Response, Failure> {
    finish(&portal, id).await?;
    Ok(go(HERE))
}
