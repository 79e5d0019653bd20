//! The portal's own pages: signing in, registering, the profile, signing out. Plain forms that need no script.

mod csrf;
mod form;
mod layout;
mod profile;
mod register;
mod sign_in;
mod sign_out;

use crate::api::viewer::cookie;
use crate::app::Portal;
use crate::language::Language;
use crate::origin;
use crate::problem::{Failure, Fatal, Kind};
use crate::secrets::{hash, token};
use crate::store::sessions;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, RETRY_AFTER, VARY};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum_extra::extract::cookie::Cookie;
use serde::Deserialize;
use std::sync::Arc;

/// A form of a few lines.
const BODY_MAX: usize = 16 * 1024;

pub(crate) fn router(portal: &Arc<Portal>) -> Router<Arc<Portal>> {
    Router::new()
        .route("/sign-in", get(sign_in::show).post(sign_in::send))
        .route("/register", get(register::show).post(register::send))
        .route("/profile", get(profile::show).post(profile::send))
        .route("/sign-out", get(sign_out::show).post(sign_out::send))
        .route("/style.css", get(style))
        .fallback(async || Failure::from(Kind::NotFound))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(from_fn_with_state(Arc::clone(portal), origin::guard))
        .layer(from_fn_with_state(Arc::clone(portal), dress))
}

async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css"), (CACHE_CONTROL, "public, max-age=3600")], include_str!("portal.css"))
}

/// What comes with the address of every page.
#[derive(Deserialize)]
pub(crate) struct Way {
    /// Where to go afterwards. Not to be trusted: see [`origin::Origins::way_back`].
    #[serde(rename = "return")]
    back: Option<String>,
}

/// Middleware: the headers of a page, and a page for every error that is none yet.
async fn dress(State(portal): State<Arc<Portal>>, language: Language, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let is_error = response.status().is_client_error() || response.status().is_server_error();
    if is_error && response.headers().get(CONTENT_TYPE).is_none_or(|kind| !kind.as_bytes().starts_with(b"text/html")) {
        let failure = response.extensions().get::<Failure>().cloned();
        let kind = failure.as_ref().map_or_else(|| Kind::of_status(response.status()), |failure| failure.kind);
        let page = layout::message(&portal, language, kind);
        response = (response.status(), page).into_response();
    }
    let headers = response.headers_mut();
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    headers.append(VARY, HeaderValue::from_static("accept-language, cookie"));
    // A browser follows the answer to a form only where `form-action` lets it: to the origins a visitor may come back to.
    let origins: Vec<String> = portal.origins.all().collect();
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' {}; base-uri 'none'; frame-ancestors 'none'",
        origins.join(" ")
    );
    if let Ok(policy) = policy.parse() {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// 303 to an address that has been found safe, with cookies.
fn go(to: &str, cookies: &[Cookie<'static>]) -> Result<Response, Failure> {
    let to: HeaderValue = to.parse().map_err(|_| Kind::Broken)?;
    let mut response = (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response();
    set_cookies(&mut response, cookies)?;
    Ok(response)
}

fn set_cookies(response: &mut Response, cookies: &[Cookie<'static>]) -> Result<(), Failure> {
    for cookie in cookies {
        let value = cookie.to_string().parse().map_err(|_| Kind::Broken)?;
        response.headers_mut().append(axum::http::header::SET_COOKIE, value);
    }
    Ok(())
}

/// A session of this account, as a cookie.
async fn begin_session(portal: &Portal, account: String) -> Result<Cookie<'static>, Fatal> {
    let token = token()?;
    let token_hash = hash(&token);
    let now = portal.clock.now_ms();
    let expires_at = now.saturating_add(i64::try_from(portal.config.session_length.as_millis()).unwrap_or(i64::MAX));
    portal.store.write(move |transaction| sessions::begin(transaction, &token_hash, &account, now, expires_at)).await?;
    Ok(cookie(portal, "session", token))
}

/// The answer to a form that has something wrong in it.
fn refused(status: StatusCode, page: maud::Markup, failure: Option<&Failure>) -> Response {
    let mut response = (status, page).into_response();
    if let Some(seconds) = failure.and_then(Failure::retry_after_seconds) {
        response.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    response
}
