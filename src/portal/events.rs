//! The portal's stream of events. `EventSource` cannot send headers, so it is read from an answer's body.

use super::client::{Client, Errand, unreachable};
use super::{Credential, Failure};
use crate::browser::{stream, timer};
use contract::headers;
use core::cell::{Cell, RefCell};
use core::time::Duration;
use domain::sse::{Event, Reader};
use gloo_net::http::Method;
use std::rc::Rc;
use web_sys::AbortController;

/// The portal says something at least every 15 seconds. A stream that has been silent for so long is dead.
const SILENCE: Duration = Duration::from_secs(40);
/// How often that is looked at.
const LOOK: Duration = Duration::from_secs(10);

impl Client {
    /// Listens until the stream ends, or is aborted. `last_id` is that of the last event that was told, and becomes that.
    ///
    /// # Errors
    /// That of the answer, when no stream began.
    pub(crate) async fn events(
        &self,
        watched: &str,
        last_id: &RefCell<String>,
        abort: AbortController,
        arrived: impl Fn(Vec<Event>),
    ) -> Result<(), Failure> {
        let errand = Errand::new(Method::GET, "/events", Credential::Session);
        let mut request = self.prepared(&errand, &abort.signal()).header("Accept", "text/event-stream");
        if !watched.is_empty() {
            request = request.header(headers::WATCH, watched);
        }
        if !last_id.borrow().is_empty() {
            request = request.header(headers::LAST_EVENT_ID, &last_id.borrow());
        }
        let heard = Rc::new(Cell::new(timer::monotonic()));
        watch_over(abort, Rc::clone(&heard));
        let response = request.build().map_err(|_| Failure::Unreachable)?.send().await.map_err(|_| unreachable())?;
        let is_stream = response.headers().get("Content-Type").is_some_and(|kind| kind.starts_with("text/event-stream"));
        if !(response.ok() && is_stream) {
            heard.set(f64::INFINITY);
            return super::client::read(response).await.and(Err(Failure::Garbled));
        }
        let body = response.body().ok_or(Failure::Garbled)?;
        let mut reader = Reader::after(&last_id.borrow());
        stream::pieces(&body, |bytes| {
            heard.set(timer::monotonic());
            let events = reader.read(&bytes);
            reader.last_id().clone_into(&mut last_id.borrow_mut());
            arrived(events);
        })
        .await;
        heard.set(f64::INFINITY);
        Ok(())
    }
}

/// Ends a stream that has fallen silent. One that has ended was heard at the end of time.
fn watch_over(abort: AbortController, heard: Rc<Cell<f64>>) {
    leptos::task::spawn_local(async move {
        loop {
            timer::sleep(LOOK).await;
            let silence = timer::monotonic() - heard.get();
            if silence.is_infinite() {
                return;
            }
            if silence > SILENCE.as_millis() as f64 {
                return abort.abort();
            }
        }
    });
}
