//! Forms are taken only from pages that this portal has given to this browser.

use crate::api::viewer::{cookie, cookie_name, session_token};
use crate::app::Portal;
use crate::problem::Fatal;
use crate::secrets::{same, token};
use axum::http::HeaderMap;
use axum_extra::extract::cookie::{Cookie, CookieJar};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// What a form carries, and the cookie it is compared with: signed double submit, bound to the session.
pub(super) struct Guard {
    pub(super) field: String,
    pub(super) cookie: Cookie<'static>,
}

impl Guard {
    /// # Errors
    /// When the system has no randomness to give.
    pub(super) fn new(portal: &Portal, headers: &HeaderMap) -> Result<Self, Fatal> {
        // One for all forms that are open in this browser.
        let value = kept(portal, headers).map_or_else(token, Ok)?;
        Ok(Self { field: field(portal, headers, &value), cookie: cookie(portal, "form", value) })
    }

    /// Whether a form came from a page of ours.
    pub(super) fn admits(portal: &Portal, headers: &HeaderMap, sent: &str) -> bool {
        kept(portal, headers).is_some_and(|value| same(field(portal, headers, &value).as_bytes(), sent.as_bytes()))
    }
}

fn kept(portal: &Portal, headers: &HeaderMap) -> Option<String> {
    CookieJar::from_headers(headers).get(&cookie_name(portal, "form")).map(|cookie| cookie.value().to_owned())
}

fn field(portal: &Portal, headers: &HeaderMap, value: &str) -> String {
    let session = session_token(portal, headers).unwrap_or_default();
    URL_SAFE_NO_PAD.encode(portal.key.sign("form", &[value.as_bytes(), session.as_bytes()]))
}
