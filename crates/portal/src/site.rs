//! The built application: its files, and the page that every address of the application is answered with.

use crate::api::is_known;
use crate::app::Portal;
use crate::language::Language;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use first_paint::{Catalogue, render_page};
use std::path::Path;
use std::sync::Arc;
use tower::ServiceExt;
use tower_http::services::ServeDir;

const SHORT: &str = "no-cache";
const FOREVER: &str = "public, max-age=31536000, immutable";
/// A hash in a file's name is at least so long.
const HASH_MIN: usize = 8;

/// Everything that is neither the API nor a page of the portal.
pub(crate) async fn serve(State(portal): State<Arc<Portal>>, language: Language, request: Request) -> Response {
    let Some(site) = portal.config.site.clone() else { return StatusCode::NOT_FOUND.into_response() };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = request.uri().path().to_owned();
    let name = path.rsplit('/').next().unwrap_or_default();
    if path != "/index.html" && name.contains('.') {
        let wants_page =
            request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| accept.contains("text/html"));
        let headers = request.headers().clone();
        let answer = file(&site, request, name).await;
        // A full stop behind a number, say: somebody who looks for a page is told so by a page, with the numbers on it.
        return match answer.status() {
            StatusCode::NOT_FOUND if wants_page => page(&portal, &site, &path, language, &headers).await.unwrap_or(answer),
            _ => answer,
        };
    }
    let page = page(&portal, &site, &path, language, request.headers());
    match page.await {
        Ok(page) => page,
        Err(error) => {
            tracing::error!("{}: {error}", site.display());
            StatusCode::NOT_FOUND.into_response()
        }
    }
}

/// A file, compressed beforehand if the build has done so. The directory is never left: `ServeDir` sees to it.
async fn file(site: &Path, request: Request, name: &str) -> Response {
    let cached = if has_hash(name) { FOREVER } else { SHORT };
    let directory = ServeDir::new(site).append_index_html_on_directories(false).precompressed_br().precompressed_gzip();
    let response = directory.oneshot(request).await;
    let Ok(mut response) = response.map(IntoResponse::into_response);
    if response.status() == StatusCode::OK || response.status() == StatusCode::NOT_MODIFIED {
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(cached));
        // A worker or a manifest without a type of its own is not taken by browsers.
        if name.ends_with(".webmanifest") {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/manifest+json"));
        }
        if name.ends_with(".html") {
            headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("frame-ancestors 'none'"));
        }
    }
    response
}

/// `app-0123456789abcdef.js`, `locale.en-0123456789abcdef.json`: a name that changes with what is in the file.
fn has_hash(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.split(['-', '_', '.']).any(|part| part.len() >= HASH_MIN && part.chars().all(|c| c.is_ascii_digit() || matches!(c, 'a'..='f')))
}

async fn page(portal: &Portal, site: &Path, path: &str, language: Language, headers: &HeaderMap) -> std::io::Result<Response> {
    // Read each time: a build that is done anew is seen at once, and the file is small.
    let template = tokio::fs::read_to_string(site.join("index.html")).await?;
    let desk = &portal.desks.of(language).desk;
    let today = portal.desks.date(portal.clock.now());
    let html = match Catalogue::of(language.tag()) {
        Some(catalogue) => render_page(&template, desk, &catalogue, today),
        None => template,
    };
    let etag = format!("W/\"{}\"", crate::secrets::fingerprint(&html));
    let about: [(HeaderName, &str); 5] = [
        (ETAG, &etag),
        (CACHE_CONTROL, SHORT),
        (CONTENT_LANGUAGE, language.tag()),
        (VARY, "accept-language, accept-encoding"),
        // The rest of the policy stands in the page itself, which knows the hashes of its scripts.
        (CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"),
    ];
    if is_known(headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, about).into_response());
    }
    let status = if is_screen(path) { StatusCode::OK } else { StatusCode::NOT_FOUND };
    Ok((status, about, [(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response())
}

/// Whether the application has a screen at that address. For others it is still the application that says so.
fn is_screen(path: &str) -> bool {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    matches!(
        parts.as_slice(),
        [""] | ["index.html"
            | "contacts"
            | "tickets"
            | "find"
            | "account"
            | "settings"
            | "gallery"
            | "prepare"
            | "sheet"
            | "help"
            | "call"
            | "callback"
            | "operator",]
            | ["tickets" | "prepare" | "help" | "callback" | "operator", _]
            | ["prepare", _, _]
    )
}
