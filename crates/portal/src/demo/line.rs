//! Who answers in a demonstration, and how long that has taken so far.

use crate::app::Portal;
use crate::problem::Fatal;
use crate::store::handling;
use crate::store::operators::{self, Duty};
use rusqlite::Transaction;
use serde::Deserialize;
use std::sync::Arc;

const LINE: &str = include_str!("../../demo/line.json");

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Line {
    phone: Team,
    operator_chat: Team,
    /// How long those who answer by themselves take.
    automatic_seconds: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Team {
    /// First names.
    operators: Vec<String>,
    /// How many of them are people in a second window.
    human: usize,
    handling_seconds: Vec<u32>,
}

/// People, or with `--demo-operators` some who answer by themselves: then the people are at home.
pub(super) async fn fill(portal: &Arc<Portal>) -> Result<(), Fatal> {
    let context = Arc::clone(portal);
    let written = portal.store.write(move |transaction| -> Result<(), Fatal> {
        let line: Line = serde_json::from_str(LINE)?;
        for (duty, team) in [(Duty::Phone, &line.phone), (Duty::Chat, &line.operator_chat)] {
            people(transaction, duty, team, context.config.demo_operators)?;
            if handling::last(transaction, duty)?.is_empty() {
                let automatic = context.config.demo_operators > 0;
                for seconds in &team.handling_seconds {
                    let seconds = if automatic { line.automatic_seconds } else { *seconds };
                    handling::record(transaction, duty, seconds, context.clock.now_ms())?;
                }
            }
        }
        Ok(())
    });
    written.await
}

fn people(transaction: &Transaction<'_>, duty: Duty, team: &Team, automatic: u32) -> Result<(), Fatal> {
    for (index, name) in team.operators.iter().take(team.human).enumerate() {
        let id = format!("{}-{}", duty.word(), index.saturating_add(1));
        operators::put(transaction, &id, name, duty, false)?;
        operators::set_present(transaction, &id, automatic == 0)?;
    }
    // Those of an earlier start.
    for operator in operators::all(transaction, duty)?.into_iter().filter(|operator| operator.automatic) {
        operators::set_present(transaction, &operator.id, false)?;
    }
    for (index, name) in (1..=automatic).zip(team.operators.iter().cycle()) {
        let id = format!("{}-automatic-{index}", duty.word());
        operators::put(transaction, &id, name, duty, true)?;
        operators::set_present(transaction, &id, true)?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    #[test]
    fn there_are_names_for_all_people() {
        let line: Line = serde_json::from_str(LINE).unwrap();
        for team in [line.phone, line.operator_chat] {
            assert!(team.human <= team.operators.len() && team.handling_seconds.len() >= 20);
        }
    }
}
