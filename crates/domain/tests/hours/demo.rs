//! The demonstration's hours, at the moments that matter: what a visitor reads then.

use crate::build::*;
use chrono_tz::Europe::Moscow;
use contract::DatedException;
use domain::hours::{State, Timetable};
use domain::zone::Fixed;

fn holidays(make: impl Fn(&str, &str) -> DatedException) -> Vec<DatedException> {
    [
        ("2026-12-31", "Day off"),
        ("2027-01-01/2027-01-08", "New Year"),
        ("2027-02-22", "Day off"),
        ("2027-02-23", "Defender of the Fatherland Day"),
        ("2027-03-08", "Women's Day"),
    ]
    .into_iter()
    .map(|(dates, name)| make(dates, name))
    .chain([as_weekday("2027-02-20", "Moved working day", Monday)])
    .collect()
}

fn phone() -> Timetable {
    timetable(vec![hours(&WORKDAYS, "09:00-18:00")], holidays(closed))
}

fn operators() -> Timetable {
    let week = vec![hours(&WORKDAYS, "08:00-20:00"), hours(&WEEKEND, "09:00-18:00")];
    timetable(week, holidays(|dates, name| as_weekday(dates, name, Sunday)))
}

fn open_until(text: &str) -> State {
    State::Open { until: Some(at(text)) }
}

fn opens(text: &str) -> State {
    State::Closed { opens: Some(at(text)) }
}

/// `(now, state of the phone line, state of the operators, date on which the phone line answers)`
const MOMENTS: [(&str, &str, &str, &str); 14] = [
    ("2026-11-25T07:59:59+03:00", "closed 2026-11-25T09:00:00+03:00", "closed 2026-11-25T08:00:00+03:00", "2026-11-25"),
    ("2026-11-25T08:59:00+03:00", "closed 2026-11-25T09:00:00+03:00", "open 2026-11-25T20:00:00+03:00", "2026-11-25"),
    ("2026-11-25T08:59:59.999+03:00", "closed 2026-11-25T09:00:00+03:00", "open 2026-11-25T20:00:00+03:00", "2026-11-25"),
    ("2026-11-25T09:00:00+03:00", "open 2026-11-25T18:00:00+03:00", "open 2026-11-25T20:00:00+03:00", "2026-11-25"),
    ("2026-11-25T17:48:00+03:00", "open 2026-11-25T18:00:00+03:00", "open 2026-11-25T20:00:00+03:00", "2026-11-25"),
    ("2026-11-25T18:00:00+03:00", "closed 2026-11-26T09:00:00+03:00", "open 2026-11-25T20:00:00+03:00", "2026-11-26"),
    ("2026-11-27T18:00:00+03:00", "closed 2026-11-30T09:00:00+03:00", "open 2026-11-27T20:00:00+03:00", "2026-11-30"),
    ("2026-11-28T12:00:00+03:00", "closed 2026-11-30T09:00:00+03:00", "open 2026-11-28T18:00:00+03:00", "2026-11-30"),
    ("2026-12-30T18:00:00+03:00", "closed 2027-01-11T09:00:00+03:00", "open 2026-12-30T20:00:00+03:00", "2027-01-11"),
    ("2026-12-31T08:30:00+03:00", "closed 2027-01-11T09:00:00+03:00", "closed 2026-12-31T09:00:00+03:00", "2027-01-11"),
    ("2026-12-31T12:00:00+03:00", "closed 2027-01-11T09:00:00+03:00", "open 2026-12-31T18:00:00+03:00", "2027-01-11"),
    ("2027-02-19T19:00:00+03:00", "closed 2027-02-20T09:00:00+03:00", "open 2027-02-19T20:00:00+03:00", "2027-02-20"),
    ("2027-02-20T12:00:00+03:00", "open 2027-02-20T18:00:00+03:00", "open 2027-02-20T20:00:00+03:00", "2027-02-20"),
    ("2027-02-20T20:00:00+03:00", "closed 2027-02-24T09:00:00+03:00", "closed 2027-02-21T09:00:00+03:00", "2027-02-24"),
];

#[test]
fn both_channels_at_the_moments_that_matter() {
    let state = |text: &str| match text.split_once(' ').unwrap() {
        ("open", until) => open_until(until),
        (_, next) => opens(next),
    };
    for (now, of_phone, of_operators, answered) in MOMENTS {
        assert_eq!(phone().state_at(&Moscow, at(now)), state(of_phone), "phone at {now}");
        assert_eq!(operators().state_at(&Moscow, at(now)), state(of_operators), "operators at {now}");
        assert_eq!(phone().answer_date(&Moscow, at(now)), Some(date(answered)), "answer to {now}");
    }
}

#[test]
fn a_zone_of_the_browser_does_as_well() {
    let now = at("2026-11-25T17:48:00+03:00");
    assert_eq!(phone().state_at(&Fixed(3 * 3600), now), phone().state_at(&Moscow, now));
}

#[test]
fn the_assistant_never_closes() {
    let assistant = timetable(vec![hours(&ALL_DAYS, "00:00-00:00")], Vec::new());
    let now = at("2026-12-31T23:59:00+03:00");
    assert!(assistant.is_round_the_clock());
    assert_eq!(assistant.state_at(&Moscow, now), State::Open { until: None });
    assert_eq!(assistant.next_change(&Moscow, now), None);
    assert_eq!(assistant.answer_date(&Moscow, now), Some(date("2026-12-31")));
}
