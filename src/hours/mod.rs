//! Opening hours: how a channel stands now, its week, and the dates that differ.

mod live;
mod load;
mod state;
mod tables;
mod words;

pub(crate) use live::keep_availability_fresh;
pub(crate) use load::{LoadChart, best_time};
pub(crate) use state::HoursState;
pub(crate) use tables::{ComingExceptions, WeekTable};
pub(crate) use words::{answer_day, hours_in_words, state_words, today_hours};
