//! Answers that go wrong on purpose, for tests: `--faults` opens `/dev/faults`.
//!
//! `PUT` takes a list of rules, `GET` shows those that are left, `DELETE` drops them. The first rule that fits a request is
//! applied, and counted down if it has `times`:
//!
//! ```json
//! [{"method": "POST", "path": "/api/tickets", "times": 1, "moment": "after", "action": {"drop": true}}]
//! ```
//!
//! `moment: "before"`, the default, means that the portal never saw the request; `"after"` that it has done what was asked, and
//! only the answer goes wrong. The actions:
//!
//! | action | what happens |
//! |---|---|
//! | `{"status": 502, "headers": {}, "contentType": "text/html", "body": "<h1>Bad Gateway</h1>"}` | this answer instead |
//! | `{"redirect": "/login"}` | 302 |
//! | `{"delayMs": 30000}` | the right answer, late |
//! | `{"drop": true}` | the connection is reset |
//! | `{"truncateBody": 20}` | the right answer, the connection reset after so many bytes of its body |
//! | `{"dripMsPerByte": 50}` | the right answer, byte by byte |

use crate::app::Portal;
use crate::listener::Peer;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use futures_util::{StreamExt, stream};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{Error, ErrorKind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// More than any answer of this portal; a fault may make it up to 16 MB itself.
const BODY_MAX: usize = 16 * 1024 * 1024;

/// The rules in force.
#[derive(Default)]
pub(crate) struct Faults(Mutex<Vec<Rule>>);

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    /// Absent: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    /// The request's path begins with it.
    path: String,
    /// How often; absent: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
    #[serde(default)]
    moment: Moment,
    action: Action,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Moment {
    #[default]
    Before,
    After,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(untagged)]
enum Action {
    #[serde(rename_all = "camelCase")]
    Answer {
        status: u16,
        #[serde(default)]
        headers: BTreeMap<String, String>,
        #[serde(default)]
        content_type: Option<String>,
        #[serde(default)]
        body: String,
    },
    Redirect {
        redirect: String,
    },
    #[serde(rename_all = "camelCase")]
    Delay {
        delay_ms: u64,
    },
    Drop {
        drop: bool,
    },
    #[serde(rename_all = "camelCase")]
    Truncate {
        truncate_body: usize,
    },
    #[serde(rename_all = "camelCase")]
    Drip {
        drip_ms_per_byte: u64,
    },
}

impl Faults {
    fn rules(&self) -> MutexGuard<'_, Vec<Rule>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The rule for a request, counted down.
    fn take(&self, method: &str, path: &str) -> Option<Rule> {
        let mut rules = self.rules();
        let fits =
            |rule: &Rule| rule.method.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method)) && path.starts_with(&rule.path);
        let place = rules.iter().position(fits)?;
        let rule = rules.get_mut(place)?;
        let taken = rule.clone();
        if let Some(times) = &mut rule.times {
            *times = times.saturating_sub(1);
            if *times == 0 {
                rules.remove(place);
            }
        }
        Some(taken)
    }
}

pub(crate) fn router() -> Router<Arc<Portal>> {
    Router::new().route("/dev/faults", get(show).put(set).delete(drop_all))
}

async fn show(State(portal): State<Arc<Portal>>) -> impl IntoResponse {
    Json(portal.faults.rules().clone())
}

async fn set(State(portal): State<Arc<Portal>>, Json(mut wanted): Json<Vec<Rule>>) -> impl IntoResponse {
    wanted.retain(|rule| rule.times != Some(0));
    *portal.faults.rules() = wanted;
    StatusCode::NO_CONTENT
}

async fn drop_all(State(portal): State<Arc<Portal>>) -> impl IntoResponse {
    portal.faults.rules().clear();
    StatusCode::NO_CONTENT
}

/// Middleware around everything but `/dev/faults`.
pub(crate) async fn inject(
    State(portal): State<Arc<Portal>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    request: Request,
    next: Next,
) -> Response {
    let Some(rule) = portal.faults.take(request.method().as_str(), request.uri().path()) else { return next.run(request).await };
    if let (Moment::Before, Action::Delay { delay_ms }) = (rule.moment, &rule.action) {
        tokio::time::sleep(Duration::from_millis(*delay_ms)).await;
        return next.run(request).await;
    }
    let needs_answer = matches!(rule.action, Action::Truncate { .. } | Action::Drip { .. });
    let answer = if rule.moment == Moment::After || needs_answer { Some(next.run(request).await) } else { None };
    match rule.action {
        Action::Answer { status, headers, content_type, body } => instead(status, &headers, content_type, body),
        Action::Redirect { redirect } => (StatusCode::FOUND, [(LOCATION, redirect)]).into_response(),
        Action::Delay { delay_ms } => {
            tokio::time::sleep(Duration::from_millis(delay_ms)).await;
            answer.unwrap_or_default()
        }
        Action::Drop { drop } => {
            if drop {
                peer.cut();
            }
            answer.unwrap_or_default()
        }
        Action::Truncate { truncate_body } => truncated(answer.unwrap_or_default(), truncate_body).await,
        Action::Drip { drip_ms_per_byte } => dripping(answer.unwrap_or_default(), Duration::from_millis(drip_ms_per_byte)).await,
    }
}

fn instead(status: u16, headers: &BTreeMap<String, String>, content_type: Option<String>, body: String) -> Response {
    let mut response = (StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), body).into_response();
    response.headers_mut().remove(CONTENT_TYPE);
    let content_type = content_type.map(|value| (CONTENT_TYPE.to_string(), value));
    for (name, value) in headers.clone().into_iter().chain(content_type) {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse::<HeaderValue>()) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// With the length of the whole, so that the other side knows that something is missing.
async fn truncated(response: Response, length: usize) -> Response {
    let (mut parts, bytes) = taken_apart(response).await;
    parts.headers.insert(CONTENT_LENGTH, bytes.len().into());
    let first = bytes.slice(..length.min(bytes.len()));
    let broken = async {
        // What has been written is on its way only when nothing more is ready.
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err(Error::from(ErrorKind::ConnectionReset))
    };
    Response::from_parts(parts, Body::from_stream(stream::once(async { Ok(first) }).chain(stream::once(broken))))
}

async fn dripping(response: Response, pause: Duration) -> Response {
    let (mut parts, bytes) = taken_apart(response).await;
    parts.headers.insert(CONTENT_LENGTH, bytes.len().into());
    let drops = stream::unfold(bytes, move |mut left| async move {
        if left.is_empty() {
            return None;
        }
        tokio::time::sleep(pause).await;
        let drop = left.split_to(1);
        Some((Ok::<_, Error>(drop), left))
    });
    Response::from_parts(parts, Body::from_stream(drops))
}

async fn taken_apart(response: Response) -> (axum::http::response::Parts, Bytes) {
    let (parts, body) = response.into_parts();
    (parts, axum::body::to_bytes(body, BODY_MAX).await.unwrap_or_default())
}
