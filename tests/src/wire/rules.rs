use bytes::Bytes;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// How an exchange goes wrong.
#[derive(Clone, Debug)]
pub enum Fault {
    /// The connection breaks before the portal hears of it.
    Refuse,
    /// The portal does what was asked, and the connection breaks before its answer.
    LoseAnswer,
    /// The connection breaks after that many bytes of the answer's body.
    CutAnswer(usize),
    /// The portal hears of it only when the gate opens.
    HoldRequest(Gate),
    /// The portal does what was asked; the browser hears of it when the gate opens.
    HoldAnswer(Gate),
    /// This is answered instead: status, content type, body.
    Answer(u16, &'static str, String),
    /// Too many requests: come again after so many seconds.
    Busy(u16),
    /// The portal's answer under another content type.
    Retype(&'static str),
}

/// A door in the wire, shut at first.
#[derive(Clone, Debug)]
pub struct Gate {
    open: Arc<watch::Sender<bool>>,
    waiting: Arc<watch::Sender<usize>>,
}

impl Default for Gate {
    fn default() -> Self {
        Self { open: Arc::new(watch::Sender::new(false)), waiting: Arc::new(watch::Sender::new(0)) }
    }
}

impl Gate {
    /// Whatever waits goes on, and nothing waits any more.
    pub fn open(&self) {
        self.open.send_replace(true);
    }

    /// Waits until a request stands before it.
    ///
    /// # Panics
    /// When none comes.
    pub async fn reached(&self) {
        let mut waiting = self.waiting.subscribe();
        let reached = tokio::time::timeout(crate::wait::PATIENCE, waiting.wait_for(|waiting| *waiting > 0)).await;
        assert!(matches!(reached, Ok(Ok(_))), "no request came to the gate");
    }

    pub(super) async fn pass(&self) {
        self.waiting.send_modify(|waiting| *waiting += 1);
        let mut open = self.open.subscribe();
        // The sender lives as long as `self`.
        let _ = open.wait_for(|open| *open).await;
    }
}

/// Which requests go wrong, and how.
#[derive(Clone, Debug)]
pub struct Rule {
    method: &'static str,
    path: String,
    fault: Fault,
    left: Arc<Mutex<Left>>,
}

/// How often a rule may still be used, and for what it was used last.
#[derive(Debug)]
struct Left {
    times: usize,
    last: Option<(Instant, String, Bytes)>,
}

/// Browsers repeat by themselves, and at once, what broke on a connection without a byte of an answer. Such a repetition
/// belongs to the request that it repeats.
const REPETITION: Duration = Duration::from_millis(150);

impl Rule {
    /// Every request with this method (`*`: any) and path. A `*` at either end of the path stands for anything.
    pub fn new(method: &'static str, path: &str, fault: Fault) -> Self {
        Self { method, path: path.to_owned(), fault, left: Arc::new(Mutex::new(Left { times: usize::MAX, last: None })) }
    }

    /// Only the first such request.
    #[must_use]
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// Only the first so many.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn times(self, times: usize) -> Self {
        self.left.lock().expect("not poisoned").times = times;
        self
    }

    /// The fault for this request, which counts as one of its times.
    pub(super) fn take(&self, method: &str, path: &str, body: &Bytes) -> Option<Fault> {
        if (self.method != "*" && self.method != method) || !path_fits(&self.path, path) {
            return None;
        }
        let mut left = self.left.lock().expect("not poisoned");
        let is_repetition = left.last.as_ref().is_some_and(|(at, last, sent)| at.elapsed() < REPETITION && last == path && sent == body);
        if !is_repetition {
            left.times = left.times.checked_sub(1)?;
        }
        left.last = Some((Instant::now(), path.to_owned(), body.clone()));
        Some(self.fault.clone())
    }
}

/// Whether the path (its query left out unless the pattern has one) fits the pattern.
pub(super) fn path_fits(pattern: &str, path: &str) -> bool {
    let path = if pattern.contains('?') { path } else { path.split('?').next().unwrap_or(path) };
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(_), Some(_)) => path.contains(pattern.trim_matches('*')),
        (Some(end), None) => path.ends_with(end),
        (None, Some(start)) => path.starts_with(start),
        (None, None) => path == pattern,
    }
}
