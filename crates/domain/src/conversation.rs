//! Conversations: messages in order, each once; and what of what is sent can be kept.

mod wire;

pub use wire::{Wrong, check_wire, read_full_name, read_message};

use contract::Message;

/// How long a message may be, in characters.
pub const MESSAGE_MAX: usize = 5000;
/// The call sheet as text.
pub const SHEET_MAX: usize = crate::callback::limits::SHEET_MAX;

/// What is known, with what has arrived, in order and each once, without gaps from the first on; and whether nothing that arrived had
/// to be left out for want of what comes before it.
///
/// What is known already stays as it is: a message never changes.
pub fn merged(known: &[Message], arrived: Vec<Message>) -> (Vec<Message>, bool) {
    let mut merged = known.to_vec();
    let mut arrived = arrived;
    arrived.sort_by_key(|message| message.sequence);
    let mut is_whole = true;
    for message in arrived {
        let next = merged.last().map_or(1, |last| last.sequence.saturating_add(1));
        if message.sequence == next {
            merged.push(message);
        } else if message.sequence > next {
            is_whole = false;
        }
    }
    (merged, is_whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn message(sequence: u32) -> Message {
        Message { sequence, text: sequence.to_string(), ..Message::default() }
    }

    fn sequences(messages: &[Message]) -> Vec<u32> {
        messages.iter().map(|message| message.sequence).collect()
    }

    #[test]
    fn what_leaves_a_gap_waits() {
        let (merged, is_whole) = merged(&[message(1)], vec![message(4), message(2)]);
        assert_eq!((sequences(&merged), is_whole), (vec![1, 2], false));
    }

    proptest! {
        #[test]
        fn however_they_arrive_each_is_there_once_and_in_order(batches in prop::collection::vec(prop::collection::vec(1_u32..20, 0..8), 0..12)) {
            let mut known = Vec::new();
            for batch in batches {
                (known, _) = merged(&known, batch.into_iter().map(message).collect());
                let expected: Vec<u32> = (1..).take(known.len()).collect();
                prop_assert_eq!(sequences(&known), expected);
            }
        }

        #[test]
        fn all_of_them_in_any_order_are_whole(mut all in Just((1_u32..20).collect::<Vec<_>>()).prop_shuffle()) {
            let again = all.clone();
            all.extend(again);
            let (known, is_whole) = merged(&[], all.into_iter().map(message).collect());
            prop_assert!(is_whole);
            prop_assert_eq!(known.len(), 19);
        }
    }
}
