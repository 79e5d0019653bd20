//! How long the parts of a ticket may be, in characters.

/// The subject, one line.
pub const NAME_MAX: usize = 120;
pub const DESCRIPTION_MAX: usize = 5000;
pub const FULL_NAME_MAX: usize = 120;
/// What SMTP can carry (RFC 5321).
pub const EMAIL_MAX: usize = 254;
/// An attribute of one line.
pub const STRING_MAX: usize = 200;
/// An attribute of several lines.
pub const TEXT_MAX: usize = 5000;
/// An attribute that is a number, with its sign and separator.
pub const NUMBER_MAX: usize = 40;
/// A ticket's number as typed in a search.
pub const TICKET_NUMBER_MAX: usize = 64;
