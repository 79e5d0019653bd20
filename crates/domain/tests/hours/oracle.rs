//! What is open, decided without any of the code under test: it walks the minutes of UTC, reads the clock on the wall from
//! `chrono-tz`, and looks that minute up on a strip on which the schedule, as it came, has been painted.
//!
//! The strip is in times of the wall. Where clocks are put back, the hand is held at the latest time it has shown: a time
//! counts when it is first reached. Where they are put forward, the hand jumps.

use chrono::{DateTime, Datelike, NaiveDate, TimeZone};
use chrono_tz::Tz;
use contract::{DayOfWeek, ExceptionRule, Schedule, Span};
use domain::time::UtcInstant;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    Closed,
    Open,
    Unknown,
}

const DAY: i64 = 1440;

pub(crate) fn minute(instant: UtcInstant) -> i64 {
    instant.timestamp().div_euclid(60)
}

pub(crate) fn instant(minute: i64) -> UtcInstant {
    DateTime::from_timestamp(minute * 60, 0).unwrap()
}

/// The hand of the clock of one zone: for every minute of UTC from `first` on, the latest minute that it has shown.
pub(crate) struct Hand {
    pub(crate) first: i64,
    pub(crate) shows: Vec<i64>,
}

impl Hand {
    pub(crate) fn walk(zone: Tz, first: i64, last: i64) -> Hand {
        // Two days earlier, so that an hour that has just been repeated is not missed.
        let mut latest = i64::MIN;
        let mut shows = Vec::with_capacity(usize::try_from(last - first).unwrap());
        for minute in first - 2 * DAY..last {
            let utc = instant(minute).naive_utc();
            let wall = zone.from_utc_datetime(&utc).naive_local().and_utc().timestamp();
            latest = latest.max(wall.div_euclid(60));
            if minute >= first {
                shows.push(latest);
            }
        }
        Hand { first, shows }
    }

    pub(crate) fn last(&self) -> i64 {
        self.first + i64::try_from(self.shows.len()).unwrap()
    }
}

/// Every minute of the wall, from the midnight that begins `first` on.
pub(crate) struct Strip {
    first: i64,
    colours: Vec<Colour>,
}

impl Strip {
    pub(crate) fn paint(schedule: &Schedule, first: NaiveDate, last: NaiveDate) -> Strip {
        let first_day = first.num_days_from_ce();
        let days = last.num_days_from_ce() - first_day;
        let mut colours = vec![Colour::Closed; usize::try_from(days).unwrap() * 1440];
        let dates: Vec<_> = first.iter_days().take(usize::try_from(days).unwrap()).map(|date| starts_on(schedule, date)).collect();
        for (day, _) in dates.iter().enumerate().filter(|(_, spans)| spans.is_none()) {
            colours[day * 1440..(day + 1) * 1440].fill(Colour::Unknown);
        }
        for (day, spans) in dates.iter().enumerate() {
            for (from, to) in spans.iter().flatten() {
                for minute in *from..*to {
                    if let Some(colour) = colours.get_mut(day * 1440 + minute) {
                        *colour = Colour::Open;
                    }
                }
            }
        }
        let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap().num_days_from_ce();
        Strip { first: i64::from(first_day - epoch) * DAY, colours }
    }

    /// The colour under the hand at every minute of UTC.
    pub(crate) fn under(&self, hand: &Hand) -> Vec<Colour> {
        hand.shows.iter().map(|minute| self.colours[usize::try_from(minute - self.first).unwrap()]).collect()
    }
}

/// Minutes of the day (the next day's from 1440 on) from and to which it is open by what starts on a date; None: not known.
fn starts_on(schedule: &Schedule, date: NaiveDate) -> Option<Vec<(usize, usize)>> {
    let mut rule = None;
    for exception in &schedule.exceptions {
        let from: Result<NaiveDate, _> = exception.from.parse();
        let through: Result<NaiveDate, _> = exception.through.as_ref().unwrap_or(&exception.from).parse();
        let certain = matches!((from, through), (Ok(from), Ok(through)) if from <= through && from <= date && date <= through);
        let possible = match (from, through) {
            (Ok(from), Ok(through)) => from.min(through) <= date && date <= from.max(through),
            (Ok(from), Err(_)) => from <= date,
            (Err(_), Ok(through)) => date <= through,
            (Err(_), Err(_)) => true,
        };
        if possible {
            rule = Some((exception, certain));
        }
    }
    match rule {
        None => week(schedule, weekday(date), date),
        Some((_, false)) => None,
        Some((exception, true)) => match exception.rule {
            ExceptionRule::Closed => Some(Vec::new()),
            ExceptionRule::Hours if exception.spans.is_empty() => None,
            ExceptionRule::Hours => exception.spans.iter().map(|Span { opens, closes }| minutes(opens, closes)).collect(),
            ExceptionRule::AsWeekday => match exception.weekday {
                None | Some(DayOfWeek::Unknown) => None,
                Some(day) => week(schedule, day, date),
            },
            ExceptionRule::Unknown => None,
        },
    }
}

fn week(schedule: &Schedule, day: DayOfWeek, date: NaiveDate) -> Option<Vec<(usize, usize)>> {
    let mut spans = Vec::new();
    let mut says_something = false;
    for line in &schedule.opening_hours_specification {
        says_something |= line.day_of_week.iter().any(|day| *day != DayOfWeek::Unknown);
        if !line.day_of_week.contains(&day) {
            continue;
        }
        let from: Option<Result<NaiveDate, _>> = line.valid_from.as_ref().map(|text| text.parse());
        let through: Option<Result<NaiveDate, _>> = line.valid_through.as_ref().map(|text| text.parse());
        if let (Some(Ok(from)), Some(Ok(through))) = (&from, &through)
            && from > through
        {
            if *through <= date && date <= *from {
                return None;
            }
            continue;
        }
        let too_early = matches!(from, Some(Ok(from)) if date < from);
        let too_late = matches!(through, Some(Ok(through)) if date > through);
        if too_early || too_late {
            continue;
        }
        if matches!(from, Some(Err(_))) || matches!(through, Some(Err(_))) {
            return None;
        }
        spans.push(minutes(&line.opens, &line.closes)?);
    }
    says_something.then_some(spans)
}

fn minutes(opens: &str, closes: &str) -> Option<(usize, usize)> {
    let read = |text: &str| {
        let (hour, minute) = text.split_once(':')?;
        let (hour, minute): (usize, usize) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    };
    let from = read(opens)?;
    let to = if closes == "24:00" { 1440 } else { read(closes)? };
    Some((from, if to > from { to } else { to + 1440 }))
}

fn weekday(date: NaiveDate) -> DayOfWeek {
    use chrono::Weekday;
    match date.weekday() {
        Weekday::Mon => DayOfWeek::Monday,
        Weekday::Tue => DayOfWeek::Tuesday,
        Weekday::Wed => DayOfWeek::Wednesday,
        Weekday::Thu => DayOfWeek::Thursday,
        Weekday::Fri => DayOfWeek::Friday,
        Weekday::Sat => DayOfWeek::Saturday,
        Weekday::Sun => DayOfWeek::Sunday,
    }
}
