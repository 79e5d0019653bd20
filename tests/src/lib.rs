//! Flows of the application in Chromium, Firefox and WebKit: the harness.
//!
//! A flow is an `async fn(Stage)`. From its [`Stage`] it takes a portal with a clock and a database of its own and as many
//! pages as it needs, and speaks to them as a visitor does: by role and accessible name, see [`Page`]. Whatever a page
//! complains about in its console fails the flow at its end, unless the flow said that it would.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops by panicking"
)]

mod bidi;
mod checks;
mod engine;
mod locate;
mod page;
mod portal;
mod process;
mod scripts;
mod session;
mod stage;
mod wait;
mod wire;
mod words;

pub use checks::Axe;
pub use engine::{Engine, Scheme, Setup};
pub use fantoccini::key::Key;
pub use locate::{Locator, Name};
pub use page::Page;
pub use portal::{Mail, Options, Portal};
pub use process::{Program, Running, find_program, free_port};
pub use stage::{Stage, run};
pub use wait::{until, until_within};
pub use wire::{Exchange, Fault, Gate, Rule, Upstream, Wire};
pub use words::Words;

use std::path::PathBuf;

/// Where cargo builds: the directory above `debug/` and `release/`.
///
/// # Panics
/// When the running test does not lie in such a directory.
pub fn target_directory() -> PathBuf {
    let test = std::env::current_exe().expect("the path of the running test");
    test.ancestors().nth(3).expect("a test lies in target/<profile>/deps").to_owned()
}

/// The root of the workspace.
///
/// # Panics
/// Never: this package is a member of it.
pub fn workspace() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().expect("a member of the workspace").to_owned()
}

/// Makes a test of each flow on each engine: `chromium::flow`, `firefox::flow`, `webkit::flow`.
///
/// Where an engine cannot do what a flow needs, the reason stands beside the flow's name, and the test is listed as ignored:
///
/// ```text
/// flows! {
///     opens_at_nine;
///     forced_colours, webkit: "WebKitGTK has no forced colours";
/// }
/// ```
#[macro_export]
macro_rules! flows {
    ($($flow:ident $(, chromium: $chromium:literal)? $(, firefox: $firefox:literal)? $(, webkit: $webkit:literal)?;)+) => {
        mod chromium {
            $(#[test] $(#[ignore = $chromium])? fn $flow() { $crate::run($crate::Engine::Chromium, super::$flow); })+
        }
        mod firefox {
            $(#[test] $(#[ignore = $firefox])? fn $flow() { $crate::run($crate::Engine::Firefox, super::$flow); })+
        }
        mod webkit {
            $(#[test] $(#[ignore = $webkit])? fn $flow() { $crate::run($crate::Engine::WebKit, super::$flow); })+
        }
    };
}

/// Makes a test of each flow in Chromium alone, for what one engine shows as well as three: `chromium::flow`.
#[macro_export]
macro_rules! flows_in_one_engine {
    ($($flow:ident;)+) => {
        mod chromium {
            $(#[test] fn $flow() { $crate::run($crate::Engine::Chromium, super::$flow); })+
        }
    };
}
