use super::state::is_full;
use super::timetable::Exception;
use super::{DayHours, HORIZON_DAYS, Timetable};
use chrono::{NaiveDate, Weekday};

/// One date of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    pub date: NaiveDate,
    pub hours: DayHours,
    /// Why it differs from the week: the exception's name, which a portal may leave empty. Absent: it does not.
    pub exception: Option<String>,
    /// The day of the week whose hours it has, where it is a moved one.
    pub as_weekday: Option<Weekday>,
}

/// Neighbouring days of the usual week with the same hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsualDays {
    pub first: Weekday,
    /// `first` itself, if it is alone.
    pub last: Weekday,
    pub hours: DayHours,
}

/// Neighbouring dates that differ from the week for the same reason in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComingException {
    pub from: NaiveDate,
    /// Last date; `from` itself, if it is alone.
    pub through: NaiveDate,
    pub name: String,
    pub hours: DayHours,
    pub as_weekday: Option<Weekday>,
}

const MONDAY_FIRST: [Weekday; 7] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

impl Timetable {
    /// The hours that begin on a date, and why they differ from the week's.
    pub fn day(&self, date: NaiveDate) -> Day {
        let exception = self.exception_on(date);
        Day {
            date,
            hours: self.hours_on(date),
            exception: exception.map(|exception| exception.name.clone()),
            as_weekday: exception.and_then(Exception::as_weekday),
        }
    }

    /// The week that holds `date`, Monday first.
    pub fn week_of(&self, date: NaiveDate) -> [Day; 7] {
        let monday = date.week(Weekday::Mon).checked_first_day().unwrap_or(date);
        let mut dates = monday.iter_days();
        core::array::from_fn(|_| self.day(dates.next().unwrap_or(date)))
    }

    /// The week as it usually is at the time of `on`, without exceptions, Monday first.
    pub fn usual_week(&self, on: NaiveDate) -> Vec<UsualDays> {
        let mut week: Vec<UsualDays> = Vec::with_capacity(MONDAY_FIRST.len());
        for day in MONDAY_FIRST {
            let hours = self.week_hours(day, on);
            match week.last_mut() {
                Some(group) if group.hours == hours => group.last = day,
                _ => week.push(UsualDays { first: day, last: day, hours }),
            }
        }
        week
    }

    /// The exceptions in force on `from` or one of the `days` dates after it (400 at most), in order. A run of dates that
    /// has begun before, or goes on after, is given whole.
    pub fn coming_exceptions(&self, from: NaiveDate, days: u32) -> Vec<ComingException> {
        let days = usize::try_from(days).unwrap_or(HORIZON_DAYS).min(HORIZON_DAYS);
        let mut coming: Vec<ComingException> = Vec::new();
        let mut dates = from.iter_days();
        for date in dates.by_ref().take(days.saturating_add(1)) {
            if let Some(next) = self.exceptional(date)
                && !coming.last_mut().is_some_and(|last| last.takes(&next))
            {
                coming.push(next);
            }
        }
        if let Some(last) = coming.last_mut() {
            dates.take(HORIZON_DAYS).map_while(|date| self.exceptional(date)).take_while(|next| last.takes(next)).for_each(drop);
        }
        if let Some(first) = coming.first_mut()
            && first.from == from
        {
            let before = from.iter_days().rev().skip(1).take(HORIZON_DAYS).map_while(|date| self.exceptional(date));
            if let Some(earliest) = before.take_while(|day| day.same_as(first)).last() {
                first.from = earliest.from;
            }
        }
        coming
    }

    /// The week has no closed minute, always had none and has no exceptions.
    pub fn is_round_the_clock(&self) -> bool {
        let day = |day| self.week_hours(day, NaiveDate::MIN);
        !self.has_dates() && MONDAY_FIRST.into_iter().all(|today| is_full(&day(today.pred()), &day(today)))
    }

    fn exceptional(&self, date: NaiveDate) -> Option<ComingException> {
        let Day { hours, exception, as_weekday, .. } = self.day(date);
        Some(ComingException { from: date, through: date, name: exception?, hours, as_weekday })
    }
}

impl ComingException {
    /// Grows by the date of `next`, if that is the next one and no different.
    fn takes(&mut self, next: &ComingException) -> bool {
        let grows = self.through.succ_opt() == Some(next.from) && self.same_as(next);
        if grows {
            self.through = next.through;
        }
        grows
    }

    fn same_as(&self, other: &ComingException) -> bool {
        self.name == other.name && self.hours == other.hours && self.as_weekday == other.as_weekday
    }
}

impl DayHours {
    /// The spans that are known.
    pub fn spans(&self) -> &[super::Span] {
        match self {
            DayHours::Known(spans) => spans,
            DayHours::Unknown => &[],
        }
    }
}
