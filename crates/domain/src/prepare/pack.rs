//! Answers as few bytes: what a QR code carries, before it is compressed. Of one topic: others stay where they are.

use super::answers::{ANSWERS_VERSION, Answers};
use contract::Members;

/// More than this is not read, in bytes: no sheet is so long, and whoever wrote it means no good.
pub const LONGEST_PACKED: usize = 64 * 1024;

/// The first byte: the form of the rest.
const FORM: u8 = 1;

/// Everything that was answered.
pub fn pack(answers: &Answers) -> Vec<u8> {
    let mut bytes = vec![FORM];
    put_text(&mut bytes, &answers.category);
    put_length(&mut bytes, answers.values.len());
    for (code, values) in answers.values.iter() {
        put_text(&mut bytes, code);
        put_length(&mut bytes, values.len());
        for value in values {
            put_text(&mut bytes, value);
        }
    }
    put_length(&mut bytes, answers.checks.len());
    for (code, verdict) in answers.checks.iter() {
        put_text(&mut bytes, code);
        put_text(&mut bytes, verdict);
    }
    bytes
}

/// What [`pack`] was given; `None` for what it never wrote.
pub fn unpack(bytes: &[u8]) -> Option<Answers> {
    if bytes.len() > LONGEST_PACKED {
        return None;
    }
    let mut rest = Rest(bytes.strip_prefix(&[FORM])?);
    let category = rest.text()?;
    let mut values = Members::default();
    for _ in 0..rest.length()? {
        let (code, count) = (rest.text()?, rest.length()?);
        let mut several = Vec::new();
        for _ in 0..count {
            several.push(rest.text()?);
        }
        if values.get(&code).is_some() {
            return None;
        }
        values.insert(code, several);
    }
    let mut checks = Members::default();
    for _ in 0..rest.length()? {
        let (code, verdict) = (rest.text()?, rest.text()?);
        if checks.get(&code).is_some() {
            return None;
        }
        checks.insert(code, verdict);
    }
    rest.0.is_empty().then(|| Answers { version: ANSWERS_VERSION, category, values, checks, ..Answers::default() })
}

/// Seven bits in each byte, the lowest first; the eighth says that there are more.
fn put_length(bytes: &mut Vec<u8>, mut length: usize) {
    loop {
        let low = u8::try_from(length & 0x7f).unwrap_or(0);
        length >>= 7;
        if length == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put_length(bytes, text.len());
    bytes.extend_from_slice(text.as_bytes());
}

struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    /// Never more than there are bytes left: nothing is made ready for what cannot come.
    fn length(&mut self) -> Option<usize> {
        let mut length = 0_usize;
        for shift in [0_u32, 7, 14] {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            length |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                // Every length has one way to be written.
                let is_shortest = *byte != 0 || shift == 0;
                return (is_shortest && length <= self.0.len()).then_some(length);
            }
        }
        None
    }

    fn text(&mut self) -> Option<String> {
        let length = self.length()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        core::str::from_utf8(text).ok().map(str::to_owned)
    }
}
