//! `/callback`: the portal calls the visitor.

mod ask;
mod calendar;
mod change;
mod draft;
mod facts;
mod fields;
mod form;
mod last;
mod own;
mod settled;
mod shown;
mod twice;
mod words;

pub(crate) use ask::NewCallbackPage;
pub(crate) use draft::{forget_all as forget_drafts, forget_of as forget_draft_of, has_words as has_draft, has_words_of as has_draft_of};
pub(crate) use own::OwnCallbacks;
pub(crate) use settled::settled;
pub(crate) use shown::callback_page;

/// Where the portal has one.
fn path(number: &str) -> String {
    ["/callbacks/", &crate::browser::page::encode(number)].concat()
}
