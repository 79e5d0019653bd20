//! Tickets: their states, and the way from what was typed to what can be sent.
//!
//! One set of rules ([`check_wire`]) for both sides: [`validate`] turns a draft into a [`contract::NewTicket`], asks the same rules,
//! and says the answer in fields of the form.

mod answers;
mod check;
mod draft;
mod email;
mod field;
pub mod limits;
mod normal;
mod number;
mod states;
mod validate;

pub(crate) use answers::broken;
pub use answers::{asked_as, in_order};
pub use check::{WireError, check_consents, check_wire};
pub use draft::{Agreement, DRAFT_VERSION, TicketDraft};
pub use email::read_email;
pub use field::{Field, FieldError, Rule};
pub use normal::normalise;
pub use number::read_ticket_number;
pub use states::{Group, can_become, group, is_final, waits_for_visitor};
pub use validate::{ValidTicket, validate};
