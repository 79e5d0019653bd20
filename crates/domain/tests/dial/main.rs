//! How a portal is called, and its card for an address book.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "a test that panics has said what it has to say"
)]

mod countries;
mod dialling;
mod lines;
mod vcard;

use contract::{Line, PhoneNumber};

fn number(number: &str, display: &str) -> PhoneNumber {
    PhoneNumber { number: number.into(), extension: None, display: display.into() }
}

fn line(name: &str, number: &str, extension: Option<&str>) -> Line {
    let number = PhoneNumber { number: number.into(), extension: extension.map(Into::into), display: String::new() };
    Line { name: name.into(), number, ..Line::default() }
}
