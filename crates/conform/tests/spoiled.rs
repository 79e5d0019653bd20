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

use common::Reference;
use conform::Options;
use proxy::{Asked, Forward, Given, Spoil, start};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The check, and what breaks its promise.
const SPOILS: &[(&str, Spoil)] =
    &[
        ("the support desk is read", |asked, forward| edit(asked, forward, |desk| desk["contractVersion"] = json!("2.0"))),
        ("the support desk is read", |asked, forward| edit(asked, forward, |desk| desk["lines"][0]["recorded"] = json!("yes"))),
        ("the support desk is read", |asked, forward| {
            edit(asked, forward, |desk| {
                let pages = desk.pointer_mut("/categories/0/checklist").and_then(Value::as_array_mut);
                if let Some(pages) = pages {
                    pages.push(pages[0].clone());
                }
            })
        }),
        ("what the portal offers comes with what it needs", |asked, forward| edit(asked, forward, |desk| desk["addresses"] = json!({}))),
        ("the support desk answers 304 while it is the same", |asked, forward| forward(asked.without("if-none-match"))),
        ("the support desk may be cached", |asked, forward| forward(asked).header("cache-control", "no-store")),
        ("the support desk speaks each of its languages", |asked, forward| forward(asked.without("accept-language"))),
        ("the support desk speaks each of its languages", |asked, forward| forward(asked).without("vary")),
        ("the availability is never cached", |asked, forward| forward(asked).header("cache-control", "max-age=60")),
        ("the portal's clock moves forward", |asked, forward| {
            edit(asked, forward, |availability| availability["serverTime"] = json!("2026-01-01T00:00:00Z"))
        }),
        ("articles are listed without their sections", |asked, forward| {
            edit(asked, forward, |list| {
                if list["items"].is_array() {
                    list["items"][0]["sections"] = json!([{ "paragraphs": ["All of it"] }])
                }
            })
        }),
        ("articles are listed without their sections", |asked, forward| forward(asked.with_query(|_| "limit=50".to_owned()))),
        ("articles may be cached in each language", |asked, forward| forward(asked).header("cache-control", "no-store")),
        ("articles may be cached in each language", |asked, forward| forward(asked).without("vary")),
        ("an article is read by its slug", |asked, forward| edit(asked, forward, |article| article["slug"] = json!("another"))),
        ("an article is read by its slug", |asked, forward| {
            if asked.path.ends_with("no-such-article") { Given::json(200, &json!({ "slug": "a", "title": "A" })) } else { forward(asked) }
        }),
        ("an article is found by its title", |asked, forward| forward(asked.with_query(|_| "q=no-such-word".to_owned()))),
        ("whatever is looked for is words", |asked, forward| if asked.path.contains("%22") { problem(500) } else { forward(asked) }),
        ("an opinion of an article is counted once", |asked, forward| forward(with_key(asked))),
        ("an opinion of an article is counted once", |asked, forward| forward(asked).without("idempotency-replayed")),
        ("an opinion of an article is counted once", |asked, forward| forward(with_new_key(asked))),
        ("outages are told and never cached", |asked, forward| forward(asked).header("cache-control", "max-age=60")),
        ("outages are told and never cached", |asked, forward| {
            edit(asked, forward, |list| {
                if let Some(items) = list["items"].as_array_mut() {
                    items.reverse()
                }
            })
        }),
        ("whoever is to be told of the end of an outage needs an address", |asked, forward| {
            edit(asked, forward, |problem| problem["errors"] = json!([]))
        }),
        ("whoever is to be told of the end of an outage needs an address", |asked, forward| {
            if asked.method == "POST" { problem(400) } else { forward(asked) }
        }),
        ("an outage is counted once for an intent", |asked, forward| forward(with_key(asked))),
        ("an outage is counted once for an intent", |asked, forward| forward(with_new_key(asked)).header("idempotency-replayed", "true")),
        ("an outage that is over is not counted", |asked, forward| if asked.method == "POST" { problem(404) } else { forward(asked) }),
        ("a guest has no session", |asked, forward| at_session(asked, forward, signed_in())),
        ("a guest has no session", |asked, forward| at_session(asked, forward, Given::json(401, &json!({ "title": "Sign in" })))),
        ("signing out does a guest no harm", |asked, forward| at_session(asked, forward, problem(500))),
        ("a session that nobody has is none", |asked, forward| if asked.has("cookie") { signed_in() } else { forward(asked) }),
        ("the list of tickets is for whoever is signed in", |asked, forward| {
            if asked.path == "/api/tickets" { Given::json(200, &json!({ "items": [] })) } else { forward(asked) }
        }),
        ("an unknown address is a problem with a type", |asked, forward| forward(asked).header("content-type", "text/html")),
        ("a method that is not there is 405", |asked, forward| if asked.method == "GET" { forward(asked) } else { problem(404) }),
        ("an origin that is not listed reads nothing of a visitor", |asked, forward| {
            forward(asked).header("access-control-allow-origin", "https://stranger.invalid")
        }),
        ("an origin that is not listed may not write", |asked, forward| forward(asked.without("origin"))),
        ("a listed origin reads and writes", |asked, forward| forward(asked).without("access-control-expose-headers")),
        ("a listed origin reads and writes", |asked, forward| forward(asked).without("access-control-allow-headers")),
        ("a report of an error is taken", |asked, forward| forward(with_key(asked))),
        ("a ticket needs a key", |asked, forward| forward(with_key(asked))),
        ("a ticket needs to be JSON", |asked, forward| forward(asked.header("content-type", "application/json"))),
        ("a body that is cut off is refused", |asked, forward| if asked.method == "POST" { problem(500) } else { forward(asked) }),
        ("a body that is no ticket is refused", |asked, forward| if asked.method == "POST" { problem(500) } else { forward(asked) }),
        ("a body of ten megabytes is refused", |asked, forward| if asked.method == "POST" { problem(500) } else { forward(asked) }),
        ("each wrong field is pointed to", |asked, forward| edit(asked, forward, |problem| problem["errors"] = json!([]))),
        ("an answer that the form does not offer is pointed to", |asked, forward| {
            edit(asked, forward, |problem| problem["errors"] = json!([{ "pointer": "/attributes" }]))
        }),
        ("consent to an older text is not consent", |asked, forward| edit(asked, forward, |problem| problem["errors"] = json!([]))),
        (
            "a category for whoever is signed in refuses a guest",
            |asked, forward| {
                if asked.method == "POST" { problem(422) } else { forward(asked) }
            },
        ),
        ("a guest sends a ticket", |asked, forward| {
            let given = forward(asked);
            let secret = given.body()["secret"].as_str().map(str::to_owned);
            match (secret, given.text("location")) {
                (Some(secret), Some(location)) => given.header("location", &format!("/api?secret={secret}&at={location}")),
                _ => given,
            }
        }),
        ("the same key gets the same answer", |asked, forward| forward(asked).without("idempotency-replayed")),
        ("the same key gets the same answer", |asked, forward| forward(with_new_key(asked))),
        ("the same key with another body is refused", |asked, forward| forward(with_new_key(asked))),
        ("sent many times at once it is one ticket", |asked, forward| forward(with_new_key(asked))),
        ("a guest's ticket is read with its secret", |asked, forward| forward(asked.without("if-none-match"))),
        ("a guest's ticket is read with its secret", |asked, forward| forward(asked).without("etag")),
        ("a guest's ticket is read with its secret", |asked, forward| forward(asked).header("cache-control", "public, max-age=60")),
        ("without its secret a ticket does not exist", |asked, forward| {
            let exists = !asked.path.contains("no-such");
            edit(asked, forward, |ticket| {
                if exists && ticket["title"].is_string() {
                    ticket["title"] = json!("Wrong secret")
                }
            })
        }),
        ("without its secret a ticket does not exist", |asked, forward| match asked.path.split_once("?secret=") {
            Some((path, secret)) => forward(Asked { path: path.to_owned(), ..asked.clone() }.header("ticket-secret", secret)),
            None => forward(asked),
        }),
        ("a file goes with a ticket", |asked, forward| forward(with_key(asked))),
        ("a file goes with a ticket", |asked, forward| forward(asked).without("idempotency-replayed")),
        (
            "a file goes with a ticket",
            |asked, forward| if asked.has("content-disposition") { forward(with_new_key(asked)) } else { forward(asked) },
        ),
        ("a file goes with a ticket", |asked, forward| edit(asked, forward, |ticket| ticket["attachment"] = json!([]))),
        ("without the secret of a ticket it gets no file", |asked, forward| {
            if at_files(&asked) && !asked.has("ticket-secret") { added() } else { forward(asked) }
        }),
        ("without the secret of a ticket it gets no file", |asked, forward| {
            if at_files(&asked) && asked.path.contains("no-such-ticket") { problem(403) } else { forward(asked) }
        }),
        ("a file of another type is refused", |asked, forward| {
            if at_files(&asked) && asked.body.starts_with(b"<script>") { added() } else { forward(asked) }
        }),
        ("a file of another type is refused", |asked, forward| {
            if at_files(&asked) { forward(asked.header("content-type", "image/png")) } else { forward(asked) }
        }),
        ("a file that is too large is refused", |asked, forward| if at_files(&asked) { problem(500) } else { forward(asked) }),
        ("sending a link does not tell whether the ticket exists", |asked, forward| {
            let unknown = String::from_utf8_lossy(&asked.body).contains("no-such-ticket");
            let given = forward(asked);
            if unknown { given.header("x-ticket", "unknown") } else { given }
        }),
        ("sending a link does not tell whether the ticket exists", |asked, forward| {
            if String::from_utf8_lossy(&asked.body).contains("no-such-ticket") { problem(404) } else { forward(asked) }
        }),
        ("the session says who is signed in", |asked, forward| forward(asked).header("cache-control", "max-age=60")),
        ("a ticket belongs to whoever sent it", |asked, forward| {
            if asked.path.starts_with("/api/tickets/") { forward(asked.without("cookie")) } else { forward(asked) }
        }),
        ("a ticket belongs to whoever sent it", |asked, forward| {
            let stranger = !asked.has("cookie") && asked.path.starts_with("/api/tickets/");
            if stranger { problem(403) } else { forward(asked) }
        }),
        ("the list has every ticket once, page by page", |asked, forward| {
            forward(asked.with_query(|query| query.replace("limit=2", "limit=9")))
        }),
        ("the list has every ticket once, page by page", |asked, forward| forward(asked.with_query(|_| "limit=2".to_owned()))),
        ("the list is filtered by state", |asked, forward| forward(asked.with_query(|_| String::new()))),
        ("a cursor that is none is refused", |asked, forward| forward(asked.with_query(|_| String::new()))),
    ];

fn edit(asked: Asked, forward: &Forward<'_>, change: impl FnOnce(&mut Value)) -> Given {
    let given = forward(asked);
    let mut body = given.body();
    if body.is_object() {
        change(&mut body);
    }
    if given.body.is_empty() { given } else { Given { body: serde_json::to_vec(&body).unwrap(), ..given } }
}

fn at_session(asked: Asked, forward: &Forward<'_>, given: Given) -> Given {
    if asked.path == "/api/session" { given } else { forward(asked) }
}

fn at_files(asked: &Asked) -> bool {
    asked.path.ends_with("/attachments")
}

fn added() -> Given {
    Given::json(201, &json!({ "id": "1", "name": "a.png", "mimeType": "image/png", "size": 1 })).header("cache-control", "no-store")
}

fn problem(status: u16) -> Given {
    Given::json(status, &json!({ "title": "No" })).header("content-type", "application/problem+json")
}

fn signed_in() -> Given {
    Given::json(200, &json!({ "account": { "id": "1", "login": "anna" } })).header("cache-control", "no-store")
}

fn with_key(asked: Asked) -> Asked {
    if asked.has("idempotency-key") { asked } else { with_new_key(asked) }
}

fn with_new_key(asked: Asked) -> Asked {
    asked.header("idempotency-key", &uuid::Uuid::new_v4().to_string())
}

#[test]
fn each_broken_promise_fails_its_check() {
    let portal = Reference::start();
    let options = portal.options();
    let mut silent = Vec::new();
    for (name, spoil) in SPOILS {
        let url = start(&portal, *spoil);
        let report = conform::run(&url, &Options { only: Some((*name).to_owned()), ..options.clone() });
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
    assert_eq!(all, SPOILS.iter().map(|(name, _)| *name).collect());
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
