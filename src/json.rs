//! JSON of the portal's and of our own keeping.

use crate::browser::json;
use contract::read::Read;

/// Reads a document.
pub(crate) fn read<T: Read>(text: &str) -> Option<T> {
    T::read(json::parse(text)?)
}
