//! When something is open.
//!
//! A span of hours belongs to the date on which it starts, and may run past midnight into the next one. Times of day
//! become instants by [`Zone::first_instant_at`](crate::zone::Zone::first_instant_at), also where clocks are changed.
//!
//! Whatever of a schedule cannot be read makes the dates that it may concern unknown. Unknown is never closed.

mod state;
mod timetable;
mod week;

pub use state::{Interval, State};
pub use timetable::{DayHours, Span, Timetable, weekday};
pub use week::{ComingException, Day, UsualDays};

/// How many days ahead a change is looked for.
const HORIZON_DAYS: usize = 400;
