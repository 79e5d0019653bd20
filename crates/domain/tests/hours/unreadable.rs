//! What cannot be read is unknown, on the dates that it may concern and on no others.

use crate::build::*;
use chrono_tz::Europe::Moscow;
use contract::{DatedException, DayOfWeek, ExceptionRule};
use domain::hours::{DayHours, State, Timetable};

/// Of the dates from Monday 2026-11-23 to Sunday 2026-12-06: `?` unknown, `o` with hours, `.` closed all day.
fn fortnight(table: &Timetable) -> String {
    let hours = date("2026-11-23").iter_days().take(14).map(|date| match table.day(date).hours {
        DayHours::Unknown => '?',
        DayHours::Known(spans) if spans.is_empty() => '.',
        DayHours::Known(_) => 'o',
    });
    hours.collect()
}

fn with(exceptions: Vec<DatedException>) -> String {
    fortnight(&timetable(vec![hours(&WORKDAYS, "09:00-18:00")], exceptions))
}

#[test]
fn lines_of_the_week() {
    let office = hours(&WORKDAYS, "09:00-18:00");
    let and = |line| fortnight(&timetable(vec![office.clone(), line], Vec::new()));
    for bad in ["9-18", "09:00-18:60", "09:00-25:00", "24:00-06:00", "09.00-18.00", "-", "09:00-١٨:00"] {
        assert_eq!(and(hours(&[Wednesday, Saturday], bad)), "oo?oo?.oo?oo?.", "{bad}");
    }
    assert_eq!(and(valid("2026-11-26", "2026-12-02", hours(&ALL_DAYS, "?-?"))), "ooo???????oo..");
    assert_eq!(and(valid("soon", "2026-11-26", hours(&[Monday, Saturday], "09:00-10:00"))), "?oooo..ooooo..");
    assert_eq!(and(valid("2026-11-26", "2026-02-30", hours(&[Monday, Saturday], "09:00-10:00"))), "ooooo?.?oooo?.");
    assert_eq!(and(valid("2026-11-28", "2026-11-26", hours(&ALL_DAYS, "09:00-10:00"))), "ooo???.ooooo..", "the wrong way round");
    assert_eq!(and(hours(&[DayOfWeek::Unknown], "?-?")), "ooooo..ooooo..", "public holidays are no day of the week");
}

#[test]
fn a_week_without_lines_says_nothing() {
    assert_eq!(fortnight(&timetable(Vec::new(), Vec::new())), "??????????????");
    assert_eq!(fortnight(&timetable(vec![hours(&[DayOfWeek::Unknown], "09:00-18:00")], Vec::new())), "??????????????");
    assert_eq!(fortnight(&timetable(Vec::new(), vec![closed("2026-11-24", "")])), "?.????????????");
}

#[test]
fn exceptions() {
    assert_eq!(with(vec![exception("2026-11-25", "", ExceptionRule::Unknown)]), "oo?oo..ooooo..");
    assert_eq!(with(vec![exception("2026-11-25", "", ExceptionRule::AsWeekday)]), "oo?oo..ooooo..", "no weekday");
    assert_eq!(with(vec![as_weekday("2026-11-25", "", DayOfWeek::Unknown)]), "oo?oo..ooooo..");
    assert_eq!(with(vec![other_hours("2026-11-28", "", &[])]), "ooooo?.ooooo..");
    assert_eq!(with(vec![other_hours("2026-11-28", "", &["10:00-12:00", "13:00-1400"])]), "ooooo?.ooooo..");
    assert_eq!(with(vec![closed("2026-11-25/2026-11-31", "")]), "oo????????????");
    assert_eq!(with(vec![closed("next week/2026-11-25", "")]), "???oo..ooooo..");
    assert_eq!(with(vec![closed("next week", "")]), "??????????????");
    assert_eq!(with(vec![closed("2026-11-26/2026-11-25", "")]), "oo??o..ooooo..", "the wrong way round");
    assert_eq!(with(vec![closed("next week", ""), closed("2026-11-23/2026-12-05", "")]), ".............?", "the last one counts");
}

/// A working Monday, an unknown Tuesday, a working Wednesday.
#[test]
fn nothing_is_said_beyond_what_is_known() {
    let table = timetable(
        vec![hours(&[Monday], "20:00-02:00"), hours(&[Wednesday], "09:00-18:00")],
        vec![exception("2026-11-24", "", ExceptionRule::Unknown)],
    );
    let state = |text| table.state_at(&Moscow, at(text));
    let change = |text| table.next_change(&Moscow, at(text)).unwrap();
    let answer = |text| table.answer_date(&Moscow, at(text));
    // Into the unknown day, as far as is known.
    assert_eq!(state("2026-11-23T21:00:00+03:00"), State::Open { until: Some(at("2026-11-24T02:00:00+03:00")) });
    assert_eq!(state("2026-11-24T01:00:00+03:00"), State::Open { until: Some(at("2026-11-24T02:00:00+03:00")) });
    assert_eq!(state("2026-11-24T02:00:00+03:00"), State::Unknown);
    assert_eq!(answer("2026-11-24T02:00:00+03:00"), None);
    assert_eq!(change("2026-11-24T02:00:00+03:00"), at("2026-11-25T00:00:00+03:00"));
    assert_eq!(state("2026-11-25T00:00:00+03:00"), State::Closed { opens: Some(at("2026-11-25T09:00:00+03:00")) });
    // It may open on the unknown day, so nobody knows when it opens next.
    let table = timetable(vec![hours(&[Wednesday], "09:00-18:00")], vec![exception("2026-11-24", "", ExceptionRule::Unknown)]);
    let now = at("2026-11-23T12:00:00+03:00");
    assert_eq!(table.state_at(&Moscow, now), State::Closed { opens: None });
    assert_eq!(table.next_change(&Moscow, now), Some(at("2026-11-24T00:00:00+03:00")));
    assert_eq!(table.answer_date(&Moscow, now), None);
}
