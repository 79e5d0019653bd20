//! `cargo xtask conform URL`: the contract tests from a command line.

use clap::Parser;
use conform::{Credential, Options};
use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

/// Checks whether a portal keeps the contract. It writes to the portal, and takes back what it can.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Address of the portal's API, or of a portal that has it at /api.
    url: String,
    /// Header Cookie of somebody who is signed in: session=…
    #[arg(long, conflicts_with = "bearer")]
    cookie: Option<String>,
    /// Token of somebody who is signed in.
    #[arg(long)]
    bearer: Option<String>,
    /// An origin on the portal's list: https://app.example
    #[arg(long)]
    origin: Option<String>,
    /// Only the checks whose names contain this.
    #[arg(long)]
    only: Option<String>,
    /// Where the portal writes to the guest of the tests.
    #[arg(long)]
    email: Option<String>,
    /// Where the portal would call that guest, E.164; the last digit is changed.
    #[arg(long)]
    phone: Option<String>,
    /// How long one answer may take, in seconds.
    #[arg(long)]
    timeout: Option<u64>,
}

impl From<Arguments> for Options {
    fn from(arguments: Arguments) -> Self {
        let usual = Self::default();
        Self {
            credential: arguments.cookie.map(Credential::Cookie).or(arguments.bearer.map(Credential::Bearer)),
            allowed_origin: arguments.origin,
            only: arguments.only,
            email: arguments.email.unwrap_or(usual.email),
            phone: arguments.phone.unwrap_or(usual.phone),
            timeout: arguments.timeout.map_or(usual.timeout, Duration::from_secs),
            patience: usual.patience,
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let url = arguments.url.clone();
    let report = conform::run(&url, &arguments.into());
    // Nobody reads it any more: then the exit code says it all.
    let _ = writeln!(std::io::stdout(), "{report}");
    if report.passed() && !report.checks.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
