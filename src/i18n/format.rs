//! Instants, dates and spans in words.

use super::{locale, t};
use crate::browser::intl::{self, DateStyle};
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};
use domain::hours::Span;
use domain::time::UtcInstant;
use domain::zone::Zone;

/// "9:00"
pub(crate) fn time(time: NaiveTime) -> String {
    let two_digits = |number: u32| if number < 10 { ["0", &number.to_string()].concat() } else { number.to_string() };
    [&time.hour().to_string(), ":", &two_digits(time.minute())].concat()
}

/// "23 November 2026"
pub(crate) fn full_date(date: NaiveDate) -> String {
    intl::date(&locale(), date, DateStyle::Full)
}

/// "Monday, 23 November"
pub(crate) fn weekday_date(date: NaiveDate) -> String {
    intl::date(&locale(), date, DateStyle::WeekdayDay)
}

/// "23 Nov"
pub(crate) fn short_date(date: NaiveDate) -> String {
    intl::date(&locale(), date, DateStyle::Short)
}

/// "23 November 2026, 14:05" on the zone's clock.
pub(crate) fn date_time(instant: UtcInstant, zone: &dyn Zone) -> String {
    let local = zone.local(instant);
    t::format_date_time(&full_date(local.date()), &time(local.time()))
}

/// "9:00–18:00, 19:00–20:00"; nothing for no spans.
pub(crate) fn spans(spans: &[Span]) -> String {
    let texts: Vec<String> = spans
        .iter()
        .map(|span| if span.opens == span.closes { t::hours_all_day() } else { t::format_span(&time(span.opens), &time(span.closes)) })
        .collect();
    texts.join(", ")
}

/// When something happens, seen from `now`: "today at 18:00", "tomorrow at 9:00", "on Monday at 9:00", "on 12 January at 9:00".
pub(crate) fn moment(instant: UtcInstant, now: UtcInstant, zone: &dyn Zone) -> String {
    let local = zone.local(instant);
    let today = zone.local(now).date();
    let at = time(local.time());
    match local.date().signed_duration_since(today).num_days() {
        0 => t::moment_today(&at),
        1 => t::moment_tomorrow(&at),
        _ => moment_by_name(instant, now, zone),
    }
}

/// The same by the name of the day, even of today's: "on Monday at 9:00".
pub(crate) fn moment_by_name(instant: UtcInstant, now: UtcInstant, zone: &dyn Zone) -> String {
    let local = zone.local(instant);
    let at = time(local.time());
    match local.date().signed_duration_since(zone.local(now).date()).num_days() {
        0..=6 => t::moment_on(&on_weekday(local.date().weekday()), &at),
        _ => t::moment_on_date(&on_weekday(local.date().weekday()), &intl::date(&locale(), local.date(), DateStyle::Day), &at),
    }
}

/// "on Monday", in the case the language wants after its preposition.
fn on_weekday(day: Weekday) -> String {
    match day {
        Weekday::Mon => t::weekday_on_mon(),
        Weekday::Tue => t::weekday_on_tue(),
        Weekday::Wed => t::weekday_on_wed(),
        Weekday::Thu => t::weekday_on_thu(),
        Weekday::Fri => t::weekday_on_fri(),
        Weekday::Sat => t::weekday_on_sat(),
        Weekday::Sun => t::weekday_on_sun(),
    }
}

/// "Monday"
pub(crate) fn weekday(day: Weekday) -> String {
    match day {
        Weekday::Mon => t::weekday_long_mon(),
        Weekday::Tue => t::weekday_long_tue(),
        Weekday::Wed => t::weekday_long_wed(),
        Weekday::Thu => t::weekday_long_thu(),
        Weekday::Fri => t::weekday_long_fri(),
        Weekday::Sat => t::weekday_long_sat(),
        Weekday::Sun => t::weekday_long_sun(),
    }
}

/// "Mon"
pub(crate) fn weekday_short(day: Weekday) -> String {
    match day {
        Weekday::Mon => t::weekday_short_mon(),
        Weekday::Tue => t::weekday_short_tue(),
        Weekday::Wed => t::weekday_short_wed(),
        Weekday::Thu => t::weekday_short_thu(),
        Weekday::Fri => t::weekday_short_fri(),
        Weekday::Sat => t::weekday_short_sat(),
        Weekday::Sun => t::weekday_short_sun(),
    }
}

/// The zone as people call it: "Moscow time".
pub(crate) fn zone_name(zone: &str, now: UtcInstant) -> String {
    intl::zone_name(&locale(), zone, now)
}
