//! `/operator`: a conversation in writing with an operator.

mod after;
mod form;
mod identity;
mod image;
mod last;
mod log;
mod outgoing;
mod own;
mod settled;
mod shown;
mod start;
mod status;
mod words;
mod write;

pub(crate) use outgoing::{forget_all, forget_of, has_words, has_words_of};
pub(crate) use settled::settled;
pub(crate) use shown::conversation_page;
pub(crate) use start::OperatorPage;

/// Where the portal has one.
fn path(number: &str) -> String {
    ["/conversations/", &crate::browser::page::encode(number)].concat()
}
