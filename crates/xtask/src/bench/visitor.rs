//! Visitors of a benchmark: one waits for a callback, one listens.

use super::connect;
use anyhow::{Context, Result, ensure};
use contract::{CreatedCallback, SupportDesk};
use serde_json::json;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// As large as a thread that only reads needs it.
const STACK: usize = 128 * 1024;

/// What all of them hear, together.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) bytes: AtomicU64,
    pub(super) events: AtomicU64,
    pub(super) is_over: AtomicBool,
    /// When each move of the queue was asked for.
    moves: Mutex<Vec<Instant>>,
    /// Between a move and the word of it, for everybody who waited behind.
    delays: Mutex<Vec<Duration>>,
}

impl Tally {
    pub(super) fn moves_now(&self) {
        self.moves.lock().unwrap_or_else(PoisonError::into_inner).push(Instant::now());
    }

    /// Somebody in the queue has heard of so many moves by now: of the last of them just now.
    fn heard_of(&self, moves: usize) {
        let moved = self.moves.lock().unwrap_or_else(PoisonError::into_inner).get(moves.saturating_sub(1)).copied();
        if let Some(moved) = moved {
            self.delays.lock().unwrap_or_else(PoisonError::into_inner).push(moved.elapsed());
        }
    }

    fn has_moved(&self) -> bool {
        !self.moves.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// All of them, the shortest first.
    pub(super) fn delays(&self) -> Vec<Duration> {
        let mut delays = self.delays.lock().unwrap_or_else(PoisonError::into_inner).clone();
        delays.sort_unstable();
        delays
    }
}

/// Somebody in the queue.
pub(super) struct Waiting {
    number: String,
    secret: String,
}

impl Waiting {
    pub(super) fn ask(address: SocketAddr, place: usize) -> Result<Self> {
        let desk: SupportDesk = ureq::get(format!("http://{address}/api/support-desk")).call()?.body_mut().read_json()?;
        let consents: Vec<_> = desk
            .consents
            .iter()
            .map(|consent| json!({ "id": consent.id, "version": consent.version, "at": "2026-11-25T09:00:00Z" }))
            .collect();
        let body = json!({ "fullName": format!("Visitor {place}"), "phone": format!("+7495555{place:04}"), "consents": consents });
        let mut answer = ureq::post(format!("http://{address}/api/callbacks")).header("Idempotency-Key", key(place)).send_json(&body)?;
        let created: CreatedCallback = answer.body_mut().read_json()?;
        Ok(Self { number: created.callback.number, secret: created.secret.context("no secret")? })
    }

    pub(super) fn leave(&self, address: SocketAddr) -> Result<()> {
        ureq::delete(format!("http://{address}/api/callbacks/{}", self.number)).header("Ticket-Secret", &self.secret).call()?;
        Ok(())
    }

    /// Bytes of a question whose answer has not changed, and of that answer.
    pub(super) fn ask_again(&self, address: SocketAddr) -> Result<usize> {
        let path = format!("/api/callbacks/{}", self.number);
        let first = ureq::get(format!("http://{address}{path}")).header("Ticket-Secret", &self.secret).call()?;
        let etag = first.headers().get("ETag").context("no ETag")?.to_str()?.to_owned();
        // The headers that a browser sends, in their usual length.
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nAccept: application/json, application/problem+json\r\n\
             Accept-Language: ru\r\nTicket-Secret: {}\r\nIf-None-Match: {etag}\r\nSec-Fetch-Dest: empty\r\nSec-Fetch-Mode: cors\r\n\
             Sec-Fetch-Site: same-origin\r\nAccept-Encoding: gzip, deflate, br\r\nReferer: http://{address}/callback/{}\r\n\
             User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36\r\n\r\n",
            self.secret, self.number
        );
        let mut stream = connect(address)?;
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        ensure!(answer.starts_with(b"HTTP/1.1 304"), "{}", String::from_utf8_lossy(&answer));
        Ok(request.len().saturating_add(answer.len()))
    }
}

/// A UUID that is always the same for the same place.
fn key(place: usize) -> String {
    format!("00000000-0000-4000-8000-{place:012}")
}

/// Somebody on the stream of events.
pub(super) struct Listener(JoinHandle<bool>);

impl Listener {
    pub(super) fn begin(address: SocketAddr, waiting: Option<&Waiting>, tally: &Arc<Tally>) -> Result<Self> {
        let watch = waiting.map(|waiting| format!("Watch: {}={}\r\n", waiting.number, waiting.secret)).unwrap_or_default();
        let request = format!("GET /api/events HTTP/1.1\r\nHost: {address}\r\nAccept: text/event-stream\r\n{watch}\r\n");
        let mut stream = connect(address)?;
        stream.write_all(request.as_bytes())?;
        let mut reader = BufReader::with_capacity(1024, stream);
        let mut line = String::new();
        reader.read_line(&mut line)?;
        ensure!(line.starts_with("HTTP/1.1 200"), "the stream does not begin: {line}");
        let tally = Arc::clone(tally);
        let listen = move || {
            let mut heard = false;
            let mut moves = 0_usize;
            let mut line = Vec::new();
            while let Ok(length) = reader.read_until(b'\n', &mut line) {
                if length == 0 || tally.is_over.load(Ordering::Relaxed) {
                    break;
                }
                tally.bytes.fetch_add(length as u64, Ordering::Relaxed);
                if line.starts_with(b"event:") {
                    heard = true;
                    tally.events.fetch_add(1, Ordering::Relaxed);
                }
                if line.starts_with(b"event: callback") && tally.has_moved() {
                    moves = moves.saturating_add(1);
                    tally.heard_of(moves);
                }
                line.clear();
            }
            heard
        };
        Ok(Self(thread::Builder::new().stack_size(STACK).spawn(listen)?))
    }

    /// Whether it heard of anything.
    pub(super) fn end(self) -> bool {
        self.0.join().unwrap_or(false)
    }
}
