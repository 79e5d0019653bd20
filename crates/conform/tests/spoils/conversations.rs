//! Conversations.

use super::{
    Row, edit, edit_items, only_read, problem, resend, secret_in_location, secret_in_query, tell_what_exists, with_key, with_new_key,
};
use crate::proxy::Given;
use serde_json::json;

pub(super) const SPOILS: &[Row] = &[
    ("a guest contacts an operator", |asked, forward| forward(with_key(asked))),
    ("a guest contacts an operator", secret_in_location),
    ("a guest contacts an operator", |asked, forward| forward(asked.without("if-none-match"))),
    ("a guest contacts an operator", |asked, forward| {
        edit(asked, forward, |made| {
            if made["conversation"].is_object() {
                made["conversation"]["status"] = json!("ended")
            }
        })
    }),
    ("the same key is the same conversation", |asked, forward| forward(asked).without("idempotency-replayed")),
    ("the same key is the same conversation", |asked, forward| forward(with_new_key(asked))),
    ("each wrong field of a conversation is pointed to", |asked, forward| edit(asked, forward, |problem| problem["errors"] = json!([]))),
    ("each wrong field of a conversation is pointed to", |asked, forward| {
        resend(asked, forward, |conversation| conversation["fullName"] = json!("Somebody"))
    }),
    ("without its secret a conversation does not exist", tell_what_exists),
    ("without its secret a conversation does not exist", secret_in_query),
    ("without its secret a conversation does not exist", |asked, forward| {
        if asked.path.ends_with("/typing") { Given::json(202, &json!({})).emptied() } else { forward(asked) }
    }),
    ("without its secret a conversation does not exist", |asked, forward| {
        if asked.path.ends_with("/transcript") && asked.method == "POST" { problem(403) } else { forward(asked) }
    }),
    ("a conversation is ended for good", |asked, forward| if asked.method == "PATCH" { only_read(asked, forward) } else { forward(asked) }),
    ("a conversation is ended for good", |asked, forward| {
        let again = asked.method == "PATCH" && String::from_utf8_lossy(&asked.body).contains("connected");
        if again { only_read(asked, forward) } else { forward(asked) }
    }),
    ("a conversation is ended for good", |asked, forward| {
        if asked.method == "POST" && asked.path.ends_with("/messages") {
            let message = json!({ "sequence": 9, "author": "visitor", "date": "2026-11-25T08:00:00Z" });
            return Given::json(201, &message).header("cache-control", "no-store");
        }
        forward(asked)
    }),
    (
        "that somebody writes is told and not kept",
        |asked, forward| {
            if asked.path.ends_with("/typing") { problem(400) } else { forward(asked) }
        },
    ),
    ("that somebody writes is told and not kept", |asked, forward| {
        edit_items(asked, forward, |messages| {
            if let Some(last) = messages.last_mut() {
                last["text"] = json!("")
            }
        })
    }),
    ("a conversation is read as one text", |asked, forward| {
        let is_text = asked.method == "GET" && asked.path.ends_with("/transcript");
        let given = forward(asked);
        if is_text { Given { body: b"Nothing".to_vec(), ..given } } else { given }
    }),
    ("a conversation is read as one text", |asked, forward| {
        let is_text = asked.method == "GET" && asked.path.ends_with("/transcript");
        let given = forward(asked);
        if is_text { given.header("content-type", "text/html") } else { given }
    }),
    ("a conversation is read as one text", |asked, forward| edit(asked, forward, |problem| problem["errors"] = json!([]))),
    ("a wrong code identifies nobody", |asked, forward| {
        if asked.method == "PATCH" && asked.path.ends_with("/identity-code") { problem(403) } else { forward(asked) }
    }),
    ("a wrong code identifies nobody", |asked, forward| {
        edit(asked, forward, |sent| {
            if sent["length"].is_number() {
                sent["to"] = json!("conformance@example.org")
            }
        })
    }),
    ("a wrong code identifies nobody", |asked, forward| edit(asked, forward, |conversation| conversation["identified"] = json!(true))),
    ("a conversation belongs to whoever began it", |asked, forward| {
        if asked.path.starts_with("/api/conversations/") { forward(asked.without("cookie")) } else { forward(asked) }
    }),
    ("a conversation belongs to whoever began it", |asked, forward| edit_items(asked, forward, Vec::clear)),
];
