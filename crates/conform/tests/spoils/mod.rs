//! The check, and what breaks its promise.

mod callbacks;
mod calls;
mod conversations;
mod desk;
mod events;
mod messages;
mod tickets;

use crate::proxy::{Asked, Forward, Given, Spoil};
use axum::http::Method;
use serde_json::{Value, json};

pub(crate) type Row = (&'static str, Spoil);

pub(crate) fn all() -> impl Iterator<Item = Row> {
    [desk::SPOILS, tickets::SPOILS, callbacks::SPOILS, conversations::SPOILS, messages::SPOILS, calls::SPOILS, events::SPOILS]
        .into_iter()
        .flatten()
        .copied()
}

pub(crate) fn edit(asked: Asked, forward: &Forward<'_>, change: impl FnOnce(&mut Value)) -> Given {
    let given = forward(asked);
    let mut body = given.body();
    if body.is_object() {
        change(&mut body);
    }
    if given.body.is_empty() { given } else { Given { body: serde_json::to_vec(&body).unwrap(), ..given } }
}

pub(crate) fn at_session(asked: Asked, forward: &Forward<'_>, given: Given) -> Given {
    if asked.path == "/api/session" { given } else { forward(asked) }
}

pub(crate) fn at_files(asked: &Asked) -> bool {
    asked.path.ends_with("/attachments")
}

pub(crate) fn added() -> Given {
    Given::json(201, &json!({ "id": "1", "name": "a.png", "mimeType": "image/png", "size": 1 })).header("cache-control", "no-store")
}

pub(crate) fn problem(status: u16) -> Given {
    Given::json(status, &json!({ "title": "No" })).header("content-type", "application/problem+json")
}

pub(crate) fn signed_in() -> Given {
    Given::json(200, &json!({ "account": { "id": "1", "login": "anna" } })).header("cache-control", "no-store")
}

pub(crate) fn with_key(asked: Asked) -> Asked {
    if asked.has("idempotency-key") { asked } else { with_new_key(asked) }
}

pub(crate) fn with_new_key(asked: Asked) -> Asked {
    asked.header("idempotency-key", &uuid::Uuid::new_v4().to_string())
}

/// What is sent again is another thing each time; what has no key still has none.
pub(crate) fn with_other_key(asked: Asked) -> Asked {
    if asked.has("idempotency-key") { with_new_key(asked) } else { asked }
}

/// As if the portal had only been asked how it stands.
pub(crate) fn only_read(asked: Asked, forward: &Forward<'_>) -> Given {
    forward(Asked { method: Method::GET, ..asked })
}

/// Says differently why there is nothing where something is.
pub(crate) fn tell_what_exists(asked: Asked, forward: &Forward<'_>) -> Given {
    let exists = !asked.path.contains("no-such");
    edit(asked, forward, |told| {
        if exists && told["title"].is_string() {
            told["title"] = json!("Wrong secret")
        }
    })
}

/// Takes the secret from the address too.
pub(crate) fn secret_in_query(asked: Asked, forward: &Forward<'_>) -> Given {
    match asked.path.split_once("?secret=") {
        Some((path, secret)) => forward(Asked { path: path.to_owned(), ..asked.clone() }.header("ticket-secret", secret)),
        None => forward(asked),
    }
}

/// Puts the secret of what was begun into the address of it.
pub(crate) fn secret_in_location(asked: Asked, forward: &Forward<'_>) -> Given {
    let given = forward(asked);
    let secret = given.body()["secret"].as_str().map(str::to_owned);
    match (secret, given.text("location")) {
        (Some(secret), Some(location)) => given.header("location", &format!("/api?secret={secret}&at={location}")),
        _ => given,
    }
}

/// Changes what is sent.
pub(crate) fn resend(asked: Asked, forward: &Forward<'_>, change: impl FnOnce(&mut Value)) -> Given {
    let mut body: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
    if body.is_object() {
        change(&mut body);
        return forward(Asked { body: body.to_string().into(), ..asked });
    }
    forward(asked)
}

/// Changes what a list holds.
pub(crate) fn edit_items(asked: Asked, forward: &Forward<'_>, change: impl FnOnce(&mut Vec<Value>)) -> Given {
    edit(asked, forward, |list| {
        if let Some(items) = list["items"].as_array_mut() {
            change(items)
        }
    })
}
