//! The project's commands.

mod bench;
mod build;
mod conform;
mod desk;
mod paths;
mod process;
mod run;
mod size;
mod stage;
mod test;
mod tools;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The project's commands.", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds what has changed and starts the reference portal with demonstration data.
    Run(run::Options),
    /// Everything that CI checks. The last line is the sum of all runners: "N passed, N failed".
    Test(test::Options),
    /// Builds the application for release into dist/.
    Build(build::Options),
    /// Sizes of what a visitor downloads, against size-budget.toml.
    Size,
    /// What things cost at run time. Prints figures; nothing is compared with a budget.
    Bench(bench::Options),
    /// Runs the contract tests against the portal at an address.
    Conform(conform::Options),
    /// Installs what the other commands need, and nothing else.
    Tools,
    /// Puts the page together. Trunk calls it, after every build.
    #[command(hide = true)]
    Stage,
}

fn main() -> ExitCode {
    process::end_children_with_us();
    match execute(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn execute(command: Command) -> Result<ExitCode> {
    match command {
        Command::Run(options) => run::run(&options),
        Command::Test(options) => test::run(&options),
        Command::Build(options) => build::run(&options).map(|()| ExitCode::SUCCESS),
        Command::Size => size::run(),
        Command::Bench(options) => bench::run(&options),
        Command::Conform(options) => conform::run(&options),
        Command::Tools => tools::ensure(tools::Need::EVERYTHING).map(|()| ExitCode::SUCCESS),
        Command::Stage => stage::run().map(|()| ExitCode::SUCCESS),
    }
}
