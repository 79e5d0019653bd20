//! Every check can fail: a proxy in front of the reference portal breaks one promise at a time, and its check says so.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "in a test a panic is the way to say no"
)]

mod common;
mod proxy;
mod spoils;

use common::Reference;
use conform::Options;
use proxy::{Given, start};
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Duration;

#[test]
fn each_broken_promise_fails_its_check() {
    let portal = Reference::start();
    // Some of them keep a check waiting for what never comes.
    let options = Options { timeout: Duration::from_secs(5), ..portal.options() };
    let mut silent = Vec::new();
    for (name, spoil) in spoils::all() {
        let url = start(&portal, spoil);
        let report = conform::run(&url, &Options { only: Some(name.to_owned()), ..options.clone() });
        assert_eq!(report.checks.len(), 1, "no check is called {name:?}");
        if report.passed() {
            silent.push(report.to_string());
        }
    }
    assert!(silent.is_empty(), "broken, and nobody noticed:\n{}", silent.join("\n"));
}

#[test]
fn every_check_is_broken_once() {
    let portal = Reference::start();
    let report = conform::run(&portal.api, &portal.options());
    let all: BTreeSet<&str> = report.checks.iter().map(|check| check.name).collect();
    assert_eq!(all, spoils::all().map(|(name, _)| name).collect());
}

#[test]
fn a_site_that_answers_every_address_with_its_page_fails() {
    let portal = Reference::start();
    let url = start(&portal, |_, _| {
        Given { body: b"<!doctype html>".to_vec(), ..Given::json(200, &json!({})) }.header("content-type", "text/html")
    });
    let report = conform::run(&url, &portal.options());
    assert!(report.failed().any(|name| name == "the support desk is read"), "{report}");
}

#[test]
fn nobody_there_fails() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let report = conform::run(&format!("http://{free}/api"), &Options::default());
    assert!(!report.passed(), "{report}");
    assert!(report.to_string().contains("FAILED   the support desk is read"), "{report}");
}
