//! Hours that meet a change of clocks, and the questions that a zone is asked.

use crate::build::*;
use chrono_tz::{America, Pacific, Tz};
use domain::hours::{Interval, State};
use domain::time::UtcInstant;
use domain::zone::Zone;
use std::cell::Cell;

#[track_caller]
fn first(zone: Tz, local: &str, expected: &str) {
    assert_eq!(zone.first_instant_at(local.parse().unwrap()), at(expected), "{local} in {zone}");
}

#[test]
fn skipped_times_are_the_moment_of_the_change() {
    for skipped in ["2026-03-08T02:00:00", "2026-03-08T02:30:00", "2026-03-08T02:59:59", "2026-03-08T03:00:00"] {
        first(America::New_York, skipped, "2026-03-08T07:00:00Z");
    }
    first(America::New_York, "2026-03-08T01:59:59", "2026-03-08T06:59:59Z");
    first(America::New_York, "2026-03-08T03:00:01", "2026-03-08T07:00:01Z");
    // A whole date: from the 29th, 24:00, to the 31st.
    first(Pacific::Apia, "2011-12-29T23:59:59", "2011-12-30T09:59:59Z");
    first(Pacific::Apia, "2011-12-30T12:00:00", "2011-12-30T10:00:00Z");
    first(Pacific::Apia, "2011-12-31T00:00:00", "2011-12-30T10:00:00Z");
}

#[test]
fn of_repeated_times_the_first_counts() {
    first(America::New_York, "2026-11-01T01:00:00", "2026-11-01T05:00:00Z");
    first(America::New_York, "2026-11-01T01:59:59", "2026-11-01T05:59:59Z");
    first(America::New_York, "2026-11-01T02:00:00", "2026-11-01T07:00:00Z");
}

#[test]
fn hours_that_the_clock_skips_do_not_happen() {
    let table = timetable(vec![hours(&ALL_DAYS, "02:10-02:50"), hours(&ALL_DAYS, "09:00-18:00")], Vec::new());
    let sunday = date("2026-03-08");
    assert_eq!(
        table.intervals(&America::New_York, sunday, sunday),
        [Interval { start: at("2026-03-08T09:00:00-04:00"), end: at("2026-03-08T18:00:00-04:00") }]
    );
    let opens = Some(at("2026-03-08T09:00:00-04:00"));
    assert_eq!(table.state_at(&America::New_York, at("2026-03-08T01:00:00-05:00")), State::Closed { opens });
}

#[test]
fn a_break_that_the_clock_skips_does_not_happen() {
    let table = timetable(vec![hours(&ALL_DAYS, "00:00-02:10"), hours(&ALL_DAYS, "02:50-06:00")], Vec::new());
    let until = Some(at("2026-03-08T06:00:00-04:00"));
    assert_eq!(table.state_at(&America::New_York, at("2026-03-08T01:00:00-05:00")), State::Open { until });
}

#[test]
fn what_has_closed_does_not_open_again_with_the_repeated_hour() {
    let table = timetable(vec![hours(&ALL_DAYS, "00:00-01:30")], Vec::new());
    let opens = Some(at("2026-11-02T00:00:00-05:00"));
    assert_eq!(
        table.state_at(&America::New_York, at("2026-11-01T01:29:59-04:00")),
        State::Open { until: Some(at("2026-11-01T01:30:00-04:00")) }
    );
    for closed in ["2026-11-01T01:30:00-04:00", "2026-11-01T01:00:00-05:00", "2026-11-01T01:29:00-05:00", "2026-11-01T02:00:00-05:00"] {
        assert_eq!(table.state_at(&America::New_York, at(closed)), State::Closed { opens }, "{closed}");
    }
}

struct Counting(Tz, Cell<usize>);

impl Zone for Counting {
    fn offset_at(&self, instant: UtcInstant) -> i32 {
        self.1.set(self.1.get() + 1);
        self.0.offset_at(instant)
    }
}

#[test]
fn a_zone_is_asked_little() {
    let table = timetable(vec![hours(&WORKDAYS, "09:00-18:00")], vec![closed("2027-01-01/2027-01-10", "New Year")]);
    let asked = |now: &str| {
        let zone = Counting(America::New_York, Cell::new(0));
        table.state_at(&zone, at(now));
        zone.1.get()
    };
    assert_eq!(asked("2026-11-25T12:00:00Z"), 4, "on a day like any other");
    assert_eq!(asked("2026-12-31T23:30:00Z"), 4, "far from the next change");
    assert_eq!(asked("2026-11-01T12:00:00Z"), 5, "after the repeated hour");
    assert!(asked("2026-11-01T06:30:00Z") < 20, "in the repeated hour");
}
