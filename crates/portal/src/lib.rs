//! The reference portal: an example of a portal that implements the contract of `crates/contract`, for people who write
//! their own. It is not the product; it keeps what it must in one SQLite file and needs nothing else.
//!
//! [`start`] runs one; the tests do so in their own process. Where to look:
//!
//! - `api`: the resources of the contract; `api/write.rs` is what every write has in common, `problem.rs` what every error has.
//! - `store`: the database. A ticket, its letter and the answer to its key are one transaction.
//! - `secrets.rs`: how a guest gets the same secret again although the database does not hold it.
//! - `live.rs`: what happens, told as it happens; `api/events.rs` is one listener's stream.
//! - `queue`: who waits for whom. `store/contacts.rs`: numbers of contacts, and who may see one.
//! - `talk`: conversations, and who is told.
//! - `search.rs`: how articles are found, and how not.
//! - `pages`: signing in, registering, the profile. `origin.rs`: whose writes are taken, and where visitors are sent back to.
//! - `mail`: the outbox. `site.rs`: the built application. `demo`, `dev`, `faults`: for demonstrations and tests.

mod api;
mod app;
mod clock;
mod config;
mod demo;
mod desk;
mod dev;
mod faults;
mod language;
mod limits;
mod listener;
mod live;
mod mail;
mod media;
mod origin;
mod pages;
mod passwords;
mod problem;
mod queue;
mod search;
mod secrets;
mod security;
mod site;
mod store;
mod talk;
mod texts;

pub use app::{Portal, Running, start};
pub use config::Config;
pub use limits::{Limits, Rate};
pub use problem::Fatal;
pub use store::Database;
