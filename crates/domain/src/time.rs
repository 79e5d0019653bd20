//! Instants, dates and times of day as text.
//!
//! By hand: the parsing and formatting of `chrono` is more code than the whole of this crate, and it goes over the air.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};

/// A point in time, whatever any clock on a wall reads at it.
pub type UtcInstant = DateTime<Utc>;

/// Reads RFC 3339, `2026-12-31T09:00:00+03:00`, with any offset; a fraction of a second beyond nanoseconds is dropped.
pub fn parse_instant(text: &str) -> Option<UtcInstant> {
    let date = parse_date(text.get(..10)?)?;
    if !matches!(text.as_bytes().get(10)?, b'T' | b't' | b' ') {
        return None;
    }
    let time = text.get(11..19)?;
    // A leap second has no place in our arithmetic: it is read as the second before it.
    let time = if time.ends_with(":60") { parse_time_of_day(time.get(..5)?)?.with_second(59)? } else { parse_time_of_day(time)? };
    let rest = text.get(19..)?;
    let (nanos, zone) = match rest.strip_prefix('.') {
        Some(rest) => {
            let end = rest.find(|letter: char| !letter.is_ascii_digit())?;
            (fraction(rest.get(..end)?)?, rest.get(end..)?)
        }
        None => (0, rest),
    };
    let local = date.and_time(time.with_nanosecond(nanos)?);
    let east = match zone.as_bytes() {
        b"Z" | b"z" => 0,
        [sign @ (b'+' | b'-'), hours @ .., b':', tens, ones] => {
            let (hours, minutes) = (number(hours, 2)?, number(&[*tens, *ones], 2)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let seconds = i64::from(hours.checked_mul(60)?.checked_add(minutes)?).checked_mul(60)?;
            if *sign == b'+' { seconds } else { seconds.checked_neg()? }
        }
        _ => return None,
    };
    Some(local.checked_sub_signed(TimeDelta::try_seconds(east)?)?.and_utc())
}

/// `2026-12-31T06:00:00Z`; milliseconds only when there are any.
pub fn format_instant(instant: UtcInstant) -> String {
    let mut text = format_date(instant.date_naive());
    text.push('T');
    let time = instant.time();
    text.push_str(&format_time_of_day(time));
    text.push(':');
    push(&mut text, time.second(), 10);
    let millis = instant.timestamp_subsec_millis();
    if millis != 0 {
        text.push('.');
        push(&mut text, millis, 100);
    }
    text.push('Z');
    text
}

/// Reads `YYYY-MM-DD`.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    match text.as_bytes() {
        [year @ .., b'-', m1, m2, b'-', d1, d2] => {
            NaiveDate::from_ymd_opt(i32::try_from(number(year, 4)?).ok()?, number(&[*m1, *m2], 2)?, number(&[*d1, *d2], 2)?)
        }
        _ => None,
    }
}

/// `YYYY-MM-DD`.
pub fn format_date(date: NaiveDate) -> String {
    let mut text = String::new();
    push(&mut text, date.year().unsigned_abs(), 1000);
    text.push('-');
    push(&mut text, date.month(), 10);
    text.push('-');
    push(&mut text, date.day(), 10);
    text
}

/// Reads `HH:MM` or `HH:MM:SS`.
pub fn parse_time_of_day(text: &str) -> Option<NaiveTime> {
    let (hours, minutes, seconds) = match text.as_bytes() {
        [h1, h2, b':', m1, m2] => ([*h1, *h2], [*m1, *m2], *b"00"),
        [h1, h2, b':', m1, m2, b':', s1, s2] => ([*h1, *h2], [*m1, *m2], [*s1, *s2]),
        _ => return None,
    };
    NaiveTime::from_hms_opt(number(&hours, 2)?, number(&minutes, 2)?, number(&seconds, 2)?)
}

/// `HH:MM`.
pub fn format_time_of_day(time: NaiveTime) -> String {
    let mut text = String::new();
    push(&mut text, time.hour(), 10);
    text.push(':');
    push(&mut text, time.minute(), 10);
    text
}

/// Exactly `length` decimal digits.
fn number(digits: &[u8], length: usize) -> Option<u32> {
    if digits.len() != length {
        return None;
    }
    digits.iter().try_fold(0_u32, |sum, digit| sum.checked_mul(10)?.checked_add(char::from(*digit).to_digit(10)?))
}

/// Nanoseconds of the digits after the point.
fn fraction(digits: &str) -> Option<u32> {
    let mut nanos = 0_u32;
    let mut worth = 100_000_000_u32;
    for digit in digits.chars() {
        nanos = nanos.checked_add(digit.to_digit(10)?.checked_mul(worth)?)?;
        worth /= 10;
    }
    if digits.is_empty() { None } else { Some(nanos) }
}

/// Decimal digits of `value`, beginning with the one that is worth `unit`.
fn push(text: &mut String, value: u32, mut unit: u32) {
    while let Some(rest) = value.checked_div(unit) {
        text.push(char::from_digit(rest % 10, 10).unwrap_or('0'));
        unit /= 10;
    }
}
