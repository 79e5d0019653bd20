//! Something that will happen, for a calendar.

use crate::content_line::{escaped, web_address, write};
use crate::text;
use crate::time::UtcInstant;
use chrono::{Datelike, Timelike};

/// Minutes before the beginning at which the calendar reminds.
const REMINDS_BEFORE: u32 = 10;

/// What goes into the calendar.
#[derive(Clone, Copy, Debug)]
pub struct Appointment<'a> {
    /// The same for the same thing: a calendar that has it already changes it.
    pub uid: &'a str,
    /// When this was written: of two, the later one counts.
    pub written: UtcInstant,
    pub start: UtcInstant,
    pub end: UtcInstant,
    pub title: &'a str,
    /// May have several lines.
    pub description: &'a str,
    /// Kept if it is a web address.
    pub url: &'a str,
}

/// A calendar with one event, iCalendar 2.0 (RFC 5545), in UTC, with a reminder before it.
///
/// No text becomes anything but a text: control characters and hidden ones are dropped, signs with a meaning are escaped.
pub fn ics(appointment: &Appointment<'_>) -> String {
    let title = escaped(&text::line(appointment.title));
    let description = escaped(&text::lines(appointment.description));
    let mut calendar = String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//hotline//callback//EN\r\nBEGIN:VEVENT\r\n");
    write(&mut calendar, &["UID:", &escaped(&text::identity(appointment.uid))]);
    for (name, instant) in [("DTSTAMP:", appointment.written), ("DTSTART:", appointment.start), ("DTEND:", appointment.end)] {
        write(&mut calendar, &[name, &moment(instant)]);
    }
    // Seconds: it must only grow.
    write(&mut calendar, &["SEQUENCE:", &sequence(appointment.written)]);
    write(&mut calendar, &["SUMMARY:", &title]);
    if !description.is_empty() {
        write(&mut calendar, &["DESCRIPTION:", &description]);
    }
    if let Some(url) = web_address(appointment.url) {
        write(&mut calendar, &["URL:", &url]);
    }
    calendar.push_str("BEGIN:VALARM\r\nACTION:DISPLAY\r\n");
    write(&mut calendar, &["TRIGGER:-PT", &REMINDS_BEFORE.to_string(), "M"]);
    write(&mut calendar, &["DESCRIPTION:", &title]);
    calendar.push_str("END:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    calendar
}

/// `20261123T090000Z`
fn moment(instant: UtcInstant) -> String {
    let (date, time) = (instant.date_naive(), instant.time());
    let two = |value: u32| [if value < 10 { "0" } else { "" }, &value.to_string()].concat();
    let year = date.year().clamp(0, 9999).to_string();
    let zeros = "000".get(..4_usize.saturating_sub(year.len())).unwrap_or_default();
    [zeros, &year, &two(date.month()), &two(date.day()), "T", &two(time.hour()), &two(time.minute()), &two(time.second()), "Z"].concat()
}

/// Seconds since 2026, as far as a calendar can count.
fn sequence(written: UtcInstant) -> String {
    written.timestamp().saturating_sub(1_767_225_600).clamp(0, i64::from(i32::MAX)).to_string()
}
