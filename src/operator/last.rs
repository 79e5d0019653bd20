//! A conversation as it was last heard of, in this tab: what was said can be read offline, too.

use crate::browser::storage::Area;
use contract::read::Read;
use contract::{Conversation, Message};
use serde::Serialize;

const KIND: &str = "last.conversation.";

#[derive(Clone, Debug, Default, PartialEq, Serialize, Read)]
pub(super) struct Last {
    pub(super) conversation: Conversation,
    pub(super) messages: Vec<Message>,
}

fn name(number: &str) -> String {
    [KIND, number].concat()
}

pub(super) fn keep(last: &Last) {
    Area::Tab.write(&name(&last.conversation.number), &serde_json::to_string(last).unwrap_or_default());
}

pub(super) fn read(number: &str) -> Option<Last> {
    crate::json::read(&Area::Tab.read(&name(number))?)
}

/// Forgets all of them.
pub(super) fn forget() {
    for name in Area::Tab.names().iter().filter(|name| name.starts_with(KIND)) {
        Area::Tab.remove(name);
    }
}
