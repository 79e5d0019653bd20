//! What every write to the API has in common: JSON, a key, a limit.

use super::viewer::{Address, Viewer};
use crate::app::Portal;
use crate::problem::{Failure, Fatal, Kind};
use crate::secrets::hash;
use crate::store::answers;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use contract::ProblemError;
use contract::headers::{IDEMPOTENCY_KEY, IDEMPOTENCY_REPLAYED};
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;
use std::sync::Arc;
use uuid::Uuid;

/// A write that may go on: by whom, what, and under which key.
pub(super) struct Write<T> {
    pub viewer: Viewer,
    pub body: T,
    /// For [`answers::earlier`] and [`answers::keep`].
    pub once: answers::Write,
}

impl<T: DeserializeOwned> FromRequest<Arc<Portal>> for Write<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, portal: &Arc<Portal>) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let viewer = gate(&mut parts, portal).await?;
        if !is_json(&parts.headers) {
            return Err(Kind::NotJson.into());
        }
        let key = key(&parts.headers)?;
        // What is made is named by the path alone: such hashes are kept in databases.
        let method = if parts.method == Method::POST { String::new() } else { format!("{} ", parts.method) };
        let path = format!("{method}{}", parts.uri.path());
        let bytes = Bytes::from_request(Request::from_parts(parts, body), &()).await;
        let bytes = bytes.map_err(|rejection| Failure::from(Kind::of_status(rejection.into_response().status())))?;
        // The order of a body's fields and the space between them mean nothing: only what they say is compared.
        let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(|_| Kind::Malformed)?;
        let request_hash = hash(format!("{path}\n{value}"));
        let body = decode(value)?;
        let owner = viewer.account_id().unwrap_or("guest").to_owned();
        Ok(Self { viewer, body, once: answers::Write { owner, key, request_hash } })
    }
}

/// Who writes, if they may write now.
///
/// # Errors
/// 429 when it is one too many.
pub(super) async fn gate(parts: &mut Parts, portal: &Portal) -> Result<Viewer, Failure> {
    let Ok(Address(address)) = Address::from_request_parts(parts, &()).await;
    if ["/messages", "/typing"].iter().any(|talk| parts.uri.path().ends_with(talk)) {
        portal.gates.messages_by_address.pass(address)?;
        return Ok(Viewer::of(portal, &parts.headers).await?);
    }
    portal.gates.writes_by_address.pass(address)?;
    let viewer = Viewer::of(portal, &parts.headers).await?;
    if let Some(account) = viewer.account_id() {
        portal.gates.writes_by_account.pass(account)?;
    }
    Ok(viewer)
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

/// A UUID, as the contract has it. A guest's secret is made of it: it must not be something like `1`.
pub(super) fn key(headers: &HeaderMap) -> Result<String, Failure> {
    let key = headers.get(IDEMPOTENCY_KEY).and_then(|key| key.to_str().ok()).and_then(|key| Uuid::try_parse(key.trim()).ok());
    Ok(key.ok_or(Kind::KeyMissing)?.to_string())
}

/// JSON that is no such thing is 422, with the place where it differs.
fn decode<T: DeserializeOwned>(value: serde_json::Value) -> Result<T, Failure> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let mut pointer = String::new();
        for segment in error.path() {
            pointer.push('/');
            match segment {
                Segment::Seq { index } => pointer.push_str(&index.to_string()),
                other => pointer.push_str(&other.to_string().replace('~', "~0").replace('/', "~1")),
            }
        }
        // serde says which field is missing only in words.
        let message = error.inner().to_string();
        let missing = message.strip_prefix("missing field `").and_then(|rest| rest.split_once('`')).map(|(field, _)| field.to_owned());
        let code = if missing.is_some() { "required" } else { "invalid" };
        if let Some(field) = missing {
            pointer.push('/');
            pointer.push_str(&field);
        }
        Failure::invalid(vec![ProblemError {
            pointer: pointer.trim_end_matches("/.").to_owned(),
            detail: String::new(),
            code: code.to_owned(),
        }])
    })
}

/// What to answer to a write: something new, or the same as before.
pub(super) enum Outcome {
    New(answers::Answer),
    Again(answers::Answer),
}

impl Outcome {
    pub(super) fn is_again(&self) -> bool {
        matches!(self, Self::Again(_))
    }

    pub(super) fn into_answer(self) -> answers::Answer {
        match self {
            Self::New(answer) | Self::Again(answer) => answer,
        }
    }
}

/// Says of an answer that it has been given before.
pub(super) fn marked(mut response: Response, again: bool) -> Response {
    if let Ok(name) = HeaderName::from_bytes(IDEMPOTENCY_REPLAYED.as_bytes())
        && again
    {
        response.headers_mut().insert(name, HeaderValue::from_static("true"));
    }
    response
}

/// The JSON that is kept, for one visitor only.
pub(super) fn kept(outcome: Outcome) -> Response {
    let again = outcome.is_again();
    let answers::Answer { status, body, .. } = outcome.into_answer();
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::CREATED);
    let about = [(CACHE_CONTROL, "no-store"), (CONTENT_TYPE, "application/json")];
    marked((status, about, body).into_response(), again)
}

/// Does a write once: `work` runs when the key is new, and its answer is kept in the same transaction.
///
/// # Errors
/// 422 when the key was used for something else; those of `work`, whose key stays free.
pub(super) fn once(
    transaction: &rusqlite::Transaction<'_>,
    write: &answers::Write,
    now: i64,
    work: impl FnOnce() -> Result<answers::Answer, Failure>,
) -> Result<Outcome, Failure> {
    match answers::earlier(transaction, write, now)? {
        answers::Earlier::Same(answer) => Ok(Outcome::Again(answer)),
        answers::Earlier::Another => Err(Kind::KeyReused.into()),
        answers::Earlier::None => {
            let answer = work()?;
            answers::keep(transaction, write, &answer, now)?;
            Ok(Outcome::New(answer))
        }
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Fatal::from(error).into()
    }
}
