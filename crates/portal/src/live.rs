//! What happens, told to everybody who listens.
//!
//! Each event is read from the database once, however many listen, and handed on to all of them; each of the streams picks
//! what it may tell (`api/events.rs`). Who is too slow to keep up reads what it missed from the database itself.

use crate::app::Portal;
use crate::problem::{Failure, Fatal, Kind};
use crate::store::events::{self, Event};
use bytes::Bytes;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, broadcast, watch};

/// How many events a stream may lag behind before it turns to the database.
const BACKLOG: usize = 1024;
/// How many are read at once.
const BATCH: u32 = 500;
/// How often it is looked whether something happened of which nobody told: an event is late then, and not lost.
const ROUND: Duration = Duration::from_secs(1);
/// Before a failed read is tried again.
const PAUSE: Duration = Duration::from_secs(1);

/// Something to tell, as it goes over the wire.
#[derive(Debug)]
pub(crate) struct Told {
    /// `None`: for everybody, and kept nowhere.
    pub event: Option<Event>,
    pub bytes: Bytes,
}

pub(crate) struct Live {
    news: Notify,
    /// How busy a channel is may have changed.
    moves: Notify,
    listeners: broadcast::Sender<Arc<Told>>,
    stopped: watch::Receiver<bool>,
    by_address: Arc<Mutex<HashMap<String, u32>>>,
}

impl Live {
    pub(crate) fn new(stopped: watch::Receiver<bool>) -> Self {
        Self { news: Notify::new(), moves: Notify::new(), listeners: broadcast::Sender::new(BACKLOG), stopped, by_address: Arc::default() }
    }

    /// Events may have been recorded: after their transaction is committed.
    pub(crate) fn wake(&self) {
        self.news.notify_one();
    }

    /// How busy a channel is may have changed: after the transaction that changed it is committed.
    pub(crate) fn has_moved(&self) {
        self.moves.notify_one();
    }

    pub(crate) async fn moved(&self) {
        self.moves.notified().await;
    }

    /// Tells everybody what is true now and not worth keeping.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub(crate) fn broadcast(&self, event: &str, data: &impl Serialize) -> Result<(), Fatal> {
        let bytes = written(None, event, &serde_json::to_string(data)?);
        // Nobody listens: nobody has to be told.
        let _ = self.listeners.send(Arc::new(Told { event: None, bytes }));
        Ok(())
    }

    pub(crate) fn listen(&self) -> broadcast::Receiver<Arc<Told>> {
        self.listeners.subscribe()
    }

    /// The portal stops: streams end by themselves, so that nobody waits for them.
    pub(crate) fn stopped(&self) -> watch::Receiver<bool> {
        self.stopped.clone()
    }

    /// A place for one more stream from an address.
    ///
    /// # Errors
    /// 429 when it is one too many.
    pub(crate) fn admit(&self, address: String, limit: u32) -> Result<Place, Failure> {
        let mut open = self.by_address.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address.clone()).or_default();
        if *count >= limit {
            return Err(Failure::from(Kind::TooMany).retry_after(Duration::from_secs(30)));
        }
        *count = count.saturating_add(1);
        Ok(Place { by_address: Arc::clone(&self.by_address), address })
    }
}

/// Held as long as a stream is open.
pub(crate) struct Place {
    by_address: Arc<Mutex<HashMap<String, u32>>>,
    address: String,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.by_address.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

/// An event as `text/event-stream` has it. JSON in one line has no line break.
pub(crate) fn written(id: Option<i64>, event: &str, data: &str) -> Bytes {
    let id = id.map_or_else(String::new, |id| format!("id: {id}\n"));
    format!("{id}event: {event}\ndata: {data}\n\n").into()
}

impl From<Event> for Told {
    fn from(event: Event) -> Self {
        Self { bytes: written(Some(event.id), &event.event, &event.data), event: Some(event) }
    }
}

/// Hands on what happens after `last` until the portal stops.
pub(crate) async fn tell(portal: Arc<Portal>, mut last: i64) {
    let mut stopped = portal.live.stopped();
    loop {
        let from = last;
        let happened = portal.store.read(move |connection| events::after(connection, from, BATCH)).await;
        let pause = match happened {
            Ok(happened) if happened.is_empty() => ROUND,
            Ok(happened) => {
                for event in happened {
                    last = event.id;
                    let _ = portal.live.listeners.send(Arc::new(event.into()));
                }
                // There may be more than one batch.
                continue;
            }
            Err(error) => {
                tracing::error!("events: {error}");
                PAUSE
            }
        };
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            () = portal.live.news.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}
