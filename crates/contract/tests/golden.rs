//! Golden files: what stands on the wire, written down. `full` holds every type with every member, `minimal` with the required
//! ones only, `tolerant` what a reader must survive. A change of the wire shows here as a change of a file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "in a test a panic is the way to say no"
)]

mod common;

use common::{assert_read_alike, kind_named, openapi, samples, violations};
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::PathBuf};

/// Name and content of the files in a folder of golden files.
fn files(folder: &str) -> Vec<(String, Value)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(folder);
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let content = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), content)
        })
        .collect();
    files.sort_by(|one, other| one.0.cmp(&other.0));
    files
}

fn assert_every_type_is_among(files: &[(String, Value)]) {
    let written: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(written, samples::kinds().iter().map(|kind| kind.name).collect());
}

#[test]
fn full_values_are_read_and_written_unchanged() {
    let (openapi, files) = (openapi(), files("full"));
    assert_every_type_is_among(&files);
    for (name, wire) in files {
        assert_eq!(violations(&openapi, &name, &wire), [""; 0], "{name}");
        let kind = kind_named(&name);
        assert_eq!(kind.read_value(&wire).unwrap(), wire, "{name}");
        assert_eq!(kind.full, wire, "{name}: the sample in Rust");
        assert_read_alike(&kind, &wire);
    }
}

/// `wire`: the required members; `reads`: what is made of them.
#[test]
fn minimal_values_are_read() {
    let (openapi, files) = (openapi(), files("minimal"));
    assert_every_type_is_among(&files);
    for (name, file) in files {
        let required = openapi["components"]["schemas"][&name]["required"].as_array().cloned().unwrap_or_default();
        let members: BTreeSet<&str> = file["wire"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(members, required.iter().filter_map(Value::as_str).collect(), "{name}");
        for side in ["wire", "reads"] {
            assert_eq!(violations(&openapi, &name, &file[side]), [""; 0], "{name}: {side}");
        }
        assert_eq!(kind_named(&name).read_value(&file["wire"]).unwrap(), file["reads"], "{name}");
        assert_read_alike(&kind_named(&name), &file["wire"]);
    }
}

/// `kind`: the type; `valid`: whether the contract allows it; `wire`; `reads`: what is made of it, or null where nothing can be.
#[test]
fn what_a_later_or_careless_portal_sends_is_read() {
    let openapi = openapi();
    for (name, file) in files("tolerant") {
        let kind = kind_named(file["kind"].as_str().unwrap());
        assert_eq!(violations(&openapi, kind.name, &file["wire"]).is_empty(), file["valid"].as_bool().unwrap(), "{name}");
        let read = kind.read_value(&file["wire"]);
        assert_eq!(read.as_ref().unwrap_or(&Value::Null), &file["reads"], "{name}: {read:?}");
        assert_read_alike(&kind, &file["wire"]);
    }
}

/// What was read once is written in a form that is read the same again.
#[test]
fn what_was_read_survives_another_round() {
    for (name, file) in files("tolerant").into_iter().filter(|(_, file)| !file["reads"].is_null()) {
        let kind = kind_named(file["kind"].as_str().unwrap());
        assert_eq!(kind.read_value(&file["reads"]).unwrap(), file["reads"], "{name}");
    }
}
