//! Whom the portal listens to, and where it sends visitors back to.

use crate::Portal;
use crate::problem::{Failure, Kind};
use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use url::{Origin, Url};

/// This portal's own address, and the origins that may write and that a visitor may be sent back to.
#[derive(Clone, Debug)]
pub(crate) struct Origins {
    home: Url,
    allowed: Vec<Origin>,
}

impl Origins {
    #[must_use]
    pub(crate) fn new(home: Url, allowed: &[Url]) -> Self {
        Self { home, allowed: allowed.iter().map(Url::origin).collect() }
    }

    /// Origins on the list, as a browser writes them.
    pub(crate) fn allowed(&self) -> impl Iterator<Item = String> {
        self.allowed.iter().map(Origin::ascii_serialization)
    }

    /// This portal's origin and those on the list.
    pub(crate) fn all(&self) -> impl Iterator<Item = String> {
        std::iter::once(self.home.origin().ascii_serialization()).chain(self.allowed())
    }

    /// Whether the portal is reached by https only.
    #[must_use]
    pub(crate) fn is_secure(&self) -> bool {
        self.home.scheme() == "https"
    }

    /// An address of this portal for a letter. It never comes from a request: whoever names the host in one would have the
    /// secret sent to them.
    #[must_use]
    pub(crate) fn link(&self, path: &str) -> String {
        self.home.join(path).map_or_else(|_| path.to_owned(), String::from)
    }

    /// Whether a page of that origin may write. A browser always names the origin of a write; a program that is no browser
    /// has no cookies that somebody else could make use of.
    #[must_use]
    pub(crate) fn may_write(&self, headers: &HeaderMap) -> bool {
        let Some(origin) = headers.get(ORIGIN) else { return true };
        let Some(origin) = origin.to_str().ok().and_then(|origin| Url::parse(origin).ok()).map(|url| url.origin()) else { return false };
        let addressed = headers.get(HOST).and_then(|host| Url::parse(&format!("http://{}/", host.to_str().ok()?)).ok());
        let own = [Some(&self.home), addressed.as_ref()].into_iter().flatten().any(|own| own.origin() == origin);
        own || self.allowed.contains(&origin)
    }

    /// The address to come back to, if it is one of ours; else the start. A path of this portal stays a path.
    #[must_use]
    pub(crate) fn way_back(&self, wanted: Option<&str>) -> String {
        wanted.and_then(|wanted| self.safe(wanted)).unwrap_or_else(|| "/".to_owned())
    }

    fn safe(&self, wanted: &str) -> Option<String> {
        // What a browser would read otherwise than we do: it turns a backslash into a slash and leaves out control characters.
        if wanted.contains(|c: char| c == '\\' || c.is_control()) || wanted.starts_with(char::is_whitespace) {
            return None;
        }
        if wanted.starts_with('/') {
            let here = Url::parse("http://here.invalid/").ok()?;
            let url = here.join(wanted).ok().filter(|url| url.origin() == here.origin())?;
            let path = url.as_str().strip_prefix("http://here.invalid")?;
            return (!path.starts_with("//")).then(|| path.to_owned());
        }
        let url = Url::parse(wanted).ok().filter(|url| url.username().is_empty() && url.password().is_none())?;
        let ours = matches!(url.scheme(), "http" | "https") && (self.allowed.contains(&url.origin()) || self.home.origin() == url.origin());
        ours.then(|| url.into())
    }
}

/// Middleware: a write from a page of another origin is refused, whatever cookies came with it.
pub(crate) async fn guard(State(portal): State<Arc<Portal>>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || portal.origins.may_write(request.headers()) {
        next.run(request).await
    } else {
        Failure::from(Kind::WrongOrigin).into_response()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    fn origins() -> Origins {
        let allowed = [Url::parse("https://app.example").unwrap(), Url::parse("http://localhost:8080").unwrap()];
        Origins::new(Url::parse("https://portal.example").unwrap(), &allowed)
    }

    #[test]
    fn paths_and_listed_origins_are_ways_back() {
        for (wanted, given) in [
            ("/tickets/new?a=b#c", "/tickets/new?a=b#c"),
            ("/", "/"),
            ("/заявки", "/%D0%B7%D0%B0%D1%8F%D0%B2%D0%BA%D0%B8"),
            ("https://app.example/x", "https://app.example/x"),
            ("http://localhost:8080/tickets/new", "http://localhost:8080/tickets/new"),
            ("https://portal.example/account", "https://portal.example/account"),
        ] {
            assert_eq!(origins().way_back(Some(wanted)), given);
        }
    }

    #[test]
    fn everything_else_leads_to_the_start() {
        for wanted in [
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/..//evil.example",
            "/.//evil.example",
            "/\t/evil.example",
            "\u{0}/x",
            " //evil.example",
            "https://evil.example/",
            "https://app.example.evil.example/",
            "https://app.example@evil.example/",
            "https://user@app.example/",
            "https:app.example.evil",
            "http://app.example/",
            "javascript:alert(1)",
            "data:text/html,x",
            "tickets",
            "",
        ] {
            assert_eq!(origins().way_back(Some(wanted)), "/", "{wanted:?}");
        }
        assert_eq!(origins().way_back(None), "/");
    }
}
