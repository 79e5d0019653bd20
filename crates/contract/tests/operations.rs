//! The operations of `openapi.yaml` keep the rules that hold for all of them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "in a test a panic is the way to say no"
)]

mod common;

use common::{openapi, resolve};
use contract::{events, headers};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn every_operation_names_its_errors_and_every_write_its_key() {
    let openapi = openapi();
    let mut ids = BTreeSet::new();
    for (path, item) in openapi["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let place = format!("{method} {path}");
            assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{place}: the operationId is not its own");
            let responses = operation["responses"].as_object().unwrap();
            for status in ["429", "503", "default"] {
                assert!(responses.contains_key(status), "{place}: no {status}");
            }
            for (status, response) in responses {
                let problem = &resolve(&openapi, response)["content"]["application/problem+json"]["schema"]["$ref"];
                let is_error = status.as_str() >= "400";
                assert_eq!(problem == "#/components/schemas/Problem", is_error, "{place} {status}");
            }
            // What has no body is not kept: that somebody writes at this moment.
            if ["post", "patch", "put"].contains(&method.as_str()) && path != "/conversations/{number}/typing" {
                let parameters = operation["parameters"].as_array().unwrap();
                assert!(parameters.iter().any(|one| resolve(&openapi, one)["name"] == headers::IDEMPOTENCY_KEY), "{place}: no key");
                // A file is sent as it is.
                let media = if path.ends_with("/attachments") { "*/*" } else { "application/json" };
                assert!(operation["requestBody"]["content"][media].is_object(), "{place}: no body");
                for status in ["400", "403", "413", "415", "422"] {
                    assert!(responses.contains_key(status), "{place}: no {status}");
                }
            }
        }
    }
}

/// A path with the number of a contact is for its owner, and a list for whoever is signed in.
#[test]
fn what_belongs_to_somebody_opens_by_a_session_or_a_secret_and_by_nothing_else() {
    let openapi = openapi();
    for (path, item) in openapi["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let ways: BTreeSet<&str> = operation["security"]
                .as_array()
                .unwrap()
                .iter()
                .map(|way| way.as_object().unwrap().keys().next().map_or("", String::as_str))
                .collect();
            if path.contains("{number}") {
                assert_eq!(ways, BTreeSet::from(["bearer", "sessionCookie", "ticketSecret"]), "{method} {path}");
                assert!(operation["responses"]["404"].is_object(), "{method} {path}: no 404");
            } else if method == "get" && operation["responses"]["401"].is_object() {
                assert_eq!(ways, BTreeSet::from(["bearer", "sessionCookie"]), "{method} {path}");
            }
        }
    }
}

#[test]
fn headers_are_spelled_as_in_rust() {
    let openapi = openapi();
    assert_eq!(openapi["components"]["parameters"]["IdempotencyKey"]["name"], headers::IDEMPOTENCY_KEY);
    assert_eq!(openapi["components"]["securitySchemes"]["ticketSecret"]["name"], headers::TICKET_SECRET);
    let created = &openapi["paths"]["/tickets"]["post"]["responses"]["201"]["headers"];
    assert!(created.get(headers::IDEMPOTENCY_REPLAYED).is_some());
    let parameters = openapi["paths"]["/events"]["get"]["parameters"].as_array().unwrap();
    for name in [headers::WATCH, headers::LAST_EVENT_ID] {
        assert!(parameters.iter().any(|parameter| parameter["name"] == name), "{name}");
    }
}

#[test]
fn events_are_named_as_in_rust() {
    let openapi = openapi();
    let described = openapi["paths"]["/events"]["get"]["responses"]["200"]["content"]["text/event-stream"]["x-events"].as_object().unwrap();
    let data = BTreeMap::from([
        (events::AVAILABILITY, "#/components/schemas/Availability"),
        (events::CALLBACK, "#/components/schemas/Callback"),
        (events::CONVERSATION, "#/components/schemas/Conversation"),
        (events::MESSAGE, "#/components/schemas/ConversationMessage"),
        (events::INCIDENTS, ""),
        (events::RESET, ""),
    ]);
    assert_eq!(
        described.iter().map(|(name, schema)| (name.as_str(), schema["$ref"].as_str().unwrap_or_default())).collect::<BTreeMap<_, _>>(),
        data
    );
}
