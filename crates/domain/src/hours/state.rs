use super::{DayHours, HORIZON_DAYS, Timetable};
use crate::time::UtcInstant;
use crate::zone::{Zone, arrive, reached};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// How it stands at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// `until` is as long as it is known to stay open; absent: no end within the next 400 days.
    Open { until: Option<UtcInstant> },
    /// `opens` absent: not within the next 400 days, or hours that are not known come first.
    Closed { opens: Option<UtcInstant> },
    /// The hours of this day are not known.
    Unknown,
}

/// An open time: from `start` until just before `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    pub start: UtcInstant,
    pub end: UtcInstant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Open,
    Closed,
    Unknown,
}

impl Timetable {
    /// How it stands now, and until when.
    pub fn state_at(&self, zone: &dyn Zone, now: UtcInstant) -> State {
        let wall = reached(zone, now);
        let kind = self.kind_at(wall);
        match kind {
            Kind::Open => State::Open { until: self.change_after(zone, wall, kind).map(|(at, _)| at) },
            Kind::Closed => {
                let change = self.change_after(zone, wall, kind);
                State::Closed { opens: change.filter(|(_, to)| *to == Kind::Open).map(|(at, _)| at) }
            }
            Kind::Unknown => State::Unknown,
        }
    }

    /// When it next opens, closes, becomes unknown or known: strictly after `now`. Absent: not within the next 400 days.
    pub fn next_change(&self, zone: &dyn Zone, now: UtcInstant) -> Option<UtcInstant> {
        let wall = reached(zone, now);
        self.change_after(zone, wall, self.kind_at(wall)).map(|(at, _)| at)
    }

    /// The open times that begin on the dates `from` to `through` of the schedule's zone, in order, those that overlap or
    /// touch made one. What began on the date before and runs into `from` is not among them; what runs past `through` is,
    /// whole. Dates whose hours are not known have none.
    pub fn intervals(&self, zone: &dyn Zone, from: NaiveDate, through: NaiveDate) -> Vec<Interval> {
        let mut intervals: Vec<Interval> = Vec::new();
        for date in from.iter_days().take_while(|date| *date <= through) {
            let DayHours::Known(spans) = self.hours_on(date) else { continue };
            for span in spans {
                let last = if span.passes_midnight() { date.succ_opt().unwrap_or(date) } else { date };
                let start = zone.first_instant_at(date.and_time(span.opens));
                let end = zone.first_instant_at(last.and_time(span.closes));
                match intervals.last_mut() {
                    Some(before) if start <= before.end => before.end = before.end.max(end),
                    _ if start < end => intervals.push(Interval { start, end }),
                    // The clock was put forward over the whole of it.
                    _ => {}
                }
            }
        }
        intervals
    }

    /// The date, in the schedule's zone, on which what is sent now is answered: today if it is open or still opens today,
    /// else the next date on which it opens. Absent: not known, or not within the next 400 days.
    pub fn answer_date(&self, zone: &dyn Zone, now: UtcInstant) -> Option<NaiveDate> {
        match self.state_at(zone, now) {
            State::Open { .. } => Some(zone.local(now).date()),
            State::Closed { opens } => opens.map(|opens| zone.local(opens).date()),
            State::Unknown => None,
        }
    }

    /// The first change after the clock on the wall has read `wall`, and what it changes to.
    ///
    /// The search is in times of the wall, which costs no question to the zone; only its result is made an instant.
    fn change_after(&self, zone: &dyn Zone, mut wall: NaiveDateTime, kind: Kind) -> Option<(UtcInstant, Kind)> {
        let horizon = wall.date().iter_days().nth(HORIZON_DAYS)?;
        loop {
            let edge = self.edge_after(wall, kind, horizon)?;
            let arrival = arrive(zone, edge);
            // Where the clock is put forward it passes several edges at once, and may find what it has left.
            wall = arrival.reads.max(edge);
            let then = self.kind_at(wall);
            if then != kind {
                return Some((arrival.at, then));
            }
        }
    }

    /// The first time after `wall` that is not of this kind.
    fn edge_after(&self, wall: NaiveDateTime, kind: Kind, horizon: NaiveDate) -> Option<NaiveDateTime> {
        let mut before = self.hours_before(wall.date());
        for date in wall.date().iter_days().take_while(|date| *date <= horizon) {
            let day = self.hours_on(date);
            let times =
                edges(&before, &day).into_iter().filter(|time| date.and_time(*time) > wall && kind_of(&before, &day, *time) != kind);
            if let Some(time) = times.min() {
                return Some(date.and_time(time));
            }
            before = day;
        }
        None
    }

    fn kind_at(&self, wall: NaiveDateTime) -> Kind {
        kind_of(&self.hours_before(wall.date()), &self.hours_on(wall.date()), wall.time())
    }

    fn hours_before(&self, date: NaiveDate) -> DayHours {
        date.pred_opt().map_or(DayHours::Unknown, |before| self.hours_on(before))
    }
}

/// What a time of a day is, given the hours that began on the day before and on this one.
fn kind_of(before: &DayHours, day: &DayHours, time: NaiveTime) -> Kind {
    let rest_of_yesterday = before.spans().iter().any(|span| span.passes_midnight() && time < span.closes);
    if rest_of_yesterday || day.spans().iter().any(|span| span.opens <= time && (span.passes_midnight() || time < span.closes)) {
        return Kind::Open;
    }
    match day {
        DayHours::Known(_) => Kind::Closed,
        DayHours::Unknown => Kind::Unknown,
    }
}

/// The times of a day at which its kind may change, in no order.
fn edges(before: &DayHours, day: &DayHours) -> Vec<NaiveTime> {
    let mut times = vec![NaiveTime::MIN];
    times.extend(before.spans().iter().filter(|span| span.passes_midnight()).map(|span| span.closes));
    for span in day.spans() {
        times.push(span.opens);
        if !span.passes_midnight() {
            times.push(span.closes);
        }
    }
    times
}

/// No moment of a day with these hours is anything but open.
pub(super) fn is_full(before: &DayHours, day: &DayHours) -> bool {
    edges(before, day).into_iter().all(|time| kind_of(before, day, time) == Kind::Open)
}
