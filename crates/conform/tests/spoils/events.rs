//! The stream of events.

use super::Row;
use crate::proxy::Asked;
use std::collections::HashMap;
use std::sync::Mutex;

pub(super) const SPOILS: &[Row] = &[
    ("the stream of events is stored by nobody", |asked, forward| forward(asked).header("cache-control", "max-age=60")),
    ("the stream of events is stored by nobody", |asked, forward| forward(asked).header("content-type", "text/plain")),
    ("a change is told to whoever watches", |asked, forward| forward(asked.without("watch"))),
    ("what was missed is told first, and once", |asked, forward| forward(asked.without("last-event-id"))),
    ("what was missed is told first, and once", |asked, forward| forward(if asked.has("last-event-id") { before(asked) } else { asked })),
    ("a wrong secret watches nothing", |asked, forward| {
        let asked = if asked.has("watch") { with_right_secrets(asked) } else { asked };
        let begins = asked.method == "POST";
        let given = forward(asked);
        if begins {
            remember(&given.body());
        }
        given
    }),
    ("a message is told to whoever watches", |asked, forward| forward(asked.without("watch"))),
];

/// One event earlier than asked for: that comes again.
fn before(asked: Asked) -> Asked {
    let last: u64 = asked.headers["last-event-id"].to_str().unwrap().parse().unwrap();
    asked.header("last-event-id", &(last - 1).to_string())
}

/// The secrets of the callbacks that were begun.
static SECRETS: Mutex<Option<HashMap<String, String>>> = Mutex::new(None);

fn remember(made: &serde_json::Value) {
    if let (Some(number), Some(secret)) = (made["callback"]["number"].as_str(), made["secret"].as_str()) {
        SECRETS.lock().unwrap().get_or_insert_default().insert(number.to_owned(), secret.to_owned());
    }
}

fn with_right_secrets(asked: Asked) -> Asked {
    let secrets = SECRETS.lock().unwrap().clone().unwrap_or_default();
    let watch = asked.headers["watch"].to_str().unwrap().to_owned();
    let numbers = watch.split(',').filter_map(|pair| pair.split_once('=')).map(|(number, _)| number.trim());
    let pairs: Vec<String> = numbers.filter_map(|number| Some(format!("{number}={}", secrets.get(number)?))).collect();
    asked.header("watch", &pairs.join(", "))
}
