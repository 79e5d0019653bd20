//! The operator desk: the other side of the conversation, for a demonstration with two windows. Plain pages with forms; the
//! script beside them only reads anew what changes.

mod callbacks;
mod conversations;
mod outages;
mod page;
mod tickets;
mod tickets_page;

use crate::app::Portal;
use crate::language::Language;
use crate::origin;
use crate::problem::{Failure, Kind};
use crate::queue;
use crate::store::operators::{self, Duty, Operator};
use crate::talk;
use axum::extract::{Form, Path, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::middleware::{Next, from_fn_with_state};
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
        .route("/dev/operator/{operator}/callbacks/{action}", post(callbacks::act))
        .route("/dev/operator/{operator}/tickets", get(tickets::list))
        .route("/dev/operator/{operator}/tickets/{number}", get(tickets::show).post(tickets::answer))
        .route("/dev/operator/outages", get(outages::show).post(outages::open))
        .route("/dev/operator/outages/{id}/fixed", post(outages::fix))
        .layer(from_fn_with_state(Arc::clone(portal), origin::guard))
        .layer(from_fn_with_state(Arc::clone(portal), excuse))
}

/// Middleware: what did not work is said on a page.
async fn excuse(State(portal): State<Arc<Portal>>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let Some(failure) = response.extensions().get::<Failure>() else { return response };
    let words = portal.texts.of(Language::default()).problem(failure.kind);
    let content = maud::html! {
        p { (words.detail.as_deref().unwrap_or_default()) }
        p { a href="/dev/operator" { "К операторам" } }
    };
    (response.status(), page::around(&words.title, None, &content)).into_response()
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
    let live = live(&portal, &operator).await?;
    let content = maud::html! {
        (page::presence(&operator))
        p { a href={ "/dev/operator/" (operator.id) "/tickets" } { "Заявки" } " · " a href="/dev/operator/outages" { "Сбои" } }
        div data-live="desk" { (live) }
    };
    Ok(page::around(&operator.name, Some(&format!("/dev/operator/{}/now", operator.id)), &content).into_response())
}

/// `GET /dev/operator/{operator}/now`: what of the page changes.
async fn now(State(portal): State<Arc<Portal>>, Path(id): Path<String>) -> Result<Response, Failure> {
    let operator = find(&portal, id).await?;
    let live = live(&portal, &operator).await?;
    Ok(parts(&[("desk", &live)]))
}

/// What the operator has, and who waits.
async fn live(portal: &Arc<Portal>, operator: &Operator) -> Result<Markup, Failure> {
    match operator.duty {
        Duty::Chat => conversations::desk(portal, operator).await,
        Duty::Phone => callbacks::desk(portal, operator).await,
    }
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
    let present = wanted.present == 1;
    match find(&portal, id.clone()).await?.duty {
        Duty::Phone => queue::work(&portal, move |work| work.comes_or_goes(&id, present)).await?,
        Duty::Chat => talk::write(&portal, move |change| change.comes_or_goes(&id, present)).await?,
    }
    Ok(go(&back))
}

fn go(to: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
}
