use crate::read::Read;
use crate::{Date, tolerant};
use serde::{Deserialize, Serialize};

/// When something is open: the week, and the dates that differ from it.
///
/// The one place where an element that cannot be understood sinks the whole: with a span or an exception left out, a closed
/// line would be shown as open, or an open one as closed. [`crate::Channel::schedule`] is then absent: not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Schedule {
    /// IANA name of the zone in which every time and date of the schedule is read.
    pub time_zone: String,
    /// The week. Several entries may name the same day: lunch breaks, shifts.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub opening_hours_specification: Vec<OpeningHours>,
    /// Dates that differ from the week. Of several that name the same date the last one counts.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub exceptions: Vec<DatedException>,
}

/// One span on one or more days of the week; schema.org's `OpeningHoursSpecification`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct OpeningHours {
    pub day_of_week: Vec<DayOfWeek>,
    /// `HH:MM`.
    pub opens: String,
    /// `HH:MM`. Not later than `opens` means that the span runs past midnight; equal to it, the whole day round.
    pub closes: String,
    /// First date on which the span may start; absent: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// Last date on which the span may start; absent: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_through: Option<Date>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub enum DayOfWeek {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
    /// schema.org's `PublicHolidays` and whatever a later version adds: no day of the week.
    #[default]
    #[serde(other)]
    Unknown,
}

/// A date, or a run of dates, on which the week does not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct DatedException {
    pub from: Date,
    /// Last date, included; absent: `from` alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<Date>,
    /// What the date is called, in the language of the answer: "New Year".
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub name: String,
    pub rule: ExceptionRule,
    /// For [`ExceptionRule::Hours`]: these spans, and no others.
    #[serde(default, deserialize_with = "tolerant::or_default", skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
    /// For [`ExceptionRule::AsWeekday`]: the week's spans of that day. A moved working Saturday is `Monday`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekday: Option<DayOfWeek>,
}

/// What holds on such a date instead of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub enum ExceptionRule {
    Closed,
    Hours,
    AsWeekday,
    /// A rule that a later version adds. What holds on such a date is not known.
    #[default]
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// `HH:MM`.
    pub opens: String,
    /// `HH:MM`, read as in [`OpeningHours::closes`].
    pub closes: String,
}
