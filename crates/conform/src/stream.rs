//! Server-sent events, as they come.

use crate::context::{Verdicts, ensure};
use crate::description::Description;
use serde::de::DeserializeOwned;
use std::io::{BufRead, BufReader};
use ureq::http::HeaderMap;
use ureq::{Body, BodyReader};

/// Events after which a stream is taken to say everything but what is waited for.
const EVENTS_MAX: usize = 1000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) id: Option<String>,
    pub(crate) name: String,
    pub(crate) data: String,
}

pub(crate) struct Stream<'a> {
    description: &'a Description,
    pub(crate) headers: HeaderMap,
    lines: BufReader<BodyReader<'static>>,
}

impl Event {
    /// What it tells, if it is of that name and means anything.
    pub(crate) fn read<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        if self.name == name { serde_json::from_str(&self.data).ok() } else { None }
    }
}

impl<'a> Stream<'a> {
    pub(crate) fn new(description: &'a Description, headers: HeaderMap, body: Body) -> Self {
        Self { description, headers, lines: BufReader::new(body.into_reader()) }
    }

    /// The events up to the first that is wanted, which is the last of them. Waiting ends with the time for one answer.
    pub(crate) fn until(&mut self, mut wanted: impl FnMut(&Event) -> bool) -> Verdicts<Vec<Event>> {
        let mut seen = Vec::new();
        while seen.len() < EVENTS_MAX {
            let event = self.next().map_err(|error| format!("/events told {:?} and then: {error}", names(&seen)))?;
            let found = self.description.differences_of_event(&event.name, &event.data);
            ensure!(found.is_empty(), "an event is not as described:\n{}", found.join("\n"));
            let enough = wanted(&event);
            seen.push(event);
            if enough {
                return Ok(seen);
            }
        }
        Err(format!("/events told {EVENTS_MAX} events, and not the one that was waited for").into())
    }

    fn next(&mut self) -> Result<Event, String> {
        let mut read = Reading::default();
        let mut line = String::new();
        loop {
            line.clear();
            let count = self.lines.read_line(&mut line).map_err(|error| error.to_string())?;
            if count == 0 {
                return Err("the stream ended".to_owned());
            }
            if let Some(event) = read.line(line.trim_end_matches(['\r', '\n'])) {
                return Ok(event);
            }
        }
    }
}

fn names(events: &[Event]) -> Vec<&str> {
    events.iter().map(|event| event.name.as_str()).collect()
}

/// An event of which not every line has come.
#[derive(Default)]
struct Reading {
    event: Event,
    has_data: bool,
}

impl Reading {
    /// The event, where the line ends one.
    fn line(&mut self, line: &str) -> Option<Event> {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event.name),
            "id" => self.event.id = Some(value.to_owned()),
            "data" => {
                if self.has_data {
                    self.event.data.push('\n');
                }
                self.event.data.push_str(value);
                self.has_data = true;
            }
            "" if line.is_empty() => {
                let Self { event, has_data } = std::mem::take(self);
                return has_data.then_some(event);
            }
            // A comment, or `retry`, or what is not known yet.
            _ => (),
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, Reading};

    fn read(text: &str) -> Vec<Event> {
        let mut reading = Reading::default();
        text.lines().filter_map(|line| reading.line(line)).collect()
    }

    #[test]
    fn events_end_with_an_empty_line_and_comments_are_none() {
        let event =
            |id: Option<&str>, name: &str, data: &str| Event { id: id.map(str::to_owned), name: name.to_owned(), data: data.to_owned() };
        assert_eq!(
            read(": \n\nretry: 2000\n\nid: 7\nevent: callback\ndata: {}\n\nevent:reset\ndata:a\ndata: b\n\ndata: half"),
            [event(Some("7"), "callback", "{}"), event(None, "reset", "a\nb")]
        );
        assert_eq!(read("event: callback\n\ndata: {}\n\n"), [event(None, "", "{}")], "without data there is no event");
    }
}
