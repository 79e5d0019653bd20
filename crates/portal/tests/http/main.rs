//! The portal over real HTTP, started in this process on a free port; where it must die, the real binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod accounts;
mod articles;
mod attachments;
mod callbacks;
mod calls;
mod conversations;
mod desk;
mod events;
mod faults;
mod idempotency;
mod identity;
mod incidents;
mod lines;
mod mail;
mod operator;
mod own;
mod privacy;
mod queue;
mod refusals;
mod restart;
mod site;
mod stream;
mod support;
mod tickets;
