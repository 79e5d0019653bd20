//! Five years, minute by minute, of zones whose clocks do everything that clocks do.

use crate::build::*;
use crate::oracle::{Colour, Hand, Strip, instant, minute};
use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use contract::{DatedException, ExceptionRule, Schedule};
use domain::hours::{Interval, State, Timetable};

const YEARS: i32 = 5;

fn check(zone: Tz, first_year: i32) {
    let first = NaiveDate::from_ymd_opt(first_year, 1, 1).unwrap();
    let last = NaiveDate::from_ymd_opt(first_year + YEARS, 1, 1).unwrap();
    let (before, after) = (first - Days::new(3), last + Days::new(3));
    let midnight = |date: NaiveDate| minute(date.and_hms_opt(0, 0, 0).unwrap().and_utc());
    let hand = Hand::walk(zone, midnight(first), midnight(last));
    for (name, schedule) in schedules(first_year) {
        let context = format!("{name} in {zone} from {first_year}");
        let colours = Strip::paint(&schedule, before, after).under(&hand);
        let timetable = Timetable::read(&schedule);
        same_intervals(&timetable, zone, (before, after), &hand, &colours, &context);
        same_states(&timetable, zone, &hand, &colours, &context);
    }
}

fn same_intervals(
    timetable: &Timetable,
    zone: Tz,
    (from, through): (NaiveDate, NaiveDate),
    hand: &Hand,
    colours: &[Colour],
    context: &str,
) {
    let mut expected: Vec<(i64, i64)> = Vec::new();
    for (minute, _) in (hand.first..).zip(colours).filter(|(_, colour)| **colour == Colour::Open) {
        match expected.last_mut() {
            Some((_, end)) if *end == minute => *end += 1,
            _ => expected.push((minute, minute + 1)),
        }
    }
    let found = timetable.intervals(&zone, from, through).into_iter().map(|Interval { start, end }| {
        assert_eq!(start.timestamp() % 60 + end.timestamp() % 60, 0, "{context}: {start} to {end}");
        (minute(start).max(hand.first), minute(end).min(hand.last()))
    });
    let found: Vec<(i64, i64)> = found.filter(|(start, end)| start < end).collect();
    for (expected, found) in expected.iter().zip(&found) {
        let shown = |(start, end): &(i64, i64)| format!("{} to {}", instant(*start), instant(*end));
        assert!(expected == found, "{context}: the oracle has {}, the timetable {}", shown(expected), shown(found));
    }
    assert_eq!(expected.len(), found.len(), "{context}");
}

/// At every change, the minute before and after it, wherever the hand of the clock jumps or is held, and now and then
/// in between.
fn same_states(timetable: &Timetable, zone: Tz, hand: &Hand, colours: &[Colour], context: &str) {
    let length = colours.len();
    let changes: Vec<usize> = (1..length).filter(|at| colours[*at] != colours[*at - 1]).collect();
    let around = changes.iter().flat_map(|at| [at - 1, *at, at + 1]);
    let uneven = (1..length).filter(|at| hand.shows[*at] != hand.shows[*at - 1] + 1);
    let samples = (0..length).step_by(7919);
    for at in around.chain(uneven).chain(samples).filter(|at| *at < length) {
        let now = instant(hand.first + i64::try_from(at).unwrap());
        let next = changes.get(changes.partition_point(|change| *change <= at)).copied();
        // The oracle's years are over before some searches are.
        let next_instant = next.map(|next| instant(hand.first + i64::try_from(next).unwrap()));
        let found = timetable.next_change(&zone, now);
        match next_instant {
            Some(next) if (next - now).num_days() < 399 => assert_eq!(found, Some(next), "{context}: change after {now}"),
            Some(_) => {}
            None => assert!(found.is_none_or(|found| minute(found) >= hand.last()), "{context}: no change after {now}"),
        }
        let opens = next.filter(|next| colours[*next] == Colour::Open);
        match (timetable.state_at(&zone, now), colours[at]) {
            (State::Open { until }, Colour::Open) => assert_eq!(until, found, "{context}: open at {now}"),
            (State::Closed { opens: found }, Colour::Closed) if next.is_some() => {
                assert_eq!(found.is_some(), opens.is_some(), "{context}: closed at {now}, then {found:?}");
                assert!(found.is_none() || found == next_instant, "{context}: closed at {now}, opens {found:?}");
            }
            (State::Closed { .. }, Colour::Closed) | (State::Unknown, Colour::Unknown) => {}
            (found, expected) => panic!("{context}: at {now} the oracle has {expected:?}, the timetable {found:?}"),
        }
    }
}

fn schedules(first_year: i32) -> Vec<(&'static str, Schedule)> {
    let years = first_year..first_year + YEARS;
    let each_year = |make: &dyn Fn(i32) -> Vec<DatedException>| years.clone().flat_map(make).collect::<Vec<_>>();
    let middle = first_year + YEARS / 2;
    vec![
        (
            "office hours, holidays, a moved Saturday",
            schedule(
                vec![hours(&WORKDAYS, "09:00-18:00")],
                each_year(&|year| {
                    vec![
                        closed(&format!("{year}-01-01/{year}-01-08"), "New Year"),
                        closed(&format!("{year}-12-31"), "New Year's Eve"),
                        as_weekday(&format!("{year}-02-20"), "Moved", Monday),
                    ]
                }),
            ),
        ),
        (
            "lunch breaks, weekends, holidays as Sundays",
            schedule(
                vec![
                    hours(&WORKDAYS, "08:00-12:30"),
                    hours(&WORKDAYS, "13:15-17:00"),
                    hours(&[Wednesday], "17:00-20:00"),
                    hours(&WEEKEND, "09:00-18:00"),
                    hours(&[Sunday], "11:45-12:15"),
                ],
                each_year(&|year| {
                    vec![
                        as_weekday(&format!("{year}-05-01/{year}-05-10"), "May", Sunday),
                        other_hours(&format!("{year}-05-09"), "Short", &["10:00-11:00", "12:00-12:30"]),
                    ]
                }),
            ),
        ),
        (
            "nights, and a day of 24 hours",
            schedule(
                vec![
                    hours(&[Monday, Tuesday, Thursday], "22:00-06:00"),
                    hours(&[Wednesday], "05:00-05:00"),
                    hours(&[Friday], "18:30-02:30"),
                    hours(&[Saturday], "02:00-03:00"),
                    hours(&[Saturday], "23:30-00:45"),
                    hours(&[Sunday], "00:30-01:15"),
                    hours(&[Sunday], "20:00-24:00"),
                ],
                each_year(&|year| {
                    vec![closed(&format!("{year}-03-08"), "Holiday"), closed(&format!("{year}-10-29/{year}-11-04"), "Autumn")]
                }),
            ),
        ),
        (
            "around the hours at which clocks are changed, every day",
            schedule(
                vec![
                    hours(&ALL_DAYS, "23:15-23:30"),
                    hours(&ALL_DAYS, "00:00-00:20"),
                    hours(&ALL_DAYS, "01:00-01:30"),
                    hours(&ALL_DAYS, "01:50-02:00"),
                    hours(&ALL_DAYS, "02:10-02:20"),
                    hours(&ALL_DAYS, "02:40-03:05"),
                ],
                Vec::new(),
            ),
        ),
        (
            "round the clock, but for some dates",
            schedule(
                vec![hours(&ALL_DAYS, "00:00-00:00")],
                vec![
                    closed(&format!("{middle}-06-12"), "Works"),
                    exception(&format!("{middle}-09-01/{middle}-09-03"), "Something new", ExceptionRule::Unknown),
                    other_hours(&format!("{middle}-11-04"), "Short", &["06:00-00:00"]),
                ],
            ),
        ),
        (
            "summer and winter, and a line that cannot be read",
            schedule(
                vec![
                    valid("", &format!("{middle}-03-31"), hours(&WORKDAYS, "09:00-18:00")),
                    valid(&format!("{middle}-04-01"), &format!("{middle}-09-30"), hours(&WORKDAYS, "07:00-21:00")),
                    valid(&format!("{middle}-07-01"), "", hours(&WEEKEND, "21:00-03:00")),
                    valid(&format!("{middle}-10-01"), "", hours(&[Monday, Friday], "10:00-16:00")),
                    valid(&format!("{middle}-10-01"), "", hours(&[Wednesday], "10:00-25:00")),
                ],
                each_year(&|year| vec![as_weekday(&format!("{year}-08-15/{year}-08-16"), "Fair", Saturday)]),
            ),
        ),
    ]
}

macro_rules! five_years {
    ($($test:ident: $zone:ident from $year:literal, $why:literal;)*) => {
        $(#[doc = $why] #[test] fn $test() { check(Tz::$zone, $year); })*
    };
}

five_years! {
    moscow: Europe__Moscow from 2025, "The demonstration's zone and years: no changes.";
    moscow_of_the_reforms: Europe__Moscow from 2010, "Summer time, its abolition, and the other abolition.";
    vladivostok: Asia__Vladivostok from 2010, "The same, seven hours east.";
    new_york: America__New_York from 2024, "West of UTC, changes at two.";
    london: Europe__London from 2024, "UTC itself in winter, changes at one.";
    lord_howe: Australia__Lord_Howe from 2024, "Half an hour of summer time, in the south.";
    santiago: America__Santiago from 2024, "Changes at midnight, in the south.";
    kathmandu: Asia__Kathmandu from 2024, "A quarter of an hour off.";
    kolkata: Asia__Kolkata from 2024, "Half an hour off.";
    apia: Pacific__Apia from 2009, "A date that never was: 30 December 2011.";
    casablanca: Africa__Casablanca from 2024, "Winter time for a month, in Ramadan.";
    havana: America__Havana from 2024, "Midnight is skipped in spring, comes twice in autumn.";
}
