//! Screenshots and documents that will go with a ticket: kept on the device until the ticket has its number, then sent to it.
//!
//! They belong to whoever added them: a guest's are anybody's on this device, an account's are its own.

mod add;
mod send;
mod store;

pub(crate) use add::{FileNames, Files};
pub(crate) use send::{Sending, Uploads, deliver};
pub(crate) use store::{Kept, Meta, assign, forget, forget_all, forget_of, go_with, has_of, names, release};

use crate::i18n::t;

/// "120 KB", "3.4 MB"
pub(crate) fn size(bytes: u32) -> String {
    let tenths = bytes / 100_000;
    if tenths < 10 {
        return t::files_kilobytes(&bytes.div_ceil(1000).to_string());
    }
    let whole = (tenths / 10).to_string();
    match tenths % 10 {
        0 => t::files_megabytes(&whole),
        tenth => t::files_megabytes(&[&whole, t::files_point().as_str(), &tenth.to_string()].concat()),
    }
}
