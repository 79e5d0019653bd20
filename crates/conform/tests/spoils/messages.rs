//! Messages and their images.

use super::{Row, at_files, edit, edit_items, problem, resend, with_key, with_new_key, with_other_key};
use crate::proxy::{Asked, Given};
use serde_json::json;

pub(super) const SPOILS: &[Row] = &[
    ("messages stand in order, without gaps", |asked, forward| edit_items(asked, forward, |messages| messages.reverse())),
    ("messages stand in order, without gaps", |asked, forward| {
        edit_items(asked, forward, |messages| {
            messages.retain(|message| message["text"] != "First");
        })
    }),
    ("messages stand in order, without gaps", |asked, forward| {
        resend(asked, forward, |message| {
            if let Some(text) = message["text"].as_str() {
                message["text"] = json!(text.replace("&amp;", "&"))
            }
        })
    }),
    ("messages stand in order, without gaps", |asked, forward| {
        edit(asked, forward, |conversation| {
            if conversation["lastSequence"].is_number() {
                conversation["lastSequence"] = json!(1)
            }
        })
    }),
    ("the same key is the same message", |asked, forward| forward(with_key(asked))),
    ("the same key is the same message", |asked, forward| forward(asked).without("idempotency-replayed")),
    ("the same key is the same message", |asked, forward| if is_message(&asked) { forward(with_other_key(asked)) } else { forward(asked) }),
    ("the same key is the same message", |asked, forward| {
        if String::from_utf8_lossy(&asked.body).contains("Many times") { forward(with_new_key(asked)) } else { forward(asked) }
    }),
    ("messages written at once are each there once", |asked, forward| {
        edit_items(asked, forward, |messages| {
            messages.retain(|message| message["text"] != "At once 7");
        })
    }),
    ("messages written at once are each there once", |asked, forward| {
        resend(asked, forward, |message| {
            if message["text"] == "At once 7" {
                message["text"] = json!("At once 8")
            }
        })
    }),
    ("only what is new is asked for", |asked, forward| forward(asked.with_query(|_| "after=0".to_owned()))),
    ("only what is new is asked for", |asked, forward| {
        if asked.path.ends_with("after=first") {
            Given::json(200, &json!({ "items": [] })).header("cache-control", "no-store")
        } else {
            forward(asked)
        }
    }),
    ("an image goes with a message", |asked, forward| forward(asked).without("x-content-type-options")),
    ("an image goes with a message", |asked, forward| {
        let is_file = asked.path.contains("/attachments/") && asked.has("ticket-secret");
        let mut given = forward(asked);
        if is_file {
            given.body.push(b' ');
        }
        given
    }),
    (
        "an image goes with a message",
        |asked, forward| {
            if at_files(&asked) && asked.body.starts_with(b"<script>") { super::added() } else { forward(asked) }
        },
    ),
    ("an image goes with a message", |asked, forward| {
        if asked.path.contains("/attachments/") && !asked.has("ticket-secret") { problem(403) } else { forward(asked) }
    }),
];

fn is_message(asked: &Asked) -> bool {
    asked.method == "POST" && asked.path.ends_with("/messages")
}
