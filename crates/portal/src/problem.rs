//! Errors as the contract has them: RFC 9457, in the visitor's language.

use crate::Portal;
use crate::language::Language;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER, VARY};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::{Problem, ProblemError};
use std::sync::Arc;
use std::time::Duration;

/// What can go wrong. The words for each are in `texts/*.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Malformed,
    KeyMissing,
    SignIn,
    WrongOrigin,
    NotFound,
    MethodNotAllowed,
    TooLarge,
    NotJson,
    WrongFileType,
    FileTooLarge,
    TooManyFiles,
    AlreadyFixed,
    /// Something like it is there.
    Duplicate,
    /// It stands in no state for that.
    WrongState,
    /// Nobody is there.
    Closed,
    /// It has been changed since it was read.
    Outdated,
    Invalid,
    KeyReused,
    TooMany,
    Broken,
}

impl Kind {
    #[cfg(test)]
    pub(crate) const ALL: [Self; 20] = [
        Self::Malformed,
        Self::KeyMissing,
        Self::SignIn,
        Self::WrongOrigin,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::TooLarge,
        Self::NotJson,
        Self::WrongFileType,
        Self::FileTooLarge,
        Self::TooManyFiles,
        Self::AlreadyFixed,
        Self::Duplicate,
        Self::WrongState,
        Self::Closed,
        Self::Outdated,
        Self::Invalid,
        Self::KeyReused,
        Self::TooMany,
        Self::Broken,
    ];

    /// The end of the problem's `type`.
    #[must_use]
    pub(crate) fn slug(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::KeyMissing => "key-missing",
            Self::SignIn => "sign-in",
            Self::WrongOrigin => "wrong-origin",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::TooLarge => "too-large",
            Self::NotJson => "not-json",
            Self::WrongFileType => "wrong-file-type",
            Self::FileTooLarge => "file-too-large",
            Self::TooManyFiles => "too-many-files",
            Self::AlreadyFixed => "already-fixed",
            Self::Duplicate => "duplicate",
            Self::WrongState => "wrong-state",
            Self::Closed => "closed",
            Self::Outdated => "outdated",
            Self::Invalid => "invalid",
            Self::KeyReused => "key-reused",
            Self::TooMany => "too-many",
            Self::Broken => "broken",
        }
    }

    #[must_use]
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::Malformed | Self::KeyMissing => StatusCode::BAD_REQUEST,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::WrongOrigin => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge | Self::FileTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotJson | Self::WrongFileType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooManyFiles | Self::AlreadyFixed | Self::Duplicate | Self::WrongState | Self::Closed => StatusCode::CONFLICT,
            Self::Outdated => StatusCode::PRECONDITION_FAILED,
            Self::Invalid | Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// For the errors that the frameworks answer by themselves.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::NotJson,
            StatusCode::UNPROCESSABLE_ENTITY => Self::Invalid,
            status if status.is_client_error() => Self::Malformed,
            _ => Self::Broken,
        }
    }
}

/// An answer that says no. It gets its words in [`speak`].
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub kind: Kind,
    pub retry_after: Option<Duration>,
    /// `detail` is filled by `code` in [`speak`].
    pub errors: Vec<ProblemError>,
    /// Number of what is there already.
    pub existing: Option<String>,
}

impl From<Kind> for Failure {
    fn from(kind: Kind) -> Self {
        Self { kind, retry_after: None, errors: Vec::new(), existing: None }
    }
}

impl Failure {
    #[must_use]
    pub(crate) fn retry_after(self, wait: Duration) -> Self {
        Self { retry_after: Some(wait), ..self }
    }

    /// 422: what is wrong, each with a JSON Pointer and a code.
    #[must_use]
    pub(crate) fn invalid(errors: Vec<ProblemError>) -> Self {
        Self { errors, ..Self::from(Kind::Invalid) }
    }

    /// 422 at one place.
    #[must_use]
    pub(crate) fn invalid_at(pointer: &str, code: &str) -> Self {
        Self::invalid(vec![ProblemError { pointer: pointer.to_owned(), detail: String::new(), code: code.to_owned() }])
    }

    /// 409: that one is there already.
    #[must_use]
    pub(crate) fn duplicate(existing: String) -> Self {
        Self { existing: Some(existing), ..Self::from(Kind::Duplicate) }
    }

    /// Whole seconds, rounded up: never a second too early.
    #[must_use]
    pub(crate) fn retry_after_seconds(&self) -> Option<u64> {
        self.retry_after.map(|wait| wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0)).max(1))
    }
}

/// What the portal itself could not do. The visitor is told that it failed, the log why.
#[derive(Debug)]
pub struct Fatal(pub String);

impl From<Fatal> for Failure {
    fn from(fatal: Fatal) -> Self {
        tracing::error!("{}", fatal.0);
        Self::from(Kind::Broken)
    }
}

impl From<rusqlite::Error> for Fatal {
    fn from(error: rusqlite::Error) -> Self {
        Self(format!("database: {error}"))
    }
}

impl From<serde_json::Error> for Fatal {
    fn from(error: serde_json::Error) -> Self {
        Self(format!("JSON: {error}"))
    }
}

impl std::fmt::Display for Fatal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Fatal {}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.kind.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Middleware of the API: every error leaves as `application/problem+json`, also those of the router and the extractors.
pub(crate) async fn speak(State(portal): State<Arc<Portal>>, request: Request, next: Next) -> Response {
    let language = Language::preferred(request.headers());
    let response = next.run(request).await;
    if !response.status().is_client_error() && !response.status().is_server_error() {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    let failure = parts.extensions.remove::<Failure>().unwrap_or_else(|| Kind::of_status(parts.status).into());
    let mut problem = Json(in_words(&portal, language, &failure)).into_response();
    for name in [axum::http::header::ALLOW, VARY] {
        for value in parts.headers.get_all(&name) {
            problem.headers_mut().append(name.clone(), value.clone());
        }
    }
    *problem.status_mut() = parts.status;
    let headers = problem.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.append(VARY, HeaderValue::from_static("accept-language"));
    if let Some(seconds) = failure.retry_after_seconds() {
        headers.insert(RETRY_AFTER, seconds.into());
    }
    problem
}

fn in_words(portal: &Portal, language: Language, failure: &Failure) -> Problem {
    let texts = portal.texts.of(language);
    let words = texts.problem(failure.kind);
    let errors = failure.errors.iter().map(|error| ProblemError { detail: texts.field_error(&error.code).to_owned(), ..error.clone() });
    Problem {
        kind: format!("urn:hotline:problem:{}", failure.kind.slug()),
        title: words.title.clone(),
        status: failure.kind.status().as_u16(),
        detail: words.detail.clone(),
        existing: failure.existing.clone(),
        errors: errors.collect(),
    }
}
