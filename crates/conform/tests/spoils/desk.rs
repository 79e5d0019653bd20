//! What is the same for everybody, and who is signed in.

use super::{Row, at_session, edit, problem, signed_in, with_key, with_new_key};
use crate::proxy::Given;
use serde_json::{Value, json};

pub(super) const SPOILS: &[Row] =
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
        ("the session says who is signed in", |asked, forward| forward(asked).header("cache-control", "max-age=60")),
    ];
