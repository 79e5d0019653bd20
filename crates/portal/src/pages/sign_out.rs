use super::csrf::Guard;
use super::form::Typed;
use super::layout::Page;
use super::{Way, go, refused, set_cookies};
use crate::api::viewer::{Viewer, gone, session_token};
use crate::app::Portal;
use crate::language::Language;
use crate::problem::Failure;
use crate::secrets::hash;
use crate::store::sessions;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A question first: a link alone, which anybody can make somebody follow, signs nobody out.
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    viewer: Viewer,
    language: Language,
    Query(way): Query<Way>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let back = portal.origins.way_back(way.back.as_deref());
    if viewer.0.is_none() {
        return go(&back, &[]);
    }
    let guard = Guard::new(&portal, &headers)?;
    let mut response = page(&portal, language, &back, &guard, None).into_response();
    set_cookies(&mut response, &[guard.cookie])?;
    Ok(response)
}

pub(super) async fn send(
    State(portal): State<Arc<Portal>>,
    language: Language,
    Query(way): Query<Way>,
    headers: HeaderMap,
    Form(typed): Form<BTreeMap<String, String>>,
) -> Result<Response, Failure> {
    let back = portal.origins.way_back(way.back.as_deref());
    if !Typed(typed).is_ours(&portal, &headers) {
        let guard = Guard::new(&portal, &headers)?;
        let error = &portal.texts.of(language).pages.form_expired;
        let mut response = refused(StatusCode::FORBIDDEN, page(&portal, language, &back, &guard, Some(error)), None);
        set_cookies(&mut response, &[guard.cookie])?;
        return Ok(response);
    }
    if let Some(token) = session_token(&portal, &headers) {
        portal.store.write(move |transaction| sessions::end(transaction, &hash(&token))).await?;
    }
    go(&back, &[gone(&portal, "session")])
}

fn page(portal: &Portal, language: Language, back: &str, guard: &Guard, error: Option<&str>) -> Markup {
    let texts = &portal.texts.of(language).pages;
    let page = Page { portal, language, name: "sign-out", title: &texts.sign_out, back };
    let errors = error.map(|error| ("", error)).into_iter().collect();
    page.around(&page.form(&guard.field, &errors, &html! { p { (texts.sign_out_question) } }, &texts.send_sign_out))
}
