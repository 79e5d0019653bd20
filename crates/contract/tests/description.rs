//! `openapi.yaml` and the Rust types say the same. A difference on either side fails here, with the place where it is.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "in a test a panic is the way to say no"
)]

mod common;

use common::{openapi, resolve, samples, schemas, violations};
use contract::{
    CallStatus, CallbackStatus, Capability, ChannelKind, CheckKind, ChecklistPart, ConversationStatus, Datatype, DayOfWeek, ExceptionRule,
    MessageAuthor, NotificationChannel, Severity, TicketStatus,
};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Schemas that are plain strings in Rust.
const TEXTS: [&str; 6] = ["Instant", "Date", "TimeOfDay", "TimeZone", "LanguageTag", "E164"];

/// The values of an enumeration as they are written; a variant that is not listed does not compile.
macro_rules! enumeration {
    ($name:ident { $($variant:ident),* $(,)? }) => {
        enumeration!($name { $($variant),* } or Unknown)
    };
    // What everything else is read as is a value of its own, or one that is not written.
    ($name:ident { $($variant:ident),* } or $other:ident) => {{
        #[allow(unreachable_patterns, reason = "what everything else is read as may be listed")]
        const fn every_variant_is_listed(value: $name) {
            match value {
                $($name::$variant => (),)*
                $name::$other => (),
            }
        }
        every_variant_is_listed($name::$other);
        (stringify!($name), vec![$(serde_json::to_value($name::$variant).unwrap()),*])
    }};
}

fn enumerations() -> BTreeMap<&'static str, Vec<Value>> {
    BTreeMap::from([
        enumeration!(Capability {
            Accounts,
            Tickets,
            GuestTickets,
            Callbacks,
            Conversations,
            Calls,
            Assistant,
            Articles,
            Incidents,
            News,
            Ratings,
            Events,
            Push,
            Sms
        }),
        enumeration!(CallStatus { Ringing, Busy, NoAnswer, Failed, Connected, Dropped, Ended }),
        enumeration!(CallbackStatus { Scheduled, Queued, Dialing, Connected, Missed, Completed, Cancelled, Expired }),
        enumeration!(ChannelKind { Phone, OperatorChat, Callback, TicketForm, Email, Assistant, SocialNetwork, TechnicalService }),
        enumeration!(CheckKind { Connection, Portal, Storage, Browser, Clock, Account, Guided } or Guided),
        enumeration!(ChecklistPart { Identity, Description } or Description),
        enumeration!(ConversationStatus { Waiting, Connected, OnHold, Transferred, Ended, Abandoned }),
        enumeration!(Datatype { String, Number, Datetime, Text, Singlevaluelist, Multivaluelist }),
        enumeration!(DayOfWeek { Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday }),
        enumeration!(ExceptionRule { Closed, Hours, AsWeekday }),
        enumeration!(MessageAuthor { Visitor, Operator, System }),
        enumeration!(NotificationChannel { Email, Sms }),
        enumeration!(Severity { Minor, Normal, Critical }),
        enumeration!(TicketStatus { Acknowledged, Pending, Held, InProgress, Resolved, Closed, Rejected, Cancelled }),
    ])
}

fn keys(object: &Map<String, Value>) -> BTreeSet<&str> {
    object.keys().map(String::as_str).collect()
}

#[test]
fn every_schema_has_a_type_and_every_type_a_schema() {
    let openapi = openapi();
    let mut types: BTreeSet<&str> = samples::kinds().iter().map(|kind| kind.name).collect();
    types.extend(enumerations().keys());
    types.extend(TEXTS);
    assert_eq!(keys(schemas(&openapi)), types);
}

/// The differences between a full value and its schema: members on one side only, other types, values outside an enumeration.
fn differences(openapi: &Value, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    let schema = resolve(openapi, schema);
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        kind => kind.as_str(),
    };
    match (kind, value) {
        (Some("object"), Value::Object(members)) => {
            let empty = Map::new();
            let properties = schema["properties"].as_object().unwrap_or(&empty);
            for name in keys(properties).symmetric_difference(&keys(members)) {
                let side = if members.contains_key(*name) { "openapi.yaml" } else { "Rust" };
                found.push(format!("{place}/{name} is missing from {side}"));
            }
            for (name, member) in members {
                if let Some(property) = properties.get(name) {
                    differences(openapi, property, member, &format!("{place}/{name}"), found);
                }
            }
        }
        (Some("array"), Value::Array(elements)) => {
            if elements.is_empty() {
                found.push(format!("{place} is empty in the sample"));
            }
            for element in elements {
                differences(openapi, &schema["items"], element, &format!("{place}/-"), found);
            }
        }
        (Some("string"), Value::String(_)) => {
            if let Some(known) = schema["x-extensible-enum"].as_array()
                && !known.contains(value)
            {
                found.push(format!("{place}: {value} is not in the enumeration"));
            }
        }
        (Some("boolean"), Value::Bool(_)) => (),
        (Some("integer"), Value::Number(number)) if number.is_i64() || number.is_u64() => (),
        (kind, value) => found.push(format!("{place} is {kind:?} in openapi.yaml, {value} in Rust")),
    }
}

#[test]
fn a_full_value_has_exactly_the_members_of_its_schema() {
    let openapi = openapi();
    let mut found = Vec::new();
    for kind in samples::kinds() {
        differences(&openapi, &schemas(&openapi)[kind.name], &kind.full, kind.name, &mut found);
        found.extend(violations(&openapi, kind.name, &kind.full));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn required_is_what_cannot_be_read_without() {
    let openapi = openapi();
    for kind in samples::kinds() {
        let full = kind.full.as_object().unwrap();
        let needed: BTreeSet<&str> = full
            .keys()
            .filter(|name| {
                let mut without = full.clone();
                without.remove(*name);
                kind.read_value(&Value::Object(without)).is_err()
            })
            .map(String::as_str)
            .collect();
        let required = schemas(&openapi)[kind.name]["required"].as_array().map(Vec::as_slice).unwrap_or_default();
        let required: BTreeSet<&str> = required.iter().filter_map(Value::as_str).collect();
        assert_eq!(needed, required, "{}", kind.name);
    }
}

#[test]
fn defaults_are_what_is_read_where_nothing_is_written() {
    let openapi = openapi();
    for kind in samples::kinds() {
        let full = kind.full.as_object().unwrap();
        for (name, property) in schemas(&openapi)[kind.name]["properties"].as_object().unwrap() {
            let Some(default) = property.get("default") else { continue };
            let mut without = full.clone();
            without.remove(name);
            assert_eq!(&kind.read_value(&Value::Object(without)).unwrap()[name], default, "{}/{name}", kind.name);
        }
    }
}

/// A portal that writes `null` where it has nothing means the same as one that leaves the member out. What an application
/// sends is read strictly.
#[test]
fn null_is_read_like_absence_in_what_a_portal_sends() {
    let openapi = openapi();
    for kind in samples::kinds().into_iter().filter(|kind| kind.read_by_application.is_some()) {
        let full = kind.full.as_object().unwrap();
        let required = &schemas(&openapi)[kind.name]["required"];
        for name in full.keys().filter(|name| !required.as_array().is_some_and(|required| required.iter().any(|one| one == *name))) {
            let (mut without, mut with_null) = (full.clone(), full.clone());
            without.remove(name);
            with_null.insert(name.clone(), Value::Null);
            let absent = kind.read_value(&Value::Object(without)).unwrap();
            let null = kind.read_value(&Value::Object(with_null)).unwrap_or_else(|error| panic!("{}/{name}: {error}", kind.name));
            assert_eq!(absent, null, "{}/{name}", kind.name);
        }
    }
}

#[test]
fn enumerations_have_the_same_values_and_stay_open() {
    let openapi = openapi();
    let described: BTreeMap<&str, Vec<Value>> = schemas(&openapi)
        .iter()
        .filter_map(|(name, schema)| Some((name.as_str(), schema.get("x-extensible-enum")?.as_array()?.clone())))
        .collect();
    assert_eq!(described, enumerations());
    for name in described.keys() {
        let schema = &schemas(&openapi)[*name];
        assert!(
            schema["description"].as_str().is_some_and(|text| text.contains("unknown values must be")),
            "{name} does not say that it is open"
        );
        assert!(schema.get("enum").is_none(), "{name} is closed");
    }
}

#[test]
fn the_version_is_the_one_of_the_types() {
    assert_eq!(openapi()["info"]["version"], contract::CONTRACT_VERSION);
}

#[test]
fn every_schema_is_used() {
    fn collect(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                if let Some(name) = members.get("$ref").and_then(Value::as_str).and_then(|at| at.strip_prefix("#/components/schemas/")) {
                    found.insert(name.to_owned());
                }
                members.values().for_each(|member| collect(member, found));
            }
            Value::Array(elements) => elements.iter().for_each(|element| collect(element, found)),
            _ => (),
        }
    }
    let openapi = openapi();
    let mut used = BTreeSet::new();
    collect(&openapi, &mut used);
    assert_eq!(keys(schemas(&openapi)), used.iter().map(String::as_str).collect());
}
