//! What visitors do, in the built application with the reference portal, in three engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops by panicking")]

mod account;
mod common;
mod find;
mod form;
mod guest;
mod hours;
mod looks;
mod resilience;
mod settings;
mod tickets;
