//! The promises, by resource.

mod articles;
mod attachments;
mod callback_slots;
mod callbacks;
mod calls;
mod conversations;
mod desk;
mod events;
mod guest;
mod incidents;
mod messages;
mod others;
mod session;
mod signed_in;
mod writes;

use crate::context::Check;

/// All of them, in the order in which they run: what reads first.
pub(crate) fn all() -> impl Iterator<Item = Check> {
    [
        desk::checks(),
        articles::checks(),
        incidents::checks(),
        session::checks(),
        others::checks(),
        writes::checks(),
        guest::checks(),
        attachments::checks(),
        callbacks::checks(),
        callback_slots::checks(),
        conversations::checks(),
        messages::checks(),
        calls::checks(),
        events::checks(),
        signed_in::checks(),
    ]
    .into_iter()
    .flatten()
}
