use std::fmt;

/// What became of the checks, in the order in which they ran.
#[derive(Clone, Debug)]
pub struct Report {
    /// The address of the API that was asked.
    pub url: String,
    pub checks: Vec<Check>,
}

/// One promise of the contract.
#[derive(Clone, Debug)]
pub struct Check {
    /// What is promised.
    pub name: &'static str,
    pub outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    /// What was seen instead.
    Failed(String),
    /// What is missing that the check needs.
    Skipped(String),
}

impl Report {
    pub(crate) fn new(url: &str) -> Self {
        Self { url: url.to_owned(), checks: Vec::new() }
    }

    pub(crate) fn add(&mut self, name: &'static str, outcome: Outcome) {
        self.checks.push(Check { name, outcome });
    }

    /// Whether nothing failed. Skipped checks do not count.
    #[must_use]
    pub fn passed(&self) -> bool {
        !self.checks.iter().any(|check| matches!(check.outcome, Outcome::Failed(_)))
    }

    /// The names of the checks that failed.
    pub fn failed(&self) -> impl Iterator<Item = &'static str> {
        self.checks.iter().filter(|check| matches!(check.outcome, Outcome::Failed(_))).map(|check| check.name)
    }

    /// The names of the checks that were skipped.
    pub fn skipped(&self) -> impl Iterator<Item = &'static str> {
        self.checks.iter().filter(|check| matches!(check.outcome, Outcome::Skipped(_))).map(|check| check.name)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}", self.url)?;
        for check in &self.checks {
            match &check.outcome {
                Outcome::Passed => writeln!(out, "  passed   {}", check.name)?,
                Outcome::Skipped(reason) => writeln!(out, "  skipped  {} ({reason})", check.name)?,
                Outcome::Failed(reason) => {
                    writeln!(out, "  FAILED   {}\n           {}", check.name, reason.replace('\n', "\n           "))?
                }
            }
        }
        let (failed, skipped) = (self.failed().count(), self.skipped().count());
        let passed = self.checks.len().saturating_sub(failed).saturating_sub(skipped);
        write!(out, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}
