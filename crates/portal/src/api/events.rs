use super::availability;
use super::viewer::{Address, Viewer, session_token};
use crate::app::Portal;
use crate::live::{Place, Told, written};
use crate::problem::{Failure, Fatal};
use crate::secrets::{Hash, hash};
use crate::store::accounts;
use crate::store::contacts::{Asking, may_see};
use crate::store::events::{self, Event, Scope, Span};
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderName};
use axum::response::{IntoResponse, Response};
use bytes::{Bytes, BytesMut};
use contract::events::{AVAILABILITY, RESET};
use contract::headers::{LAST_EVENT_ID, WATCH};
use domain::ticket::read_ticket_number;
use futures_util::stream;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::time::{Instant, Interval, interval_at};

/// How long a stream is silent at most.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// When a browser comes again after a stream has ended, in milliseconds.
const RETRY_MS: u32 = 2000;
/// Nobody has more contacts open; what is beyond is left out.
const WATCHED_MAX: usize = 50;

/// `GET /events`
pub(super) async fn listen(
    State(portal): State<Arc<Portal>>,
    viewer: Viewer,
    Address(address): Address,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let limit = portal.limits.streams_by_address;
    let place = portal.live.admit(address, limit)?;
    // Before anything is read: what happens in between arrives twice, and is told once.
    let receiver = portal.live.listen();
    let account = viewer.account_id().map(str::to_owned);
    let session = session_token(&portal, &headers).filter(|_| account.is_some()).map(hash);
    let pairs = watched(&headers);
    let last = headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok()).map(str::trim).filter(|id| !id.is_empty());
    let last = last.map(|id| id.parse::<i64>().unwrap_or(i64::MAX));
    let read = portal.store.read(move |connection| -> Result<_, Fatal> {
        let mut contacts = Vec::new();
        for (number, secret_hash) in pairs {
            if may_see(connection, &number, &Asking { account: None, secret_hash: Some(secret_hash) })? {
                contacts.push(number);
            }
        }
        let scope = Scope { account, contacts };
        let span = events::span(connection)?;
        let missed = match last {
            Some(last) if span.reaches_back_to(last) => Some(events::missed(connection, last, &scope)?),
            Some(_) => None,
            None => Some(Vec::new()),
        };
        Ok((scope, span, missed))
    });
    let (scope, span, missed) = read.await?;
    let first = beginning(span, missed, &serde_json::to_string(&availability::current(&portal).await?).map_err(Fatal::from)?);
    let stopped = portal.live.stopped();
    let heartbeat = interval_at(Instant::now().checked_add(HEARTBEAT).unwrap_or_else(Instant::now), HEARTBEAT);
    let listener = Listener { portal, scope, session, receiver, seen: span.last, told: span.last, heartbeat, stopped, _place: place };
    let body = stream::unfold((Some(first), listener), |(first, mut listener)| async {
        let bytes = match first {
            Some(first) => first,
            None => listener.next().await?,
        };
        Some((Ok::<_, Infallible>(bytes), (None, listener)))
    });
    let about = [
        (CONTENT_TYPE, "text/event-stream"),
        (CACHE_CONTROL, "no-store"),
        (VARY, "cookie, watch"),
        // A proxy in front would wait until it has enough to be worth passing on.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((about, Body::from_stream(body)).into_response())
}

/// `NUMBER=SECRET, …`: the numbers, and the hashes of the secrets.
fn watched(headers: &HeaderMap) -> Vec<(String, Hash)> {
    let pairs = headers.get_all(WATCH).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    let pairs = pairs.filter_map(|pair| pair.trim().split_once('='));
    pairs.filter_map(|(number, secret)| Some((read_ticket_number(number)?, hash(secret.trim())))).take(WATCHED_MAX).collect()
}

/// What comes first: what was missed, or that it is not known; then the id after which the stream goes on.
fn beginning(span: Span, missed: Option<Vec<Event>>, availability: &str) -> Bytes {
    let mut bytes = BytesMut::from(format!("retry: {RETRY_MS}\n\n").as_bytes());
    match missed {
        Some(missed) => missed.into_iter().for_each(|event| bytes.extend_from_slice(&Told::from(event).bytes)),
        None => bytes.extend_from_slice(&written(None, RESET, "{}")),
    }
    bytes.extend_from_slice(format!("id: {}\n\n", span.last).as_bytes());
    bytes.extend_from_slice(&written(None, AVAILABILITY, availability));
    bytes.freeze()
}

/// One stream.
struct Listener {
    portal: Arc<Portal>,
    scope: Scope,
    /// Of the token of whoever is signed in.
    session: Option<Hash>,
    receiver: Receiver<Arc<Told>>,
    /// The last event that was looked at.
    seen: i64,
    /// The last id that the other side knows.
    told: i64,
    heartbeat: Interval,
    stopped: watch::Receiver<bool>,
    _place: Place,
}

impl Listener {
    /// `None`: the stream ends.
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            let received = tokio::select! {
                biased;
                _ = self.stopped.wait_for(|stopped| *stopped) => return None,
                _ = self.heartbeat.tick() => None,
                received = self.receiver.recv() => Some(received),
            };
            let Some(received) = received else { return if self.may_go_on().await { Some(self.alive()) } else { None } };
            let bytes = match received {
                Ok(told) => self.pick(&told),
                Err(RecvError::Lagged(_)) => self.catch_up().await?,
                Err(RecvError::Closed) => return None,
            };
            if bytes.is_some() {
                return bytes;
            }
        }
    }

    fn pick(&mut self, told: &Told) -> Option<Bytes> {
        let Some(event) = &told.event else { return Some(told.bytes.clone()) };
        if event.id <= self.seen {
            return None;
        }
        self.seen = event.id;
        if !self.scope.holds(event) {
            return None;
        }
        self.told = event.id;
        Some(told.bytes.clone())
    }

    /// The outer `None`: it cannot be known what was missed; the browser comes again, and asks from where it stands.
    async fn catch_up(&mut self) -> Option<Option<Bytes>> {
        let (seen, scope) = (self.seen, self.scope.clone());
        let read = self.portal.store.read(move |connection| -> Result<_, Fatal> {
            let span = events::span(connection)?;
            let missed = span.reaches_back_to(seen).then(|| events::missed(connection, seen, &scope)).transpose()?;
            Ok((span, missed))
        });
        let (span, missed) = read.await.map_err(|error| tracing::error!("events: {error}")).ok()?;
        self.seen = span.last;
        let mut bytes = BytesMut::new();
        for event in missed? {
            self.told = event.id;
            bytes.extend_from_slice(&Told::from(event).bytes);
        }
        Some((!bytes.is_empty()).then(|| bytes.freeze()))
    }

    /// A comment; and how far the stream has come, although nothing of it was for this one.
    fn alive(&mut self) -> Bytes {
        if self.told == self.seen {
            return Bytes::from_static(b": \n\n");
        }
        self.told = self.seen;
        format!(": \nid: {}\n\n", self.seen).into()
    }

    /// Whether the session goes on, if there was one.
    async fn may_go_on(&self) -> bool {
        let Some(session) = self.session else { return true };
        let now = self.portal.clock.now_ms();
        let found = self.portal.store.read(move |connection| accounts::of_session(connection, &session, now)).await;
        found.is_ok_and(|found| found.is_some())
    }
}
