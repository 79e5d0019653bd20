//! The reference portal: an example of a portal that implements the contract of `crates/contract`, for people who write
//! their own. It is not the product; it keeps what it must in one SQLite file and needs nothing else.
//!
//! [`start`] runs one; the tests do so in their own process.

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
mod mail;
mod origin;
mod pages;
mod passwords;
mod problem;
mod secrets;
mod security;
mod site;
mod store;
mod texts;

pub use app::{Portal, Running, start};
pub use config::Config;
pub use limits::{Limits, Rate};
pub use problem::Fatal;
pub use store::Database;
