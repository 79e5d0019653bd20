//! Tickets and their files.

use super::{
    Row, added, at_files, edit, problem, secret_in_location, secret_in_query, tell_what_exists, with_key, with_new_key, with_other_key,
};
use serde_json::json;

pub(super) const SPOILS: &[Row] =
    &[
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
        ("a guest sends a ticket", secret_in_location),
        ("the same key gets the same answer", |asked, forward| forward(asked).without("idempotency-replayed")),
        ("the same key gets the same answer", |asked, forward| forward(with_new_key(asked))),
        ("the same key with another body is refused", |asked, forward| forward(with_new_key(asked))),
        ("sent many times at once it is one ticket", |asked, forward| forward(with_new_key(asked))),
        ("a guest's ticket is read with its secret", |asked, forward| forward(asked.without("if-none-match"))),
        ("a guest's ticket is read with its secret", |asked, forward| forward(asked).without("etag")),
        ("a guest's ticket is read with its secret", |asked, forward| forward(asked).header("cache-control", "public, max-age=60")),
        ("without its secret a ticket does not exist", tell_what_exists),
        ("without its secret a ticket does not exist", secret_in_query),
        ("a file goes with a ticket", |asked, forward| forward(with_key(asked))),
        ("a file goes with a ticket", |asked, forward| forward(asked).without("idempotency-replayed")),
        (
            "a file goes with a ticket",
            |asked, forward| if asked.has("content-disposition") { forward(with_other_key(asked)) } else { forward(asked) },
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
