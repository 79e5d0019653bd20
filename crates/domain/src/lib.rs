//! Rules of telephone support, shared by the application and the portal.
//!
//! Pure: no clock of its own (now and the zone are arguments), no network, no browser, no words of the interface.

pub mod call;
pub mod callback;
mod content_line;
pub mod conversation;
pub mod dial;
pub mod hours;
pub mod ics;
pub mod phone;
pub mod prepare;
pub mod queue;
pub mod retry;
pub mod sse;
pub mod states;
mod text;
pub mod ticket;
pub mod time;
pub mod vcard;
pub mod zone;
