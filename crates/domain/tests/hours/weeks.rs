//! The tables: a date, its week, the usual week, what is coming.

use crate::build::*;
use chrono::Weekday;
use contract::ExceptionRule;
use domain::hours::{ComingException, DayHours, Span, Timetable, UsualDays};
use domain::time::{format_time_of_day, parse_time_of_day};

fn known(spans: &[&str]) -> DayHours {
    let read = |text: &&str| {
        let (opens, closes) = text.split_once('-').unwrap();
        Span { opens: parse_time_of_day(opens).unwrap(), closes: parse_time_of_day(closes).unwrap() }
    };
    DayHours::Known(spans.iter().map(read).collect())
}

fn shown(week: &[UsualDays]) -> Vec<String> {
    let span = |span: &Span| format!("{}-{}", format_time_of_day(span.opens), format_time_of_day(span.closes));
    let line = |days: &UsualDays| match &days.hours {
        DayHours::Known(spans) => format!("{}-{} {}", days.first, days.last, spans.iter().map(span).collect::<Vec<_>>().join(" ")),
        DayHours::Unknown => format!("{}-{} ?", days.first, days.last),
    };
    week.iter().map(line).collect()
}

#[test]
fn equal_days_are_one_line() {
    let week = vec![hours(&WORKDAYS, "14:00-18:00"), hours(&WORKDAYS, "09:00-13:00"), hours(&[Saturday], "10:00-14:00")];
    let table = timetable(week, Vec::new()).usual_week(date("2026-11-25"));
    assert_eq!(shown(&table), ["Mon-Fri 09:00-13:00 14:00-18:00", "Sat-Sat 10:00-14:00", "Sun-Sun "]);
}

#[test]
fn the_usual_week_is_that_of_its_season() {
    let week = vec![
        valid("", "2026-05-31", hours(&WORKDAYS, "09:00-18:00")),
        valid("2026-06-01", "", hours(&ALL_DAYS, "10:00-16:00")),
        hours(&[Wednesday], "10:00-soon"),
    ];
    let table = timetable(week, vec![closed("2026-05-04/2026-05-10", "May")]);
    assert_eq!(shown(&table.usual_week(date("2026-05-31"))), ["Mon-Tue 09:00-18:00", "Wed-Wed ?", "Thu-Fri 09:00-18:00", "Sat-Sun "]);
    assert_eq!(shown(&table.usual_week(date("2026-06-01"))), ["Mon-Tue 10:00-16:00", "Wed-Wed ?", "Thu-Sun 10:00-16:00"]);
}

#[test]
fn spans_that_overlap_or_touch_are_one() {
    let of =
        |spans: &[&str]| timetable(spans.iter().map(|span| hours(&[Monday], span)).collect(), Vec::new()).day(date("2026-11-23")).hours;
    assert_eq!(of(&["12:00-15:00", "09:00-12:00"]), known(&["09:00-15:00"]));
    assert_eq!(of(&["09:00-17:00", "10:00-11:00"]), known(&["09:00-17:00"]));
    assert_eq!(of(&["18:00-23:00", "22:00-02:00"]), known(&["18:00-02:00"]));
    assert_eq!(of(&["00:00-12:00", "12:00-24:00"]), known(&["00:00-00:00"]));
    assert_eq!(of(&["09:00-12:00", "12:01-13:00"]), known(&["09:00-12:00", "12:01-13:00"]));
    // 25 hours are more than one span can say.
    assert_eq!(of(&["01:00-20:00", "19:00-02:00"]), known(&["01:00-20:00", "19:00-02:00"]));
}

#[test]
fn a_week_says_why_a_day_differs() {
    let table = timetable(
        vec![hours(&WORKDAYS, "09:00-18:00")],
        vec![closed("2027-02-22/2027-02-23", "Holiday"), as_weekday("2027-02-27", "Moved", Monday), closed("2027-02-28", "")],
    );
    let week = table.week_of(date("2027-02-25"));
    assert_eq!(week.each_ref().map(|day| day.date.to_string().split_off(8)), ["22", "23", "24", "25", "26", "27", "28"]);
    let names = ["Holiday", "Holiday", "-", "-", "-", "Moved", ""];
    assert_eq!(week.each_ref().map(|day| day.exception.as_deref().unwrap_or("-")), names);
    assert_eq!(week[5].as_weekday, Some(Weekday::Mon));
    assert_eq!(week[5].hours, known(&["09:00-18:00"]));
    assert_eq!(week[0].hours, known(&[]));
    assert_eq!(table.week_of(date("2027-02-22")), week);
    assert_eq!(table.week_of(date("2027-02-28")), week);
}

fn coming(table: &Timetable, from: &str, days: u32) -> Vec<String> {
    let line = |ComingException { from, through, name, .. }: ComingException| format!("{from}/{through} {name}");
    table.coming_exceptions(date(from), days).into_iter().map(line).collect()
}

#[test]
fn coming_exceptions_are_whole_runs() {
    let table = timetable(
        vec![hours(&WORKDAYS, "09:00-18:00")],
        vec![
            closed("2027-01-01/2027-01-08", "New Year"),
            other_hours("2027-01-05", "Short", &["10:00-12:00"]),
            closed("2027-02-22", "Holiday"),
            closed("2027-02-23", "Holiday"),
            as_weekday("2027-02-20", "Moved", Monday),
        ],
    );
    let rest = ["2027-02-20/2027-02-20 Moved", "2027-02-22/2027-02-23 Holiday"];
    let january = ["2027-01-01/2027-01-04 New Year", "2027-01-05/2027-01-05 Short", "2027-01-06/2027-01-08 New Year"];
    assert_eq!(coming(&table, "2026-12-01", 365), [&january[..], &rest].concat());
    assert_eq!(coming(&table, "2027-01-07", 20), january[2..], "begun before");
    assert_eq!(coming(&table, "2026-12-25", 7), january[..1], "goes on after");
    assert_eq!(coming(&table, "2027-01-09", 60), rest);
    assert_eq!(coming(&table, "2027-02-23", 0), rest[1..]);
    assert_eq!(coming(&table, "2027-02-24", u32::MAX), [""; 0]);
    let moved = table.coming_exceptions(date("2027-02-20"), 0);
    assert_eq!((moved[0].as_weekday, moved[0].hours.clone()), (Some(Weekday::Mon), known(&["09:00-18:00"])));
}

#[test]
fn round_the_clock_is_every_minute_of_every_date() {
    let nights = vec![hours(&ALL_DAYS, "06:00-22:00"), hours(&ALL_DAYS, "22:00-06:00")];
    assert!(timetable(nights.clone(), Vec::new()).is_round_the_clock());
    assert!(timetable(vec![hours(&ALL_DAYS, "09:00-09:00")], Vec::new()).is_round_the_clock());
    assert!(!timetable(nights.clone(), vec![closed("2026-12-31", "")]).is_round_the_clock());
    assert!(!timetable(vec![hours(&ALL_DAYS, "00:00-23:59")], Vec::new()).is_round_the_clock());
    assert!(!timetable(vec![hours(&WORKDAYS, "00:00-24:00"), hours(&[Saturday], "00:00-24:00")], Vec::new()).is_round_the_clock());
    assert!(!timetable(vec![valid("2026-01-01", "", hours(&ALL_DAYS, "00:00-24:00"))], Vec::new()).is_round_the_clock());
    assert!(!timetable(vec![hours(&ALL_DAYS, "00:00-24:00"), hours(&[Monday], "?-?")], Vec::new()).is_round_the_clock());
    assert!(!timetable(Vec::new(), Vec::new()).is_round_the_clock());
    assert!(!timetable(nights, vec![exception("2026-12-31", "", ExceptionRule::Unknown)]).is_round_the_clock());
}
