//! Schedules as a portal would write them, in few words.

use contract::{DatedException, DayOfWeek, ExceptionRule, OpeningHours, Schedule, Span};
use domain::hours::Timetable;
use domain::time::{UtcInstant, parse_instant};

pub(crate) use DayOfWeek::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};

pub(crate) const WORKDAYS: [DayOfWeek; 5] = [Monday, Tuesday, Wednesday, Thursday, Friday];
pub(crate) const WEEKEND: [DayOfWeek; 2] = [Saturday, Sunday];
pub(crate) const ALL_DAYS: [DayOfWeek; 7] = [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday];

pub(crate) fn schedule(week: Vec<OpeningHours>, exceptions: Vec<DatedException>) -> Schedule {
    Schedule { time_zone: "Europe/Moscow".into(), opening_hours_specification: week, exceptions }
}

pub(crate) fn timetable(week: Vec<OpeningHours>, exceptions: Vec<DatedException>) -> Timetable {
    Timetable::read(&schedule(week, exceptions))
}

/// `hours(&[Monday], "09:00-18:00")`
pub(crate) fn hours(days: &[DayOfWeek], span: &str) -> OpeningHours {
    let Span { opens, closes } = self::span(span);
    OpeningHours { day_of_week: days.to_vec(), opens, closes, valid_from: None, valid_through: None }
}

pub(crate) fn valid(from: &str, through: &str, hours: OpeningHours) -> OpeningHours {
    let limit = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    OpeningHours { valid_from: limit(from), valid_through: limit(through), ..hours }
}

/// `dates` is one date or `first/last`.
pub(crate) fn exception(dates: &str, name: &str, rule: ExceptionRule) -> DatedException {
    let (from, through) = dates.split_once('/').map_or((dates, None), |(from, through)| (from, Some(through.to_owned())));
    DatedException { from: from.into(), through, name: name.into(), rule, spans: Vec::new(), weekday: None }
}

pub(crate) fn closed(dates: &str, name: &str) -> DatedException {
    exception(dates, name, ExceptionRule::Closed)
}

pub(crate) fn as_weekday(dates: &str, name: &str, day: DayOfWeek) -> DatedException {
    DatedException { weekday: Some(day), ..exception(dates, name, ExceptionRule::AsWeekday) }
}

pub(crate) fn other_hours(dates: &str, name: &str, spans: &[&str]) -> DatedException {
    DatedException { spans: spans.iter().map(|text| span(text)).collect(), ..exception(dates, name, ExceptionRule::Hours) }
}

fn span(text: &str) -> Span {
    let (opens, closes) = text.split_once('-').unwrap();
    Span { opens: opens.into(), closes: closes.into() }
}

pub(crate) fn at(text: &str) -> UtcInstant {
    parse_instant(text).unwrap_or_else(|| panic!("{text} is no instant"))
}

pub(crate) fn date(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}
