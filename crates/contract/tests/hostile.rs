//! Whatever stands on the wire, reading it ends with a value or an error.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "in a test a panic is the way to say no"
)]

mod common;

use common::{Kind, assert_read_alike, samples};
use proptest::{collection, prelude::*};
use serde_json::{Value, json};

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::sample::select(vec!["phone", "Monday", "closed", "queued", "visitor", "2026-12-31", "09:00", "unknown", ""])
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            collection::vec((any_name(), inner), 0..4).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn any_name() -> impl Strategy<Value = String> {
    let known: Vec<String> =
        samples::kinds().iter().flat_map(|kind| kind.full.as_object().unwrap().keys().cloned().collect::<Vec<_>>()).collect();
    prop_oneof![prop::sample::select(known), any::<String>()]
}

/// Every place of a value, as JSON Pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => members.iter().for_each(|(name, member)| places(member, &format!("{at}/{name}"), found)),
        Value::Array(elements) => elements.iter().enumerate().for_each(|(index, one)| places(one, &format!("{at}/{index}"), found)),
        _ => (),
    }
}

/// What was read can be written and read again, and stays the same.
fn assert_stable(kind: &Kind, wire: &[u8]) {
    if let Ok(first) = (kind.read)(wire) {
        assert_eq!(kind.read_value(&first).unwrap(), first, "{}", kind.name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in collection::vec(any::<u8>(), 0..400)) {
        samples::kinds().iter().for_each(|kind| assert_stable(kind, &bytes));
    }

    #[test]
    fn any_value(value in any_json()) {
        samples::kinds().iter().for_each(|kind| assert_stable(kind, value.to_string().as_bytes()));
    }

    #[test]
    fn a_full_value_with_one_place_replaced(which in any::<prop::sample::Index>(), place in any::<prop::sample::Index>(), other in any_json()) {
        let kinds = samples::kinds();
        let kind = which.get(&kinds);
        let mut wire = kind.full.clone();
        let mut found = Vec::new();
        places(&wire, "", &mut found);
        let place: &String = place.get(&found);
        // Where a struct is wanted serde takes a list as well, and an object for a word; no portal sends that, and `Read` does not.
        let is_plain = !other.is_array() && !other.is_object();
        *wire.pointer_mut(place).unwrap() = other;
        if is_plain {
            assert_read_alike(kind, &wire);
        }
        assert_stable(kind, wire.to_string().as_bytes());
    }

    #[test]
    fn a_full_value_cut_off(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>()) {
        let kinds = samples::kinds();
        let kind = which.get(&kinds);
        let text = kind.full.to_string().into_bytes();
        prop_assert!((kind.read)(&text[..at.index(text.len())]).is_err(), "half an answer was taken for a whole one");
    }
}

#[test]
fn deep_nesting_is_refused_or_passed_over() {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for kind in samples::kinds() {
        assert!((kind.read)(deep(100_000).as_bytes()).is_err(), "{}", kind.name);
        for name in kind.full.as_object().unwrap().keys().map(String::as_str).chain(["unknown"]) {
            let _ = (kind.read)(format!("{{\"{name}\":{}}}", deep(100_000)).as_bytes());
        }
    }
}

#[test]
fn ten_megabytes_are_read() {
    let long = "ю".repeat(5 * 1024 * 1024);
    for kind in samples::kinds()
        .into_iter()
        .filter(|kind| ["SupportDesk", "Availability", "Ticket", "Conversation", "MessageList", "Problem"].contains(&kind.name))
    {
        let mut wire = kind.full.clone();
        wire["unknown"] = Value::from(long.clone());
        assert_eq!(kind.read_value(&wire).unwrap(), kind.full, "{}", kind.name);
    }
    let line = samples::kinds().into_iter().find(|kind| kind.name == "Line").unwrap().full;
    let mut desk = samples::kinds().into_iter().find(|kind| kind.name == "SupportDesk").unwrap();
    desk.full["lines"] = Value::Array(vec![line; 60_000]);
    assert!(desk.full.to_string().len() > 8_000_000);
    assert_eq!(desk.read_value(&desk.full).unwrap(), desk.full);
}

/// Two members of one name: either is as wrong as the other, so the document is not understood. In a list that a portal fills
/// by hand the last one counts.
#[test]
fn duplicate_names_end_with_an_error() {
    for kind in samples::kinds() {
        let text = kind.full.to_string();
        for (name, value) in kind.full.as_object().unwrap() {
            let twice = text.replacen('{', &format!("{{\"{name}\":{value},"), 1);
            assert!((kind.read)(twice.as_bytes()).is_err(), "{}/{name}", kind.name);
        }
    }
}

#[test]
fn other_types_in_the_place_of_the_document() {
    for kind in samples::kinds() {
        for wrong in [json!(null), json!(true), json!(1), json!("text"), json!([]), json!("")] {
            let read = kind.read_value(&wrong);
            // A sequence is how serde spells a struct without names; only types in which everything has a default take an empty one.
            if wrong != json!([]) {
                assert!(read.is_err(), "{} was read from {wrong}", kind.name);
            }
        }
        assert!((kind.read)(b"").is_err() && (kind.read)(b"<!doctype html>").is_err(), "{}", kind.name);
    }
}
