//! Hours in words.

use crate::Catalogue;
use chrono::{Datelike, NaiveDate, Weekday};
use domain::hours::{ComingException, DayHours, Span, UsualDays};
use domain::time::format_time_of_day;

/// "Mon–Fri".
pub(crate) fn days(group: &UsualDays, catalogue: &Catalogue) -> String {
    if (group.first, group.last) == (Weekday::Mon, Weekday::Sun) {
        return catalogue.text("first_paint.every_day").to_owned();
    }
    let first = catalogue.text(weekday_key(group.first));
    if group.first == group.last {
        return first.to_owned();
    }
    let last = catalogue.text(weekday_key(group.last));
    // Two days are named, more are a range.
    let joint = if group.first.succ() == group.last { ", " } else { "–" };
    format!("{first}{joint}{last}")
}

/// "9:00–13:00, 14:00–18:00"; "closed"; "round the clock".
pub(crate) fn hours(hours: &DayHours, catalogue: &Catalogue) -> String {
    match hours {
        DayHours::Unknown => catalogue.text("first_paint.unknown").to_owned(),
        DayHours::Known(spans) if spans.is_empty() => catalogue.text("first_paint.closed").to_owned(),
        DayHours::Known(spans) => spans.iter().map(|span| self::span(span, catalogue)).collect::<Vec<_>>().join(", "),
    }
}

fn span(span: &Span, catalogue: &Catalogue) -> String {
    if span.opens == span.closes {
        return catalogue.text("first_paint.whole_day").to_owned();
    }
    format!("{}–{}", time(&format_time_of_day(span.opens)), time(&format_time_of_day(span.closes)))
}

/// `09:00` as it is written in a sentence: `9:00`.
fn time(text: &str) -> &str {
    text.strip_prefix('0').unwrap_or(text)
}

/// "31 December 2026" or "1–8 January 2027".
pub(crate) fn dates(from: NaiveDate, through: NaiveDate, catalogue: &Catalogue) -> String {
    if from == through {
        return date(from, catalogue, true);
    }
    if (from.year(), from.month()) == (through.year(), through.month()) {
        return format!("{}–{}", from.day(), date(through, catalogue, true));
    }
    format!("{} – {}", date(from, catalogue, from.year() != through.year()), date(through, catalogue, true))
}

fn date(date: NaiveDate, catalogue: &Catalogue, with_year: bool) -> String {
    let month = catalogue.text(month_key(date.month0()));
    if with_year { format!("{} {month} {}", date.day(), date.year()) } else { format!("{} {month}", date.day()) }
}

/// What holds on the dates: "closed", "9:00–15:00, as on Monday".
pub(crate) fn rule(coming: &ComingException, catalogue: &Catalogue) -> String {
    let hours = hours(&coming.hours, catalogue);
    match coming.as_weekday {
        None => hours,
        Some(day) => {
            let day = catalogue.text(as_weekday_key(day));
            format!("{hours} ({day})")
        }
    }
}

fn weekday_key(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "weekday.short.mon",
        Weekday::Tue => "weekday.short.tue",
        Weekday::Wed => "weekday.short.wed",
        Weekday::Thu => "weekday.short.thu",
        Weekday::Fri => "weekday.short.fri",
        Weekday::Sat => "weekday.short.sat",
        Weekday::Sun => "weekday.short.sun",
    }
}

fn as_weekday_key(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "first_paint.as.mon",
        Weekday::Tue => "first_paint.as.tue",
        Weekday::Wed => "first_paint.as.wed",
        Weekday::Thu => "first_paint.as.thu",
        Weekday::Fri => "first_paint.as.fri",
        Weekday::Sat => "first_paint.as.sat",
        Weekday::Sun => "first_paint.as.sun",
    }
}

fn month_key(month0: u32) -> &'static str {
    const KEYS: [&str; 12] = [
        "first_paint.month.01",
        "first_paint.month.02",
        "first_paint.month.03",
        "first_paint.month.04",
        "first_paint.month.05",
        "first_paint.month.06",
        "first_paint.month.07",
        "first_paint.month.08",
        "first_paint.month.09",
        "first_paint.month.10",
        "first_paint.month.11",
        "first_paint.month.12",
    ];
    usize::try_from(month0).ok().and_then(|month| KEYS.get(month)).copied().unwrap_or_default()
}
