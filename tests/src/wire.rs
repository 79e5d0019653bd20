//! What lies between the browser and the portal: a proxy that can fail in every way in which a network can, for every engine
//! alike. It can also serve a few pages of its own, on which the harness is tried.

mod rules;
mod serve;

pub use rules::{Fault, Gate, Rule};

use serve::State;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

/// One request that the browser made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    pub method: String,
    /// With the query.
    pub path: String,
    /// What was sent, as text.
    pub body: String,
    /// Of the request, by lower-case name.
    pub headers: HashMap<String, String>,
    /// What the portal answered, when it was asked; the browser need not have seen it.
    pub status: Option<u16>,
}

/// Where the answers come from.
#[derive(Clone, Debug)]
pub enum Upstream {
    /// An address without a path: `http://127.0.0.1:8080`.
    Portal(String),
    /// Path to content type and body.
    Pages(HashMap<String, (String, String)>),
}

/// The proxy. It stands on a port of its own, so that every test is an origin of its own.
#[derive(Debug)]
pub struct Wire {
    port: u16,
    state: Arc<State>,
    listening: std::sync::Mutex<Option<JoinHandle<()>>>,
}

impl Wire {
    /// A wire with nothing at its other end yet.
    ///
    /// # Panics
    /// When there is no free port.
    pub async fn new() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let state = Arc::new(State::default());
        let listening = std::sync::Mutex::new(Some(listen(listener, Arc::clone(&state))));
        Self { port, state, listening }
    }

    /// A wire that serves these pages: path, content type, body.
    pub async fn serving(pages: &[(&str, &str, &str)]) -> Self {
        let wire = Self::new().await;
        let pages = pages.iter().map(|(path, kind, body)| ((*path).to_owned(), ((*kind).to_owned(), (*body).to_owned()))).collect();
        wire.connect(Upstream::Pages(pages));
        wire
    }

    /// From now on the answers come from there.
    pub fn connect(&self, upstream: Upstream) {
        *self.state.upstream.lock().expect("not poisoned") = Some(upstream);
    }

    /// The origin that the browser sees, without a final slash.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Adds a rule; of several that fit a request the newest counts.
    pub fn rule(&self, rule: Rule) {
        self.state.rules.lock().expect("not poisoned").insert(0, rule);
    }

    /// Forgets the rules.
    pub fn clear_rules(&self) {
        self.state.rules.lock().expect("not poisoned").clear();
    }

    /// The requests so far, in the order in which they came.
    pub fn seen(&self) -> Vec<Exchange> {
        self.state.seen.lock().expect("not poisoned").clone()
    }

    /// How many requests with this method and path (a `*` at either end) came so far.
    pub fn count(&self, method: &str, path: &str) -> usize {
        self.seen().iter().filter(|seen| seen.method == method && rules::path_fits(path, &seen.path)).count()
    }

    /// How many answers from this path (a `*` at either end) have begun and not ended: streams, above all.
    ///
    /// # Panics
    /// Never.
    pub fn open_now(&self, path: &str) -> usize {
        self.state.open.lock().expect("not poisoned").iter().filter(|open| rules::path_fits(path, open)).count()
    }

    /// Waits until that many requests of the kind have come.
    ///
    /// # Panics
    /// When they do not.
    pub async fn until_seen(&self, method: &str, path: &str, times: usize) {
        let found = crate::wait::until(async || (self.count(method, path) >= times).then_some(())).await;
        assert!(found.is_some(), "{times} × {method} {path} did not come; came: {:#?}", self.seen());
    }

    /// Nothing answers on the port any more, and every open connection breaks.
    ///
    /// # Panics
    /// Never.
    pub async fn unplug(&self) {
        let task = self.listening.lock().expect("not poisoned").take();
        if let Some(task) = task {
            task.abort();
            let _ = task.await;
        }
    }

    /// The port answers again.
    ///
    /// # Panics
    /// When somebody else has taken it meanwhile.
    pub async fn plug(&self) {
        for _ in 0..50 {
            if let Ok(listener) = TcpListener::bind(("127.0.0.1", self.port)).await {
                *self.listening.lock().expect("not poisoned") = Some(listen(listener, Arc::clone(&self.state)));
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("port {} is taken", self.port);
    }

    /// Runs this script before any other in the pages that pass. For engines that have no way of their own to do so.
    pub(crate) fn set_first_script(&self, script: Option<String>) {
        *self.state.first_script.lock().expect("not poisoned") = script;
    }

    /// What [`crate::scripts::COLLECTOR`] reported, and forgets it.
    pub(crate) fn take_reports(&self) -> Vec<String> {
        std::mem::take(&mut *self.state.reports.lock().expect("not poisoned"))
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if let Ok(mut listening) = self.listening.lock()
            && let Some(task) = listening.take()
        {
            task.abort();
        }
    }
}

/// Dropping the task drops the set, and with it every connection.
fn listen(listener: TcpListener, state: Arc<State>) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut connections = JoinSet::new();
        loop {
            let Ok((stream, _)) = listener.accept().await else { continue };
            connections.spawn(serve::connection(stream, Arc::clone(&state)));
            while connections.try_join_next().is_some() {}
        }
    })
}
