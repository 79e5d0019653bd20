//! Versions of what changes: told apart for reading, and for changing.

use axum::http::HeaderMap;
use axum::http::header::IF_MATCH;

use crate::problem::{Failure, Kind};
use crate::secrets::fingerprint;

/// Tells what is shown apart, as its reader sees it: also by what moves by itself, like a place in a queue. Its first part is the version
/// that changes go by.
#[must_use]
pub(super) fn etag(version: i64, shown: &str) -> String {
    format!("\"{version}.{}\"", fingerprint(shown))
}

/// # Errors
/// 412 when a version is named from which it has been changed. What has only moved by itself is the same to whoever changes it.
pub(super) fn must_match(headers: &HeaderMap, version: i64) -> Result<(), Failure> {
    let named = headers.get_all(IF_MATCH).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    let named: Vec<&str> = named.map(str::trim).collect();
    let is_this = |etag: &&str| {
        **etag == *"*"
            || etag.strip_prefix('"').and_then(|etag| etag.split_once('.')).is_some_and(|(named, _)| named == version.to_string())
    };
    if !headers.contains_key(IF_MATCH) || named.iter().any(is_this) { Ok(()) } else { Err(Kind::Outdated.into()) }
}
