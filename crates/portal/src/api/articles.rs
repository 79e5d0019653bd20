use super::write::{Write, marked, once};
use crate::app::Portal;
use crate::language::Language;
use crate::problem::{Failure, Kind};
use crate::search;
use crate::store::answers::Answer;
use crate::store::articles;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, VARY};
use axum::response::{IntoResponse, Response};
use contract::{ArticleFeedback, ArticleList};
use serde::Deserialize;
use std::sync::Arc;

const LIMIT: u32 = 10;
const LIMIT_MAX: u32 = 50;

/// `GET /articles?q=&category=&limit=`
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    /// See [`crate::search`].
    q: Option<String>,
    category: Option<String>,
    /// 10 by default, 50 at most.
    limit: Option<u32>,
}

fn public(language: Language) -> [(axum::http::HeaderName, &'static str); 3] {
    [(CACHE_CONTROL, "public, max-age=60"), (CONTENT_LANGUAGE, language.tag()), (VARY, "accept-language")]
}

pub(super) async fn list(
    State(portal): State<Arc<Portal>>,
    language: Language,
    Query(wanted): Query<Wanted>,
) -> Result<impl IntoResponse, Failure> {
    let limit = wanted.limit.unwrap_or(LIMIT);
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(Kind::Malformed.into());
    }
    let category = wanted.category.filter(|category| !category.is_empty());
    let typed = wanted.q.unwrap_or_default();
    let found = portal.store.read(move |connection| -> Result<_, Failure> {
        if typed.trim().is_empty() {
            return Ok(articles::browse(connection, language, category.as_deref(), limit)?);
        }
        // Nothing but signs finds nothing.
        let Some(query) = search::query(&typed) else { return Ok(Vec::new()) };
        Ok(articles::search(connection, language, &query, category.as_deref(), limit)?)
    });
    Ok((public(language), Json(ArticleList { items: found.await? })))
}

/// `GET /articles/{slug}`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    language: Language,
    Path(slug): Path<String>,
) -> Result<impl IntoResponse, Failure> {
    let found = portal.store.read(move |connection| articles::find(connection, language, &slug)).await?;
    Ok((public(language), Json(found.ok_or(Kind::NotFound)?)))
}

/// `POST /articles/{slug}/feedback`: counted, and nothing is kept of who said it but the key.
pub(super) async fn rate(
    State(portal): State<Arc<Portal>>,
    Path(slug): Path<String>,
    write: Write<ArticleFeedback>,
) -> Result<Response, Failure> {
    let context = Arc::clone(&portal);
    let outcome = portal.store.write(move |transaction| {
        once(transaction, &write.once, context.clock.now_ms(), || {
            if !articles::rate(transaction, &slug, write.body.helped)? {
                return Err(Kind::NotFound.into());
            }
            Ok(Answer { status: StatusCode::NO_CONTENT.as_u16(), location: None, body: String::new() })
        })
    });
    let outcome = outcome.await?;
    Ok(marked((StatusCode::NO_CONTENT, [(CACHE_CONTROL, "no-store")]).into_response(), outcome.is_again()))
}
