use crate::time;
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};
use contract::{DayOfWeek, ExceptionRule, Schedule};

/// A schedule that has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    time_zone: String,
    week: Vec<Entry>,
    exceptions: Vec<Exception>,
}

/// The hours of one date or day of the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayHours {
    /// In the order in which they open; none: closed all day.
    Known(Vec<Span>),
    /// What the portal says about this day cannot be read.
    Unknown,
}

/// From one time of day until another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub opens: NaiveTime,
    /// Not later than `opens`: on the next day; equal to it: 24 hours.
    pub closes: NaiveTime,
}

/// A line of the week.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    days: Vec<Weekday>,
    /// Absent: not readable.
    span: Option<Span>,
    dates: Dates,
}

/// What holds on some dates instead of the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Exception {
    pub(super) name: String,
    dates: Dates,
    rule: Rule,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Rule {
    Hours(DayHours),
    AsWeekday(Weekday),
}

/// A run of dates, both ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Dates {
    first: NaiveDate,
    last: NaiveDate,
    /// Not so: some of these dates are meant, and nobody knows which.
    exact: bool,
}

impl Timetable {
    /// Reads a schedule. This never fails: what cannot be read becomes unknown where it matters.
    pub fn read(schedule: &Schedule) -> Timetable {
        let week = schedule.opening_hours_specification.iter().map(|line| Entry {
            days: line.day_of_week.iter().filter_map(|day| weekday(*day)).collect(),
            span: Span::read(&line.opens, &line.closes),
            dates: Dates::read(line.valid_from.as_deref(), line.valid_through.as_deref()),
        });
        let exceptions = schedule.exceptions.iter().map(|exception| Exception {
            name: exception.name.clone(),
            dates: Dates::read(Some(&exception.from), Some(exception.through.as_ref().unwrap_or(&exception.from))),
            rule: match exception.rule {
                ExceptionRule::Closed => Rule::Hours(DayHours::Known(Vec::new())),
                ExceptionRule::Hours => Rule::Hours(special_hours(&exception.spans)),
                ExceptionRule::AsWeekday => exception.weekday.and_then(weekday).map_or(Rule::Hours(DayHours::Unknown), Rule::AsWeekday),
                ExceptionRule::Unknown => Rule::Hours(DayHours::Unknown),
            },
        });
        Timetable {
            time_zone: schedule.time_zone.clone(),
            week: week.filter(|entry| !entry.days.is_empty()).collect(),
            exceptions: exceptions.collect(),
        }
    }

    /// IANA name of the zone in which the schedule is meant.
    pub fn time_zone(&self) -> &str {
        &self.time_zone
    }

    /// The hours that begin on that date.
    pub(super) fn hours_on(&self, date: NaiveDate) -> DayHours {
        match self.exception_on(date) {
            None => self.week_hours(date.weekday(), date),
            Some(Exception { dates, .. }) if !dates.exact => DayHours::Unknown,
            Some(Exception { rule: Rule::Hours(hours), .. }) => hours.clone(),
            Some(Exception { rule: Rule::AsWeekday(day), .. }) => self.week_hours(*day, date),
        }
    }

    /// What the week, in its version of that date, says about a day.
    pub(super) fn week_hours(&self, day: Weekday, date: NaiveDate) -> DayHours {
        // A week without a single line says nothing; one that is always closed says so by exceptions.
        if self.week.is_empty() {
            return DayHours::Unknown;
        }
        let lines = self.week.iter().filter(|entry| entry.days.contains(&day) && entry.dates.contain(date));
        let spans = lines.map(|entry| entry.span.filter(|_| entry.dates.exact));
        spans.collect::<Option<Vec<Span>>>().map_or(DayHours::Unknown, |spans| DayHours::Known(merged(spans)))
    }

    pub(super) fn exception_on(&self, date: NaiveDate) -> Option<&Exception> {
        self.exceptions.iter().rev().find(|exception| exception.dates.contain(date))
    }

    pub(super) fn has_dates(&self) -> bool {
        !self.exceptions.is_empty() || self.week.iter().any(|entry| entry.dates != Dates::ALWAYS)
    }
}

impl Exception {
    pub(super) fn as_weekday(&self) -> Option<Weekday> {
        match self.rule {
            Rule::AsWeekday(day) if self.dates.exact => Some(day),
            _ => None,
        }
    }
}

impl Span {
    /// Runs into the next day.
    pub fn passes_midnight(&self) -> bool {
        self.closes <= self.opens
    }

    fn read(opens: &str, closes: &str) -> Option<Span> {
        let opens = time::parse_time_of_day(opens)?;
        // ISO 8601 has a name of its own for the midnight at which a day ends.
        let closes = if matches!(closes, "24:00" | "24:00:00") { NaiveTime::MIN } else { time::parse_time_of_day(closes)? };
        Some(Span { opens, closes })
    }

    /// Seconds from the midnight before it opens.
    fn seconds(&self) -> (u32, u32) {
        let closes = self.closes.num_seconds_from_midnight();
        (self.opens.num_seconds_from_midnight(), if self.passes_midnight() { closes.saturating_add(DAY_SECONDS) } else { closes })
    }
}

const DAY_SECONDS: u32 = 86_400;

impl Dates {
    const ALWAYS: Dates = Dates { first: NaiveDate::MIN, last: NaiveDate::MAX, exact: true };

    fn read(first: Option<&str>, last: Option<&str>) -> Dates {
        let first_read = first.map_or(Some(NaiveDate::MIN), time::parse_date);
        let last_read = last.map_or(Some(NaiveDate::MAX), time::parse_date);
        let exact = matches!((first_read, last_read), (Some(first), Some(last)) if first <= last);
        let (first, last) = (first_read.unwrap_or(NaiveDate::MIN), last_read.unwrap_or(NaiveDate::MAX));
        Dates { first: first.min(last), last: last.max(first), exact }
    }

    fn contain(&self, date: NaiveDate) -> bool {
        self.first <= date && date <= self.last
    }
}

/// "Other hours" without any hours cannot be meant: "closed" has a rule of its own.
fn special_hours(spans: &[contract::Span]) -> DayHours {
    let spans: Option<Vec<Span>> = spans.iter().map(|span| Span::read(&span.opens, &span.closes)).collect();
    spans.filter(|spans| !spans.is_empty()).map_or(DayHours::Unknown, |spans| DayHours::Known(merged(spans)))
}

/// Sorted, and what overlaps or touches made one, unless that would be longer than a [`Span`] can say.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        let (opens, closes) = span.seconds();
        if let Some(last) = merged.last_mut() {
            let (first, until) = last.seconds();
            if opens <= until && closes.saturating_sub(first) <= DAY_SECONDS {
                if closes > until {
                    last.closes = span.closes;
                }
                continue;
            }
        }
        merged.push(span);
    }
    merged
}

/// The day of the week of the wire; `None` for one of a later version.
pub fn weekday(day: DayOfWeek) -> Option<Weekday> {
    Some(match day {
        DayOfWeek::Monday => Weekday::Mon,
        DayOfWeek::Tuesday => Weekday::Tue,
        DayOfWeek::Wednesday => Weekday::Wed,
        DayOfWeek::Thursday => Weekday::Thu,
        DayOfWeek::Friday => Weekday::Fri,
        DayOfWeek::Saturday => Weekday::Sat,
        DayOfWeek::Sunday => Weekday::Sun,
        DayOfWeek::Unknown => return None,
    })
}
