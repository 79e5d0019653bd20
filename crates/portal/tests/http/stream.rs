//! A stream of events, read as a browser reads it.

use crate::support::{Visitor, header};
use domain::sse::{Event, Reader};
use reqwest::{Response, StatusCode};
use std::collections::VecDeque;
use std::time::Duration;

pub(crate) struct Stream {
    response: Response,
    reader: Reader,
    read: VecDeque<(Event, String)>,
    seen: String,
}

impl Stream {
    pub(crate) async fn open(visitor: &Visitor, watch: &str, last_id: &str) -> Self {
        let mut request = visitor.get("/api/events");
        if !watch.is_empty() {
            request = request.header("Watch", watch);
        }
        if !last_id.is_empty() {
            request = request.header("Last-Event-ID", last_id);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(header(response.headers(), "content-type"), "text/event-stream");
        assert_eq!(header(response.headers(), "cache-control"), "no-store");
        assert_eq!(header(response.headers(), "content-encoding"), "");
        Self { response, reader: Reader::after(last_id), read: VecDeque::new(), seen: last_id.to_owned() }
    }

    /// Of what has been read.
    pub(crate) fn last_id(&self) -> String {
        self.reader.last_id().to_owned()
    }

    /// The id with which the stream is gone on with after the event that was handed out last.
    pub(crate) fn last_seen(&self) -> String {
        self.seen.clone()
    }

    /// `None`: the stream is over.
    pub(crate) async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((event, id)) = self.read.pop_front() {
                self.seen = id;
                return Some(event);
            }
            let bytes = self.response.chunk().await.ok().flatten()?;
            for byte in bytes {
                for event in self.reader.read(&[byte]) {
                    self.read.push_back((event, self.reader.last_id().to_owned()));
                }
            }
        }
    }

    /// The next one that is not about what is true for everybody at this moment.
    pub(crate) async fn news(&mut self) -> Option<Event> {
        loop {
            let event = self.next().await?;
            if event.name != "availability" {
                return Some(event);
            }
        }
    }

    /// What comes until nothing comes any more.
    pub(crate) async fn rest(&mut self) -> Vec<Event> {
        let mut rest = Vec::new();
        while let Ok(Some(event)) = tokio::time::timeout(Duration::from_millis(400), self.news()).await {
            rest.push(event);
        }
        rest
    }
}
