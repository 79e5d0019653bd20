//! The first paint: the numbers and the hours of a support desk as HTML.
//!
//! The application's page carries it from the first byte, so that a visitor can read the number and dial it before
//! WebAssembly arrives, without scripts, and when the application has died. A portal renders it for every request of the
//! page in the visitor's language; a static deployment has it written in once, by the build.

mod block;
mod catalogue;
mod hours;
mod page;
#[cfg(test)]
mod tests;

pub use block::render_block;
pub use catalogue::Catalogue;
pub use page::{LOCALES_META, render_page};
