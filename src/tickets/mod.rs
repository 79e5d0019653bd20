//! Tickets: written, sent, found again.

mod check;
mod draft;
mod field;
mod find;
mod form;
mod list;
mod new;
mod own;
mod sent;
mod settled;
mod ticket;
mod words;

pub(crate) use check::in_words;
pub(crate) use draft::{
    fill as fill_draft, forget_all as forget_drafts, forget_of as forget_draft_of, has_words_of as has_draft_of, is_kept as has_draft,
};
pub(crate) use find::FindPage;
pub(crate) use list::TicketsPage;
pub(crate) use new::NewTicketPage;
pub(crate) use own::own_tickets;
pub(crate) use settled::settled;
pub(crate) use ticket::ticket_page;

/// The state of a ticket.
pub(crate) fn status_in_words(status: contract::TicketStatus) -> String {
    words::status(status).0
}

/// What is wrong with an answer that belongs to no ticket yet.
pub(crate) fn rule_in_words(rule: &domain::ticket::Rule) -> String {
    words::rule(&domain::ticket::Field::Notify, rule)
}
