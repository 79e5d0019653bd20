//! Who asks: the account of a session, or a guest.

use crate::app::Portal;
use crate::problem::{Failure, Fatal, Kind};
use crate::secrets::hash;
use crate::store::accounts;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use contract::Account;
use std::convert::Infallible;
use std::sync::Arc;

/// A session that has not ended.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    pub account: Account,
    /// Milliseconds since 1970.
    pub expires_at: i64,
}

/// Somebody who asks.
#[derive(Clone, Debug)]
pub(crate) struct Viewer(pub Option<SignedIn>);

impl Viewer {
    /// By the request's cookie.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) async fn of(portal: &Portal, headers: &HeaderMap) -> Result<Self, Fatal> {
        let Some(token) = session_token(portal, headers) else { return Ok(Self(None)) };
        let now = portal.clock.now_ms();
        let found = portal.store.read(move |connection| accounts::of_session(connection, &hash(&token), now)).await?;
        Ok(Self(found.map(|(account, expires_at)| SignedIn { account, expires_at })))
    }

    /// # Errors
    /// 401 for a guest.
    pub(crate) fn signed_in(self) -> Result<SignedIn, Failure> {
        self.0.ok_or_else(|| Kind::SignIn.into())
    }

    #[must_use]
    pub(crate) fn account_id(&self) -> Option<&str> {
        self.0.as_ref().map(|session| session.account.id.as_str())
    }
}

impl FromRequestParts<Arc<Portal>> for Viewer {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, portal: &Arc<Portal>) -> Result<Self, Failure> {
        Ok(Self::of(portal, &parts.headers).await?)
    }
}

/// What the request's cookie holds.
#[must_use]
pub(crate) fn session_token(portal: &Portal, headers: &HeaderMap) -> Option<String> {
    CookieJar::from_headers(headers).get(&cookie_name(portal, "session")).map(|cookie| cookie.value().to_owned())
}

/// Over https a browser takes a `__Host-` cookie from this very host only.
#[must_use]
pub(crate) fn cookie_name(portal: &Portal, name: &str) -> String {
    if portal.origins.is_secure() { format!("__Host-portal-{name}") } else { format!("portal-{name}") }
}

/// A cookie that no script reads and no other site's write carries. It ends with the browser; the session has its own end.
#[must_use]
pub(crate) fn cookie(portal: &Portal, name: &str, value: String) -> Cookie<'static> {
    Cookie::build((cookie_name(portal, name), value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(portal.origins.is_secure())
        .build()
}

/// The same cookie, taken back.
#[must_use]
pub(crate) fn gone(portal: &Portal, name: &str) -> Cookie<'static> {
    let mut cookie = cookie(portal, name, String::new());
    cookie.make_removal();
    cookie
}

/// The address that the request came from, as the limits count it.
pub(crate) struct Address(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<axum::extract::ConnectInfo<crate::listener::Peer>>();
        Ok(Self(peer.map(|peer| crate::limits::address_key(peer.0.address.ip())).unwrap_or_default()))
    }
}
