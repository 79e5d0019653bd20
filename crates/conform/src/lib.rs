//! Contract tests that run against any portal, by its address.
//!
//! [`run`] asks the portal what an application would ask, compares every answer with `openapi.yaml`, and checks the promises
//! that a schema cannot express: the same answer to the same key, nothing shown without a secret, what is cached and what is
//! not. What a portal does not offer is skipped by name.
//!
//! It writes: up to three tickets whose text says what they are, a file with one of them, a report of an error, one good opinion
//! of an article, and once that an outage concerns somebody; a dozen callbacks, each cancelled at once, a dozen conversations,
//! each ended at once, and a few records of calls. Against a portal in use, tell the operators first.

mod body;
mod checks;
mod client;
mod contact;
mod context;
mod description;
mod report;
mod stream;
mod text;

pub use report::{Check, Outcome, Report};

use std::time::Duration;

/// How the portal is asked.
#[derive(Clone, Debug)]
pub struct Options {
    /// Somebody who is signed in, for the checks that need it.
    pub credential: Option<Credential>,
    /// An origin on the portal's list, as a browser writes it: `https://app.example`.
    pub allowed_origin: Option<String>,
    /// Only the checks whose names contain this.
    pub only: Option<String>,
    /// Where the portal sends what it writes to the guest of these tests.
    pub email: String,
    /// Where the portal would call the guest of these tests, E.164: a number that nobody has. The last digit is changed.
    pub phone: String,
    /// How long one answer may take.
    pub timeout: Duration,
    /// How long to wait in all where the portal asks to (`Retry-After`).
    pub patience: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            credential: None,
            allowed_origin: None,
            only: None,
            email: "conformance@example.org".to_owned(),
            // Of those that are kept for fiction.
            phone: "+12025550142".to_owned(),
            timeout: Duration::from_secs(15),
            patience: Duration::from_secs(300),
        }
    }
}

/// What shows who is signed in.
#[derive(Clone, Debug)]
pub enum Credential {
    /// The header `Cookie`: `session=…`.
    Cookie(String),
    /// The token of `Authorization: Bearer`.
    Bearer(String),
}

/// Checks the portal at `url`: the address of its API (`https://portal.example/api`), or of a portal that has it at `/api`.
#[must_use]
pub fn run(url: &str, options: &Options) -> Report {
    let base = client::find_api(url, options);
    let mut report = Report::new(&base);
    match context::Context::new(&base, options) {
        Err(reason) => report.add("the description can be used", Outcome::Failed(reason)),
        Ok(context) => {
            let wanted = |check: &context::Check| options.only.as_ref().is_none_or(|only| check.name.contains(only.as_str()));
            for check in checks::all().filter(wanted) {
                report.add(check.name, context.outcome_of(&check));
            }
        }
    }
    report
}
