//! What visitors type: telephone numbers, drafts of tickets, ticket numbers; and when to send again.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that panics has said what it has to say"
)]

mod desk;
mod draft;
mod hostile;
mod number;
mod phone;
mod retry;
mod rules;
mod wire;
