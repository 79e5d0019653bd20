//! Callbacks and their slots.

use super::{
    Row, edit, edit_items, only_read, problem, resend, secret_in_location, secret_in_query, tell_what_exists, with_key, with_new_key,
    with_other_key,
};
use crate::proxy::Asked;
use serde_json::{Value, json};

pub(super) const SPOILS: &[Row] = &[
    ("a guest asks to be called", |asked, forward| forward(with_key(asked))),
    ("a guest asks to be called", secret_in_location),
    ("a guest asks to be called", |asked, forward| edit(asked, forward, |made| made["secret"] = json!("1234"))),
    ("a guest asks to be called", |asked, forward| {
        edit(asked, forward, |made| {
            if made["callback"].is_object() {
                made["callback"]["position"] = json!(0)
            }
        })
    }),
    ("the same key is the same callback", |asked, forward| forward(asked).without("idempotency-replayed")),
    ("the same key is the same callback", |asked, forward| if is_post(&asked) { forward(with_new_key(asked)) } else { forward(asked) }),
    (
        "asked for many times at once it is one callback",
        |asked, forward| {
            if is_post(&asked) { forward(with_new_key(asked)) } else { forward(asked) }
        },
    ),
    ("each wrong field of a callback is pointed to", |asked, forward| edit(asked, forward, |problem| problem["errors"] = json!([]))),
    ("each wrong field of a callback is pointed to", |asked, forward| {
        resend(asked, forward, |callback| callback["consents"][0]["version"] = json!("older"))
    }),
    ("a callback is read with its secret", |asked, forward| forward(asked.without("if-none-match"))),
    ("a callback is read with its secret", |asked, forward| forward(asked).without("etag")),
    ("a callback is read with its secret", |asked, forward| forward(asked).header("cache-control", "public, max-age=60")),
    ("without its secret a callback does not exist", tell_what_exists),
    ("without its secret a callback does not exist", secret_in_query),
    ("without its secret a callback does not exist", |asked, forward| {
        if asked.method == "DELETE" && !asked.has("ticket-secret") { problem(403) } else { forward(asked) }
    }),
    ("a callback is changed only as it was read", |asked, forward| forward(asked.without("if-match"))),
    ("a callback is changed only as it was read", |asked, forward| forward(with_key(asked))),
    (
        "a callback is changed only as it was read",
        |asked, forward| {
            if asked.method == "PATCH" { forward(with_other_key(asked)) } else { forward(asked) }
        },
    ),
    ("a callback is changed only as it was read", |asked, forward| {
        if asked.method == "PATCH" && asked.has("idempotency-key") { only_read(asked, forward) } else { forward(asked) }
    }),
    (
        "a callback is cancelled for good",
        |asked, forward| if asked.method == "DELETE" { only_read(asked, forward) } else { forward(asked) },
    ),
    ("a callback is cancelled for good", |asked, forward| if asked.method == "PATCH" { only_read(asked, forward) } else { forward(asked) }),
    ("a second callback for the same number is noticed", |asked, forward| {
        if is_post(&asked) { forward(asked.without("ticket-secret")) } else { forward(asked) }
    }),
    ("a second callback for the same number is noticed", |asked, forward| {
        edit(asked, forward, |problem| {
            if problem["existing"].is_string() {
                problem["existing"] = json!("CB-1")
            }
        })
    }),
    ("a second callback for the same number is noticed", |asked, forward| {
        resend(asked, forward, |callback| {
            if callback["existing"].is_string() {
                callback["description"] = json!("")
            }
        })
    }),
    ("the slots for a call are ahead and in order", |asked, forward| edit_items(asked, forward, |slots| slots.reverse())),
    ("the slots for a call are ahead and in order", |asked, forward| {
        edit_items(asked, forward, |slots| slots.insert(0, json!({ "start": "2020-01-01T09:00:00Z", "end": "2020-01-01T09:30:00Z" })))
    }),
    ("the slots for a call are ahead and in order", |asked, forward| forward(asked).header("cache-control", "max-age=60")),
    ("a slot is taken", |asked, forward| resend(asked, forward, |callback| callback["slot"] = Value::Null)),
    ("a slot is taken", |asked, forward| edit(asked, forward, |problem| problem["errors"] = json!([]))),
    ("a callback belongs to whoever asked", |asked, forward| {
        if asked.path.starts_with("/api/callbacks/") { forward(asked.without("cookie")) } else { forward(asked) }
    }),
    ("a callback belongs to whoever asked", |asked, forward| edit_items(asked, forward, Vec::clear)),
];

fn is_post(asked: &Asked) -> bool {
    asked.method == "POST"
}
