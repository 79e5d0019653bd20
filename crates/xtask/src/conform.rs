//! `cargo xtask conform`.

use crate::process;
use anyhow::Result;
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub(crate) struct Options {
    /// Base address of the portal's API: `https://portal.example/api`.
    url: String,
    /// Passed on to the contract tests.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let mut command = process::cargo(["run", "--quiet", "--package", "conform", "--"]);
    let status = process::Running::start(command.arg(&options.url).args(&options.rest))?.wait()?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
