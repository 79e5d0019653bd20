//! The operator desk: the other side of the conversation, for a demonstration with two windows. Plain pages with forms; the
//! script beside them only reads anew what changes.

mod conversations;
mod page;

use crate::app::Portal;
use crate::origin;
use crate::problem::{Failure, Kind};
use crate::store::operators::{self, Duty, Operator};
use crate::talk;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use maud::Markup;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

pub(super) fn router(portal: &Arc<Portal>) -> Router<Arc<Portal>> {
    Router::new()
        .route("/dev/operator", get(choose))
        .route("/dev/operator.js", get(script))
        .route("/dev/operator.css", get(style))
        .route("/dev/operator/{operator}", get(desk))
        .route("/dev/operator/{operator}/now", get(now))
        .route("/dev/operator/{operator}/presence", post(set_presence))
        .route("/dev/operator/{operator}/conversations/{number}", get(conversations::show))
        .route("/dev/operator/{operator}/conversations/{number}/now", get(conversations::now))
        .route("/dev/operator/{operator}/conversations/{number}/files/{id}", get(conversations::file))
        .route("/dev/operator/{operator}/conversations/{number}/{action}", post(conversations::act))
        .layer(from_fn_with_state(Arc::clone(portal), origin::guard))
}

async fn script() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/javascript"), (CACHE_CONTROL, "no-cache")], include_str!("desk.js"))
}

async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css"), (CACHE_CONTROL, "no-cache")], include_str!("desk.css"))
}

/// `GET /dev/operator`: who sits down.
async fn choose(State(portal): State<Arc<Portal>>) -> Result<Response, Failure> {
    let operators = portal.store.read(|connection| -> Result<_, Failure> {
        Ok((operators::all(connection, Duty::Phone)?, operators::all(connection, Duty::Chat)?))
    });
    let (phone, chat) = operators.await?;
    Ok(page::around("Стол оператора", None, &page::choice(&phone, &chat)).into_response())
}

/// `GET /dev/operator/{operator}`
async fn desk(State(portal): State<Arc<Portal>>, Path(id): Path<String>) -> Result<Response, Failure> {
    let operator = find(&portal, id).await?;
    let live = conversations::desk(&portal, &operator).await?;
    let content = maud::html! {
        (page::presence(&operator))
        div data-live="desk" { (live) }
    };
    Ok(page::around(&operator.name, Some(&format!("/dev/operator/{}/now", operator.id)), &content).into_response())
}

/// `GET /dev/operator/{operator}/now`: what of the page changes.
async fn now(State(portal): State<Arc<Portal>>, Path(id): Path<String>) -> Result<Response, Failure> {
    let operator = find(&portal, id).await?;
    let live = conversations::desk(&portal, &operator).await?;
    Ok(parts(&[("desk", &live)]))
}

/// Parts of a page, by the names by which the script finds them.
fn parts(parts: &[(&str, &Markup)]) -> Response {
    let parts: serde_json::Map<_, _> = parts.iter().map(|(name, part)| ((*name).to_owned(), json!(part.0))).collect();
    ([(CACHE_CONTROL, "no-store")], Json(parts)).into_response()
}

async fn find(portal: &Portal, id: String) -> Result<Operator, Failure> {
    portal.store.read(move |connection| -> Result<_, Failure> { Ok(operators::find(connection, &id)?.ok_or(Kind::NotFound)?) }).await
}

#[derive(Deserialize)]
struct Presence {
    present: u8,
}

/// `POST /dev/operator/{operator}/presence`: comes to work, or leaves it.
async fn set_presence(
    State(portal): State<Arc<Portal>>,
    Path(id): Path<String>,
    Form(wanted): Form<Presence>,
) -> Result<Response, Failure> {
    let back = format!("/dev/operator/{id}");
    talk::write(&portal, move |change| {
        operators::find(change.transaction, &id)?.ok_or(Kind::NotFound)?;
        operators::set_present(change.transaction, &id, wanted.present == 1)?;
        change.has_come();
        Ok(())
    })
    .await?;
    Ok(go(&back))
}

fn go(to: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
}
