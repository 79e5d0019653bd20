//! When to ask again.

use crate::time::UtcInstant;
use chrono::NaiveDate;
use core::time::Duration;

/// Nobody waits longer than this for a page, whatever a server says.
const LONGEST: Duration = Duration::from_secs(86_400);
const BASE_MS: u64 = 500;
const CAP_MS: u64 = 30_000;

/// How long to wait for a `Retry-After`: seconds, or a date (RFC 9110, IMF-fixdate). A date that has passed means now; more than a
/// day is a day; `None` when it is neither.
pub fn retry_after(header: &str, now: UtcInstant) -> Option<Duration> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        // Digits that do not fit are a very long time all the same.
        return Some(header.parse().map_or(LONGEST, Duration::from_secs).min(LONGEST));
    }
    let until = http_date(header)?;
    let wait = until.signed_duration_since(now).to_std().unwrap_or(Duration::ZERO);
    Some(wait.min(LONGEST))
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`. The day of the week says nothing that the date does not, so it is not compared with it.
fn http_date(text: &str) -> Option<UtcInstant> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (weekday, rest) = text.split_once(", ")?;
    if weekday.len() != 3 || !weekday.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let mut parts = rest.split(' ');
    let day = number(parts.next()?, 2)?;
    let name = parts.next()?;
    let month = (1..).zip(MONTHS).find_map(|(month, known)| (known == name).then_some(month))?;
    let year = i32::try_from(number(parts.next()?, 4)?).ok()?;
    let mut time = parts.next()?.split(':');
    let hour = number(time.next()?, 2)?;
    let minute = number(time.next()?, 2)?;
    // A leap second is allowed by the format and known to no calendar here.
    let second = number(time.next()?, 2)?;
    let second = if second == 60 { 59 } else { second };
    if parts.next()? != "GMT" || parts.next().is_some() || time.next().is_some() {
        return None;
    }
    Some(NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(hour, minute, second)?.and_utc())
}

fn number(text: &str, digits: usize) -> Option<u32> {
    let fits = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

/// How long to wait before try number `attempt` (0 is the first repetition): anything between nothing and half a second doubled
/// each time, 30 seconds at most, so that many who failed together do not come back together.
///
/// `random` is from 0 to 1; anything else counts as 1.
pub fn full_jitter(attempt: u32, random: f64) -> Duration {
    let longest = 2_u64.saturating_pow(attempt).saturating_mul(BASE_MS).min(CAP_MS);
    let random = if (0.0..=1.0).contains(&random) { random } else { 1.0 };
    Duration::from_millis(longest).mul_f64(random)
}
