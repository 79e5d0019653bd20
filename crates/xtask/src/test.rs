//! `cargo xtask test`: everything that CI checks.

use crate::{build, paths, process, size, tools};
use anyhow::{Context, Result};
use clap::Args;
use std::io::{BufRead, BufReader};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

#[derive(Args)]
pub(crate) struct Options {
    /// Leaves out the browser tests, and what only they need.
    #[arg(long)]
    no_browsers: bool,
}

/// How many checks have gone well and ill. A check without tests of its own (formatting, lints, sizes) counts as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: u64,
    failed: u64,
}

struct Step {
    title: &'static str,
    counts: Counts,
    took: Duration,
    /// What the failed tests said.
    failures: Vec<String>,
}

/// What a step came to.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    counts: Counts,
    failures: Vec<String>,
}

/// So many lines of what a failed test said are repeated at the end.
const LINES: usize = 30;

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];
const NATIVE: [&str; 3] = ["--workspace", "--exclude", "hotline"];
const DENY_WARNINGS: [&str; 3] = ["--", "--deny", "warnings"];

pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    tools::ensure(if options.no_browsers { tools::Need::CHECKS } else { tools::Need::EVERYTHING })?;
    let mut steps = Vec::new();
    // Cheap ones first; what compiles the same thing stands together.
    check(&mut steps, "formatting", || process::run(&mut process::cargo(["fmt", "--all", "--check"])));
    check(&mut steps, "dependencies: bans, licences, sources", || {
        process::run(&mut process::cargo(["deny", "--workspace", "--log-level", "error", "check", "bans", "licenses", "sources"]))
    });
    check(&mut steps, "lints, native", || process::run(process::cargo(["clippy"]).args(NATIVE).arg("--all-targets").args(DENY_WARNINGS)));
    check(&mut steps, "lints, application", || {
        process::run(process::cargo(["clippy", "--package", "hotline"]).args(WASM).args(DENY_WARNINGS))
    });
    let built = check(&mut steps, "release build of the application", build::if_needed);
    if built {
        check(&mut steps, "sizes", sizes);
    }
    step(&mut steps, "tests", || cargo_test(built && !options.no_browsers));
    Ok(summary(&steps, built || options.no_browsers))
}

fn check(steps: &mut Vec<Step>, title: &'static str, run: impl FnOnce() -> Result<()>) -> bool {
    step(steps, title, || run().map(|()| Outcome { counts: Counts { passed: 1, failed: 0 }, failures: Vec::new() }))
}

/// Runs one step under its heading; whether it has gone well.
fn step(steps: &mut Vec<Step>, title: &'static str, run: impl FnOnce() -> Result<Outcome>) -> bool {
    println!("\n== {title}");
    let started = Instant::now();
    let Outcome { counts, failures } = run().unwrap_or_else(|error| {
        println!("error: {error:#}");
        Outcome { counts: Counts { passed: 0, failed: 1 }, failures: Vec::new() }
    });
    let took = started.elapsed();
    println!("== {title}: {} ({:.0} s)", if counts.failed == 0 { "passed" } else { "FAILED" }, took.as_secs_f64());
    steps.push(Step { title, counts, took, failures });
    counts.failed == 0
}

fn sizes() -> Result<()> {
    let (report, within) = size::report()?;
    print!("{report}");
    anyhow::ensure!(within, "over the budget of size-budget.toml");
    Ok(())
}

/// One `cargo test` over all packages, so that everything is compiled once, with the same features. The browser tests are
/// one of the packages; they find the page and the portal by the variables.
fn cargo_test(browsers: bool) -> Result<Outcome> {
    let mut command = process::cargo(["test", "--no-fail-fast"]);
    command.args(NATIVE).env("HOTLINE_DIST", paths::dist()).env("HOTLINE_PORTAL_BIN", paths::portal());
    if !browsers {
        command.args(["--exclude", "browser-tests"]);
    }
    counted(&mut command)
}

/// Runs a test command, shows what it prints, and sums up its results.
fn counted(command: &mut Command) -> Result<Outcome> {
    let mut running = process::Running::start(command.stdout(Stdio::piped()))?;
    let printed = running.child().stdout.take().context("no output")?;
    let (mut counts, mut failures) = (Counts::default(), Vec::new());
    // How much of what a failed test said has been read; nothing outside.
    let mut said = None;
    for line in BufReader::new(printed).lines() {
        let line = line?;
        println!("{line}");
        if line.starts_with("---- ") {
            said = Some(0);
        } else if line == "failures:" {
            said = None;
        }
        if let Some(lines) = said.filter(|lines| *lines < LINES && !is_of_stack(&line)) {
            said = lines.checked_add(1);
            failures.push(line.clone());
        }
        if let Some(more) = result_of(&line) {
            counts.add(more);
        }
    }
    // A runner that ends badly without naming a failed test has not compiled, or has crashed.
    if !running.wait()?.success() && counts.failed == 0 {
        counts.failed = 1;
    }
    Ok(Outcome { counts, failures })
}

/// A line of a stack's trace: `  12: name` or `             at place`.
fn is_of_stack(line: &str) -> bool {
    let words = line.trim_start();
    let is_frame = words.split_once(": ").is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    line.starts_with("  ") && (is_frame || words.starts_with("at "))
}

impl Counts {
    fn add(&mut self, more: Counts) {
        self.passed = self.passed.saturating_add(more.passed);
        self.failed = self.failed.saturating_add(more.failed);
    }
}

/// Reads `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
fn result_of(line: &str) -> Option<Counts> {
    let (_, figures) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let figure = |name: &str| figures.split("; ").find_map(|part| part.strip_suffix(name)?.trim().parse().ok());
    Some(Counts { passed: figure("passed")?, failed: figure("failed")? })
}

/// What failed stands again where one looks first; the last line stands alone: "N passed, N failed".
fn summary(steps: &[Step], complete: bool) -> ExitCode {
    let mut sum = Counts::default();
    println!();
    for line in steps.iter().flat_map(|step| &step.failures) {
        println!("{line}");
    }
    println!();
    for Step { title, counts, took, .. } in steps {
        println!("{:>5.0} s  {:>5} passed {:>3} failed  {title}", took.as_secs_f64(), counts.passed, counts.failed);
        sum.add(*counts);
    }
    if !complete {
        println!("the browser tests were left out, because there is no build for them to open");
    }
    println!("{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_read() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.42s";
        assert_eq!(result_of(line), Some(Counts { passed: 12, failed: 3 }));
        assert_eq!(result_of("test result::tests ... ok"), None);
    }

    #[test]
    fn a_runner_that_names_no_failure_but_ends_badly_counts() {
        let mut script = Command::new("sh");
        script.args(["-c", "echo 'test result: ok. 2 passed; 0 failed; 0 ignored'; exit 101"]);
        assert_eq!(counted(&mut script).unwrap().counts, Counts { passed: 2, failed: 1 });
    }

    #[test]
    fn results_of_several_runners_are_added() {
        let mut script = Command::new("sh");
        script.args([
            "-c",
            "echo 'test result: ok. 2 passed; 0 failed; 0 ignored'; echo 'test result: FAILED. 1 passed; 4 failed; 0 ignored'; exit 101",
        ]);
        assert_eq!(counted(&mut script).unwrap().counts, Counts { passed: 3, failed: 4 });
    }

    #[test]
    fn what_a_failed_test_said_is_repeated() {
        let mut script = Command::new("sh");
        let said =
            "printf '%s\\n' 'test a ... FAILED' failures: '---- a stdout ----' 'it is not' '   0: of_stack' '      at b' failures: '    a'";
        script.args(["-c", said]);
        assert_eq!(counted(&mut script).unwrap().failures, ["---- a stdout ----", "it is not"]);
    }
}
