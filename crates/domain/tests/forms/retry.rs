use domain::retry::{full_jitter, retry_after};
use domain::time::{UtcInstant, parse_instant};
use proptest::prelude::*;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(86_400);

fn now() -> UtcInstant {
    parse_instant("2026-12-31T23:59:00.250Z").unwrap()
}

#[test]
fn seconds() {
    for (header, seconds) in [("0", 0), ("7", 7), (" 120 ", 120), ("007", 7), ("86399", 86_399), ("86401", 86_400)] {
        assert_eq!(retry_after(header, now()), Some(Duration::from_secs(seconds)), "{header:?}");
    }
    assert_eq!(retry_after("99999999999999999999999999", now()), Some(DAY));
}

#[test]
fn dates() {
    assert_eq!(retry_after("Fri, 01 Jan 2027 00:00:00 GMT", now()), Some(Duration::from_millis(59_750)));
    assert_eq!(retry_after("Thu, 31 Dec 2026 23:59:60 GMT", now()), Some(Duration::from_millis(58_750)));
    assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:37 GMT", now()), Some(Duration::ZERO));
    assert_eq!(retry_after("Fri, 31 Dec 9999 23:59:59 GMT", now()), Some(DAY));
}

#[test]
fn every_month_has_its_name() {
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    for (month, name) in (1..).zip(names) {
        let before = parse_instant(&format!("2028-{month:02}-14T12:00:00Z")).unwrap();
        assert_eq!(retry_after(&format!("Mon, 14 {name} 2028 12:00:30 GMT"), before), Some(Duration::from_secs(30)), "{name}");
    }
}

#[test]
fn neither() {
    for header in [
        "",
        " ",
        "-1",
        "1.5",
        "+5",
        "1 2",
        "soon",
        "٣",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 +0300",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 GMT x",
        "Sun, 06 Nov 1994 08:49:37:00 GMT",
        "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "S1n, 06 Nov 1994 08:49:37 GMT",
        "Su, 06 Nov 1994 08:49:37 GMT",
    ] {
        assert_eq!(retry_after(header, now()), None, "{header:?}");
    }
}

#[test]
fn waits_double_up_to_half_a_minute() {
    let longest = |attempt| full_jitter(attempt, 1.0).as_millis();
    assert_eq!(
        [0, 1, 2, 3, 4, 5, 6, 7, 63, 64, u32::MAX].map(longest),
        [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000, 30_000]
    );
    assert_eq!(full_jitter(3, 0.0), Duration::ZERO);
    assert_eq!(full_jitter(3, 0.25), Duration::from_secs(1));
    for odd in [f64::NAN, f64::INFINITY, -0.1, 1.1] {
        assert_eq!(full_jitter(0, odd), Duration::from_millis(500), "{odd}");
    }
}

proptest! {
    #[test]
    fn no_header_stops_the_page_or_keeps_it_waiting(header in "\\PC{0,40}|[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT|[0-9]{1,30}") {
        prop_assert!(retry_after(&header, now()).is_none_or(|wait| wait <= DAY));
    }

    #[test]
    fn a_wait_is_never_longer_than_its_bound(attempt: u32, random in 0.0..=1.0) {
        prop_assert!(full_jitter(attempt, random) <= full_jitter(attempt, 1.0));
    }
}
