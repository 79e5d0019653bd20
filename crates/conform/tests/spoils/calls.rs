//! Records of calls.

use super::{Row, edit, only_read, secret_in_location, secret_in_query, tell_what_exists, with_key, with_other_key};
use serde_json::json;

pub(super) const SPOILS: &[Row] = &[
    ("a guest keeps the record of a call", |asked, forward| forward(with_key(asked))),
    ("a guest keeps the record of a call", secret_in_location),
    ("a guest keeps the record of a call", |asked, forward| forward(with_other_key(asked))),
    ("a guest keeps the record of a call", |asked, forward| {
        edit(asked, forward, |call| {
            if call["record"].is_object() {
                call["record"]["steps"] = json!([])
            }
        })
    }),
    ("a guest keeps the record of a call", |asked, forward| {
        let again = asked.method == "GET";
        edit(asked, forward, |call| {
            if again {
                call["secret"] = json!("0123456789abcdef")
            }
        })
    }),
    ("without its secret a record of a call does not exist", tell_what_exists),
    ("without its secret a record of a call does not exist", secret_in_query),
    ("a record of a call is written anew, step by step", |asked, forward| forward(with_key(asked))),
    ("a record of a call is written anew, step by step", |asked, forward| {
        if asked.method == "PATCH" && asked.has("idempotency-key") { only_read(asked, forward) } else { forward(asked) }
    }),
    ("a record of a call is written anew, step by step", |asked, forward| {
        let back = asked.method == "PATCH" && String::from_utf8_lossy(&asked.body).contains("\"status\":\"ringing\"");
        if back { only_read(asked, forward) } else { forward(asked) }
    }),
];
