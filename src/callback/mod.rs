//! `/callback`: the portal calls the visitor.

mod ask;
mod calendar;
mod change;
pub(crate) mod draft;
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
pub(crate) use own::OwnCallbacks;
pub(crate) use settled::settled;
pub(crate) use shown::callback_page;
pub(crate) use words::id as field_id;

/// Where the portal has one.
fn path(number: &str) -> String {
    ["/callbacks/", &crate::browser::page::encode(number)].concat()
}
