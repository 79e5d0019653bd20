//! The checklist before a call: what is asked, what is kept, what fits into a code, and what becomes of it in a ticket.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that panics has said what it has to say"
)]

mod answers;
mod checks;
mod code;
mod desk;
mod sheet;
mod shorter;
mod steps;
mod ticket;
