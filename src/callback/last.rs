//! How a callback stood when it was last heard of, in this tab: the number that will call and the code word are wanted offline, too.

use crate::browser::storage::Area;

const KIND: &str = "last.callback.";

fn name(number: &str) -> String {
    [KIND, number].concat()
}

pub(super) fn keep(callback: &contract::Callback) {
    Area::Tab.write(&name(&callback.number), &serde_json::to_string(callback).unwrap_or_default());
}

pub(super) fn read(number: &str) -> Option<contract::Callback> {
    crate::json::read(&Area::Tab.read(&name(number))?)
}

/// Forgets all of them.
pub(super) fn forget() {
    for name in Area::Tab.names().iter().filter(|name| name.starts_with(KIND)) {
        Area::Tab.remove(name);
    }
}
