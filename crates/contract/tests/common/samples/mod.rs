//! One value of every type, written out in full: a field added to a type does not compile here until it has a value.

mod call;
mod callback;
mod conversation;
mod desk;
mod reading;
mod ticket;

use super::Kind;

fn text(value: &str) -> String {
    value.to_owned()
}

fn some(value: &str) -> Option<String> {
    Some(text(value))
}

pub(crate) fn kinds() -> Vec<Kind> {
    [desk::kinds(), ticket::kinds(), callback::kinds(), conversation::kinds(), call::kinds(), reading::kinds()]
        .into_iter()
        .flatten()
        .collect()
}
