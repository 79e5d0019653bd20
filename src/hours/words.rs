//! Hours in words.

use crate::desk::{ChannelHours, Desk};
use crate::i18n::{self, t};
use crate::ui::Shape;
use chrono::Weekday;
use contract::ChannelKind;
use domain::hours::{DayHours, State, weekday};
use domain::time::UtcInstant;
use domain::zone::Zone;

/// From so many minutes before closing on, the minutes are said.
const SOON_MINUTES: i64 = 30;

/// How a channel stands: the word, its shape, and the same moment on the visitor's own clock where that differs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StateWords {
    pub(crate) shape: Shape,
    pub(crate) text: String,
    pub(crate) own: Option<String>,
}

pub(crate) fn state_words(desk: &Desk, channel: &ChannelHours, now: UtcInstant) -> StateWords {
    let unknown = || StateWords { shape: Shape::Unknown, text: t::state_unknown(), own: None };
    let Some((timetable, zone)) = &channel.hours else { return unknown() };
    let zone: &dyn Zone = &**zone;
    let own = |instant| own_moment(desk, zone, instant, now);
    match timetable.state_at(zone, now) {
        State::Unknown => unknown(),
        State::Open { until: None } => StateWords { shape: Shape::Open, text: t::state_round_the_clock(), own: None },
        State::Open { until: Some(until) } => {
            let local = zone.local(until);
            let at = i18n::time(local.time());
            if is_written(channel) {
                return StateWords { shape: Shape::Open, text: t::state_answering_until(&at), own: own(until) };
            }
            let left = until.signed_duration_since(now).num_seconds();
            let minutes = left.saturating_add(59).div_euclid(60);
            if minutes <= SOON_MINUTES {
                let minutes = u32::try_from(minutes).unwrap_or(0);
                return StateWords { shape: Shape::Soon, text: t::state_closes_soon(minutes, &at), own: own(until) };
            }
            let text = if left < 24 * 60 * 60 {
                t::state_open_until(&at)
            } else {
                t::state_open_until_moment(&at, &i18n::weekday_date(local.date()))
            };
            StateWords { shape: Shape::Open, text, own: own(until) }
        }
        State::Closed { opens: None } => StateWords { shape: Shape::Closed, text: t::state_closed(), own: None },
        State::Closed { opens: Some(opens) } => {
            let moment = i18n::moment(opens, now, zone);
            let (shape, text) = if is_written(channel) {
                (Shape::Soon, t::state_answers_begin(&moment))
            } else {
                (Shape::Closed, t::state_closed_opens(&moment))
            };
            StateWords { shape, text, own: own(opens) }
        }
    }
}

/// One writes at any time: its hours are those of the answers.
fn is_written(channel: &ChannelHours) -> bool {
    matches!(channel.channel.kind, ChannelKind::TicketForm | ChannelKind::Email)
}

/// The moment on the visitor's clock, where that shows another time than the channel's.
fn own_moment(desk: &Desk, zone: &dyn Zone, instant: UtcInstant, now: UtcInstant) -> Option<String> {
    let (_, own) = desk.own_zone()?;
    (own.local(instant) != zone.local(instant)).then(|| {
        // Where it is another date already, "today" would be another day than the portal's.
        let is_same_day = own.local(now).date() == zone.local(now).date();
        let moment = if is_same_day { i18n::moment(instant, now, &*own) } else { i18n::moment_by_name(instant, now, &*own) };
        t::state_own_time(&moment)
    })
}

/// Today's hours: "Today 9:00–18:00", and why they differ if they do.
pub(crate) fn today_hours(channel: &ChannelHours, now: UtcInstant) -> Option<String> {
    let (timetable, zone) = channel.hours.as_ref()?;
    let day = timetable.day(zone.local(now).date());
    let hours = match &day.hours {
        DayHours::Unknown => return None,
        DayHours::Known(spans) if spans.is_empty() => t::hours_closed(),
        DayHours::Known(spans) => i18n::spans(spans),
    };
    Some(match day.exception.filter(|name| !name.is_empty()) {
        Some(name) => t::hours_because(&hours, &name),
        None => hours,
    })
}

/// The date on which something sent now is answered, in words; `None` when the channel is open or its hours are not known.
pub(crate) fn answer_day(channel: &ChannelHours, now: UtcInstant) -> Option<String> {
    let (timetable, zone) = channel.hours.as_ref()?;
    if matches!(timetable.state_at(&**zone, now), State::Open { .. } | State::Unknown) {
        return None;
    }
    timetable.answer_date(&**zone, now).map(i18n::weekday_date)
}

/// The usual week in one line: "Mon–Fri 9:00–18:00". Empty when it is not known.
pub(crate) fn hours_in_words(channel: &ChannelHours) -> String {
    let schedule = channel.channel.schedule.as_ref().filter(|_| channel.hours.is_some());
    let spans = schedule.map(|schedule| schedule.opening_hours_specification.as_slice()).unwrap_or_default();
    let lines: Vec<String> = spans
        .iter()
        .filter_map(|span| {
            let days: Vec<Weekday> = span.day_of_week.iter().filter_map(|day| weekday(*day)).collect();
            let names: Vec<String> = days.iter().map(|day| i18n::weekday_short(*day)).collect();
            let is_run = days.len() > 2 && days.iter().zip(days.iter().skip(1)).all(|(day, next)| day.succ() == *next);
            let days = if is_run { t::format_span(names.first()?, names.last()?) } else { names.join(", ") };
            Some([&days, " ", &t::format_span(&span.opens, &span.closes)].concat())
        })
        .collect();
    lines.join(", ")
}
