//! Schedules: against an oracle that looks at every minute, by property, and by the demonstration's own hours.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "a test that panics has done its work"
)]

mod build;
mod changed_clocks;
mod demo;
mod every_minute;
mod oracle;
mod properties;
mod unreadable;
mod weeks;
