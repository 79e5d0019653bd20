use crate::{at, workdays};
use chrono::TimeDelta;
use chrono_tz::Europe::Moscow;
use contract::HourLoad;
use domain::call::{Level, best_time, busyness, level};
use domain::hours::{Interval, State};
use domain::time::UtcInstant;
use proptest::prelude::*;

fn usual(loads: &[(u32, u32)]) -> Vec<HourLoad> {
    loads.iter().map(|(hour, load)| HourLoad { hour: *hour, load: *load }).collect()
}

/// Quiet from 10 to 12, crowded at lunch.
const DAY: [(u32, u32); 9] = [(9, 80), (10, 30), (11, 35), (12, 70), (13, 90), (14, 60), (15, 55), (16, 50), (17, 65)];

fn best(now: &str) -> (UtcInstant, UtcInstant) {
    let found = best_time(&usual(&DAY), &workdays(), &Moscow, at(now)).unwrap();
    (found.start, found.end)
}

fn times(start: &str, end: &str) -> (UtcInstant, UtcInstant) {
    (at(start), at(end))
}

#[test]
fn hours_that_are_quiet_together_are_one_time() {
    assert_eq!(best("2026-11-23T06:10:00Z"), times("2026-11-23T07:00:00Z", "2026-11-23T09:00:00Z"));
}

#[test]
fn what_is_under_way_begins_now() {
    assert_eq!(best("2026-11-23T08:20:00Z"), times("2026-11-23T08:20:00Z", "2026-11-23T09:00:00Z"));
}

#[test]
fn what_is_over_is_tomorrows_or_mondays() {
    assert_eq!(best("2026-11-23T09:00:00Z"), times("2026-11-24T07:00:00Z", "2026-11-24T09:00:00Z"));
    assert_eq!(best("2026-11-27T20:00:00Z"), times("2026-11-30T07:00:00Z", "2026-11-30T09:00:00Z"));
}

#[test]
fn nothing_is_made_up() {
    assert_eq!(best_time(&[], &workdays(), &Moscow, at("2026-11-23T06:10:00Z")), None);
    // Nobody knows how busy it is while it is open.
    assert_eq!(best_time(&usual(&[(3, 5)]), &workdays(), &Moscow, at("2026-11-23T06:10:00Z")), None);
}

#[test]
fn what_a_portal_may_send() {
    assert_eq!(busyness(&usual(&[(11, 250), (24, 5), (9, 3), (11, 7), (99, 1)])), [(9, 3), (11, 7)]);
    assert_eq!([0, 39, 40, 69, 70, 100].map(level), {
        use Level::{Busy, Quiet, Usual};
        [Quiet, Quiet, Usual, Usual, Busy, Busy]
    });
}

proptest! {
    #[test]
    fn the_best_time_is_ahead_open_and_no_busier_than_it_has_to_be(
        loads in prop::collection::vec(0..120_u32, 24),
        minute in 0..20_160_i64,
    ) {
        let hours = workdays();
        let now = at("2026-11-02T00:00:00Z") + TimeDelta::minutes(minute);
        let all: Vec<(u32, u32)> = (0..).zip(loads.iter().copied()).collect();
        let Interval { start, end } = best_time(&usual(&all), &hours, &Moscow, now).unwrap();
        prop_assert!(now <= start && start < end);
        let is_open = matches!(hours.state_at(&Moscow, start), State::Open { until: Some(until) } if end <= until);
        prop_assert!(is_open);
        let least = (9..18).map(|hour| loads[hour].min(100)).min().unwrap();
        let mut at = start;
        while at < end {
            let hour = usize::try_from((at.timestamp() / 3600 + 3) % 24).unwrap();
            prop_assert!(loads[hour].min(100) <= least + 10);
            at += TimeDelta::minutes(30);
        }
    }
}
