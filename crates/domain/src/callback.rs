//! Callbacks: from what was typed to what can be asked for, and what of it the visitor is told.

mod draft;
mod slots;
mod told;
mod validate;
mod wire;

pub use draft::{CALLBACK_DRAFT_VERSION, CallbackDraft};
pub use slots::{SlotDay, by_day, is_quiet};
pub use told::{can_be_called_again, can_be_changed, is_open, minutes};
pub use validate::{CallbackError, Changed, Field, ValidCallback, change, validate};
pub use wire::{WireError, accept, joined, phone_rule};

/// How long the parts may be, in characters.
pub mod limits {
    pub use crate::ticket::limits::{DESCRIPTION_MAX, FULL_NAME_MAX};
    /// The call sheet as text.
    pub const SHEET_MAX: usize = 10_000;
    /// Why another one is wanted.
    pub const REASON_MAX: usize = 500;
}
