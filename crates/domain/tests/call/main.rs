//! A call: any steps in any order, clocks that jump, when to try again, when it is quiet.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "a test that panics has said what it has to say"
)]

mod load;
mod record;
mod redial;
mod wire;

use contract::{CallStatus, DayOfWeek, OpeningHours, Schedule};
use domain::call::Calling;
use domain::hours::Timetable;
use domain::states::Step;
use domain::time::{UtcInstant, parse_instant};

fn at(text: &str) -> UtcInstant {
    parse_instant(text).unwrap()
}

fn step(calling: &mut Calling, to: CallStatus, now: UtcInstant) -> bool {
    Step::new(calling.status(), to).is_some_and(|step| calling.take(step, now))
}

/// Monday to Friday, 9:00-18:00 in Moscow.
fn workdays() -> Timetable {
    use DayOfWeek::{Friday, Monday, Thursday, Tuesday, Wednesday};
    let day_of_week = vec![Monday, Tuesday, Wednesday, Thursday, Friday];
    let hours = OpeningHours { day_of_week, opens: "09:00".into(), closes: "18:00".into(), ..OpeningHours::default() };
    Timetable::read(&Schedule { time_zone: "Europe/Moscow".into(), opening_hours_specification: vec![hours], ..Schedule::default() })
}
