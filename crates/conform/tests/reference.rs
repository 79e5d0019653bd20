//! The reference portal keeps the contract.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "in a test a panic is the way to say no"
)]

mod common;

use common::{Reference, options};

#[test]
fn the_reference_portal_keeps_every_promise() {
    let portal = Reference::start();
    let report = conform::run(&portal.api, &options());
    println!("{report}");
    assert!(report.passed(), "{report}");
    let skipped: Vec<_> = report.skipped().collect();
    let signed_in = [
        "the session says who is signed in",
        "a ticket belongs to whoever sent it",
        "the list has every ticket once, page by page",
        "the list is filtered by state",
        "a cursor that is none is refused",
    ];
    assert_eq!(skipped, signed_in, "checks that did not run");
}

#[test]
fn the_api_is_found_below_the_address_of_the_portal() {
    let portal = Reference::start();
    let only = Some("the support desk is read".to_owned());
    let report = conform::run(portal.api.trim_end_matches("/api"), &conform::Options { only, ..options() });
    assert_eq!(report.url, portal.api);
    assert!(report.passed(), "{report}");
}
