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

use common::Reference;
use conform::Outcome;

#[test]
fn the_reference_portal_keeps_every_promise() {
    let portal = Reference::start();
    let report = conform::run(&portal.api, &portal.options());
    println!("{report}");
    assert!(report.passed(), "{report}");
    let left_out = report.checks.iter().filter(|check| matches!(check.outcome, Outcome::Skipped(_)));
    assert_eq!(left_out.map(|check| check.name).collect::<Vec<_>>(), [""; 0], "checks that did not run");
}

#[test]
fn the_api_is_found_below_the_address_of_the_portal() {
    let portal = Reference::start();
    let only = Some("the support desk is read".to_owned());
    let report = conform::run(portal.api.trim_end_matches("/api"), &conform::Options { only, ..portal.options() });
    assert_eq!(report.url, portal.api);
    assert!(report.passed(), "{report}");
}

#[test]
fn without_somebody_to_sign_in_as_the_checks_for_that_are_skipped_by_name() {
    let portal = Reference::start();
    let report = conform::run(&portal.api, &conform::Options { credential: None, ..portal.options() });
    assert!(report.passed(), "{report}");
    let nobody = "nobody to sign in as was given";
    let skipped = report.checks.iter().filter(|check| matches!(&check.outcome, Outcome::Skipped(reason) if reason == nobody));
    assert_eq!(skipped.count(), 7, "{report}");
    assert!(report.to_string().contains("skipped  the list is filtered by state (nobody to sign in as was given)"), "{report}");
}
