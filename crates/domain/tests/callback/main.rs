//! Callbacks: what is asked for, when, and what goes into a calendar.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that panics has said what it has to say"
)]

mod change;
mod form;
mod ics;
mod slots;
mod wire;

use domain::time::{UtcInstant, parse_instant};

pub(crate) fn at(text: &str) -> UtcInstant {
    parse_instant(text).unwrap()
}
