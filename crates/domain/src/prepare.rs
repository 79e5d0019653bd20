//! Preparing for a call: the checklist of a category, what was answered, and the sheet to call from.
//!
//! Pure: what is asked is data of the portal's, what was answered is [`Answers`], and everything else is a function of the two.

mod answers;
mod check;
mod digits;
mod pack;
mod sheet;
mod shorter;
mod steps;
mod to_ticket;

pub use answers::{ANSWERS_VERSION, Answers, is_asked};
pub use check::{Verdict, check_page, judge_clock, judge_delay};
pub use digits::{from_digits, to_digits};
pub use pack::{LONGEST_PACKED, pack, unpack};
pub use sheet::{Missing, SheetRow, missing, rows, without_identity};
pub use shorter::shorter;
pub use steps::{Circumstances, Step, steps};
pub use to_ticket::{fill, not_in_form, would_replace};

/// Codes of items that every portal means alike.
pub mod code {
    pub const FULL_NAME: &str = "fullName";
    pub const PHONE: &str = "phone";
    pub const EMAIL: &str = "email";
    pub const LOGIN: &str = "login";
    pub const CONTRACT: &str = "contract";
    pub const SUBJECT: &str = "subject";
    pub const DESCRIPTION: &str = "description";
    pub const DEVICE: &str = "device";
    pub const BROWSER: &str = "browser";
}
