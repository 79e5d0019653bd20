//! A stream of server-sent events, read as its bytes arrive (WHATWG HTML, 9.2.6), and how often to ask where there is no stream.

use core::time::Duration;

/// Longer lines are nobody's event: a stream of rubbish does not fill the memory.
const LONGEST_LINE: usize = 1_000_000;

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// `message` where the stream names none.
    pub name: String,
    pub data: String,
}

/// Reads a stream, however its bytes are cut into pieces.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    line: Vec<u8>,
    is_too_long: bool,
    /// The last byte was a carriage return: a line feed after it ends no other line.
    after_return: bool,
    has_begun: bool,
    name: String,
    data: Option<String>,
    /// Counts when its event is whole: of one that broke off nobody may say that it arrived.
    id: String,
    last_id: String,
}

impl Reader {
    /// Goes on after a stream that broke off, of which that was the last `id`.
    pub fn after(last_id: &str) -> Self {
        Self { id: last_id.to_owned(), last_id: last_id.to_owned(), ..Self::default() }
    }

    /// The `id` of the last event that was whole; empty: none.
    pub fn last_id(&self) -> &str {
        &self.last_id
    }

    /// The events that are whole now.
    pub fn read(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        for byte in bytes {
            let was_return = core::mem::replace(&mut self.after_return, *byte == b'\r');
            match byte {
                b'\n' if was_return => {}
                b'\n' | b'\r' => events.extend(self.end_line()),
                _ if self.line.len() >= LONGEST_LINE => self.is_too_long = true,
                _ => self.line.push(*byte),
            }
        }
        events
    }

    fn end_line(&mut self) -> Option<Event> {
        let bytes = core::mem::take(&mut self.line);
        if core::mem::take(&mut self.is_too_long) {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes);
        let is_first = !core::mem::replace(&mut self.has_begun, true);
        let line = if is_first { text.strip_prefix('\u{feff}').unwrap_or(&text) } else { &text };
        if line.is_empty() {
            self.last_id.clone_from(&self.id);
            let name = core::mem::take(&mut self.name);
            let data = self.data.take()?;
            return Some(Event { name: if name.is_empty() { "message".to_owned() } else { name }, data });
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.name),
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                none => *none = Some(value.to_owned()),
            },
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            // A comment begins with the colon.
            _ => {}
        }
        None
    }
}

/// How long to wait before asking again, where there is no stream.
///
/// `quiet`: how long nothing has changed.
pub fn pace(is_visible: bool, quiet: Duration) -> Duration {
    const QUIET: Duration = Duration::from_secs(120);
    match (is_visible, quiet >= QUIET) {
        (true, false) => Duration::from_millis(1_500),
        (true, true) => Duration::from_secs(5),
        (false, false) => Duration::from_secs(15),
        (false, true) => Duration::from_secs(60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn event(name: &str, data: &str) -> Event {
        Event { name: name.to_owned(), data: data.to_owned() }
    }

    const STREAM: &str = "\u{feff}retry: 2000\r\n\r\n: alive\n\nevent: message\nid: 7\ndata: {\"a\":\ndata: 1}\n\nid:8\rdata\r\rdata:  two\n\nevent: none\n\n";

    #[test]
    fn a_stream_as_the_standard_reads_it() {
        let mut reader = Reader::default();
        let events = reader.read(STREAM.as_bytes());
        assert_eq!(events, [event("message", "{\"a\":\n1}"), event("message", ""), event("message", " two")]);
        assert_eq!(reader.last_id(), "8");
    }

    #[test]
    fn half_an_event_is_none_and_is_forgotten_with_its_stream() {
        let mut reader = Reader::after("4");
        assert_eq!(reader.read(b"id: 5\ndata: half\n"), []);
        // It is asked for again.
        assert_eq!(reader.last_id(), "4");
        assert_eq!(Reader::after(reader.last_id()).read(b"data: new\n\n"), [event("message", "new")]);
    }

    #[test]
    fn a_line_that_does_not_end_does_not_fill_the_memory() {
        let mut reader = Reader::default();
        for _ in 0..30 {
            assert_eq!(reader.read(&[b'x'; 100_000]), []);
        }
        assert!(reader.line.capacity() <= 2 * LONGEST_LINE);
        assert_eq!(reader.read(b"\ndata: after\n\n"), [event("message", "after")]);
    }

    #[test]
    fn one_who_looks_is_asked_for_more_often_than_one_who_does_not() {
        for quiet in [0, 60, 600].map(Duration::from_secs) {
            assert!(pace(true, quiet) < pace(false, quiet));
            assert!(pace(true, Duration::ZERO) <= pace(true, quiet));
        }
    }

    proptest! {
        #[test]
        fn how_the_bytes_are_cut_changes_nothing(cuts in prop::collection::vec(1_usize..12, 0..60)) {
            let whole = Reader::default().read(STREAM.as_bytes());
            let (mut reader, mut rest, mut events) = (Reader::default(), STREAM.as_bytes(), Vec::new());
            for cut in cuts {
                let (piece, later) = rest.split_at(cut.min(rest.len()));
                events.extend(reader.read(piece));
                rest = later;
            }
            events.extend(reader.read(rest));
            prop_assert_eq!(events, whole);
        }

        #[test]
        fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let mut reader = Reader::default();
            reader.read(&bytes);
            // Whatever came before, after an empty line it reads what follows.
            reader.read(b"\n\n");
            prop_assert_eq!(reader.read(b"data: x\n\n"), [event("message", "x")]);
        }
    }
}
