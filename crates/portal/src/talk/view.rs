//! A conversation as whoever it belongs to sees it.

use crate::app::Portal;
use crate::problem::Fatal;
use crate::queue::Queue;
use crate::store::conversations::Talk;
use crate::store::words::instant;
use contract::{Conversation, ConversationStatus};
use domain::time::UtcInstant;
use rusqlite::Connection;

/// # Errors
/// Those of the database.
pub(crate) fn view(portal: &Portal, connection: &Connection, talk: &Talk, now: UtcInstant) -> Result<Conversation, Fatal> {
    let waits = talk.status == ConversationStatus::Waiting;
    let position = if waits { Queue::Conversations.position(connection, &talk.number)? } else { None };
    let estimated_wait = match position {
        Some(position) => Queue::Conversations.pace(portal, connection, now)?.wait(position),
        None => None,
    };
    let now = now.timestamp_millis();
    Ok(Conversation {
        number: talk.number.clone(),
        status: talk.status,
        creation_date: talk.created(),
        ticket_type: talk.ticket_type.clone(),
        position,
        estimated_wait,
        operator: talk.operator_name.clone(),
        operator_typing: !talk.is_over() && talk.typing_until.is_some_and(|until| until > now),
        identity_requested: talk.identity_requested && !talk.identified && !talk.is_over(),
        identified: talk.identified,
        last_sequence: talk.last_sequence,
        last_update: Some(instant(talk.updated_at)),
    })
}
