//! What visitors do, in the built application with the reference portal, in three engines.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops by panicking"
)]

mod account;
mod call;
mod callback;
mod called;
mod carry;
mod common;
mod conversation;
mod dial;
mod files;
mod find;
mod form;
mod guest;
mod help;
mod hours;
mod in_call;
mod incidents;
mod line;
mod looks;
mod operator;
mod prepare;
mod preparing;
mod print;
mod resilience;
mod settings;
mod talking;
mod tickets;
