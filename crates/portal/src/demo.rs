//! Data for a demonstration, from the files in `demo/`.

mod help;
mod line;

use crate::app::Portal;
use crate::language::Language;
use crate::problem::Fatal;
use crate::secrets::hash;
use crate::store::contacts::ContactKind;
use crate::store::{accounts, tickets};
use chrono::{Datelike, TimeDelta};
use contract::{Account, Answer, Contact, Note, NotificationChannel, RelatedParty, Severity, StatusChange, Ticket, TicketStatus};
use domain::time::{UtcInstant, format_date, format_instant};
use rusqlite::Transaction;
use serde::Deserialize;
use std::sync::Arc;

/// The support desk: see [`crate::desk`].
pub(crate) const DESK: &str = include_str!("../demo/desk.json");
/// Its schedules and special days.
pub(crate) const HOURS: &str = include_str!("../demo/hours.json");

const ACCOUNTS: &str = include_str!("../demo/accounts.json");
const TICKETS: &str = include_str!("../demo/tickets.json");

/// Somebody who can sign in, with a password that is no secret.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct DemoAccount {
    pub(crate) login: String,
    pub(crate) password: String,
    full_name: String,
    email: String,
    phone: Option<String>,
    contract_numbers: Vec<String>,
    has_tickets: bool,
}

/// Tickets are made of subjects and histories in turn, so that every state comes often enough.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Tickets {
    count: u32,
    first_hours_ago: i64,
    hours_between: i64,
    specialists: Vec<String>,
    subjects: Vec<Subject>,
    histories: Vec<History>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Subject {
    ticket_type: String,
    name: String,
    description: String,
    attributes: Vec<Answer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct History {
    steps: Vec<Step>,
    notes: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Step {
    status: TicketStatus,
    after_hours: i64,
    reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Said {
    after_hours: i64,
    text: String,
}

/// Who can sign in.
pub(crate) fn accounts() -> Vec<DemoAccount> {
    // A test reads the file.
    serde_json::from_str(ACCOUNTS).unwrap_or_default()
}

/// Writes the accounts and their tickets, unless an earlier start has done so, and what helps without a call.
pub(crate) async fn fill(portal: &Arc<Portal>) -> Result<(), Fatal> {
    for demo in accounts() {
        tracing::info!("demonstration: login {}, password {}", demo.login, demo.password);
        let login = demo.login.clone();
        if portal.store.read(move |connection| accounts::password_of(connection, &login)).await?.is_some() {
            continue;
        }
        let password_hash = portal.passwords.hash(demo.password.clone()).await?;
        let context = Arc::clone(portal);
        portal.store.write(move |transaction| write(&context, transaction, demo, &password_hash)).await?;
    }
    line::fill(portal).await?;
    help::fill(portal).await
}

fn write(portal: &Portal, transaction: &Transaction<'_>, demo: DemoAccount, password_hash: &str) -> Result<(), Fatal> {
    let now = portal.clock.now();
    let account = Account {
        id: format!("demo-{}", demo.login),
        login: demo.login,
        full_name: demo.full_name,
        email: Some(demo.email),
        phone: demo.phone,
        contract_numbers: demo.contract_numbers,
        active: true,
    };
    accounts::register(transaction, &account, password_hash, now.timestamp_millis())?;
    if demo.has_tickets {
        let data: Tickets = serde_json::from_str(TICKETS)?;
        for index in 0..data.count {
            ticket(portal, transaction, &data, &account, index, now)?;
        }
    }
    Ok(())
}

fn ticket(
    portal: &Portal,
    transaction: &Transaction<'_>,
    data: &Tickets,
    account: &Account,
    index: u32,
    now: UtcInstant,
) -> Result<(), Fatal> {
    let age = data.first_hours_ago.saturating_add(data.hours_between.saturating_mul(index.into()));
    let created = later(now, age.saturating_neg());
    let at = |hours: i64| Some(later(created, hours)).filter(|at| *at <= now);
    let (Some(subject), Some(history)) = (in_turn(&data.subjects, index), in_turn(&data.histories, index)) else { return Ok(()) };
    let specialist = in_turn(&data.specialists, index).cloned().unwrap_or_default();
    // What has not happened yet does not show.
    let steps: Vec<(&Step, UtcInstant)> = history.steps.iter().filter_map(|step| Some((step, at(step.after_hours)?))).collect();
    let notes: Vec<(&Said, UtcInstant)> = history.notes.iter().filter_map(|note| Some((note, at(note.after_hours)?))).collect();
    let updated = steps.iter().map(|(_, at)| *at).chain(notes.iter().map(|(_, at)| *at)).max().unwrap_or(created);
    let resolved = steps.iter().find(|(step, _)| step.status == TicketStatus::Resolved).map(|(_, at)| *at);
    let ticket = Ticket {
        number: number(portal, transaction, created, index)?,
        name: subject.name.clone(),
        description: subject.description.clone(),
        ticket_type: subject.ticket_type.clone(),
        severity: Severity::Normal,
        status: steps.last().map_or(TicketStatus::Acknowledged, |(step, _)| step.status),
        creation_date: format_instant(created),
        last_update: Some(format_instant(updated)),
        expected_response_date: portal.desks.answer_date(created).map(format_date),
        expected_resolution_date: (steps.len() > 1).then(|| format_date(portal.desks.date(later(created, 7 * 24)))),
        resolution_date: resolved.map(format_instant),
        contact: Contact {
            full_name: account.full_name.clone(),
            email: account.email.clone(),
            phone: account.phone.clone(),
            notify_by: vec![NotificationChannel::Email],
        },
        attributes: subject.attributes.clone(),
        status_change_history: steps.iter().map(|(step, at)| step.happened(*at)).collect(),
        note: notes.iter().map(|(note, at)| note.written(*at, &specialist)).collect(),
        related_party: if steps.len() > 1 {
            vec![RelatedParty { name: specialist.clone(), role: "specialist".to_owned() }]
        } else {
            Vec::new()
        },
        attachment: Vec::new(),
    };
    let written = tickets::Written {
        ticket: &ticket,
        created_at: created.timestamp_millis(),
        updated_at: updated.timestamp_millis(),
        resolved_at: resolved.map(|at| at.timestamp_millis()),
        account: Some(&account.id),
        consents: &[],
        language: Language::default().tag(),
    };
    tickets::insert(transaction, &written)
}

impl Step {
    fn happened(&self, at: UtcInstant) -> StatusChange {
        StatusChange { status: self.status, status_change_date: format_instant(at), status_change_reason: self.reason.clone() }
    }
}

impl Said {
    fn written(&self, at: UtcInstant, author: &str) -> Note {
        // The database gives the id.
        Note { id: String::new(), author: author.to_owned(), date: format_instant(at), text: self.text.clone() }
    }
}

/// The same number at every start with the same clock: a demonstration can be repeated.
fn number(portal: &Portal, transaction: &Transaction<'_>, created: UtcInstant, index: u32) -> Result<String, Fatal> {
    let date = portal.desks.date(created);
    let digits = u32::from_be_bytes(hash(format!("demonstration {index}")).first_chunk().copied().unwrap_or_default()) % 100_000;
    let number = format!("HL-{:02}{:02}-{digits:05}", date.year().rem_euclid(100), date.month());
    let is_free = ContactKind::Ticket.is_free(transaction, &number)?;
    if is_free { Ok(number) } else { ContactKind::Ticket.free_number(&portal.desks, transaction, created) }
}

fn in_turn<T>(all: &[T], index: u32) -> Option<&T> {
    all.get(usize::try_from(index).ok()?.checked_rem(all.len())?)
}

fn later(at: UtcInstant, hours: i64) -> UtcInstant {
    TimeDelta::try_hours(hours).and_then(|hours| at.checked_add_signed(hours)).unwrap_or(at)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]
mod tests;
