use super::write::{Outcome, Write, marked, once};
use crate::app::Portal;
use crate::language::Language;
use crate::mail::letters;
use crate::problem::{Failure, Fatal, Kind};
use crate::secrets::token;
use crate::store::answers::Answer;
use crate::store::contacts::ContactKind;
use crate::store::{outbox, tickets};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::{IntoResponse, Response};
use contract::{CreatedTicket, NewTicket, NotificationChannel, ProblemError, StatusChange, Ticket, TicketStatus};
use domain::ticket::{Rule, check_wire, normalise};
use domain::time::{UtcInstant, format_date, format_instant};
use rusqlite::Transaction;
use std::sync::Arc;

/// `POST /tickets`
pub(super) async fn create(State(portal): State<Arc<Portal>>, language: Language, write: Write<NewTicket>) -> Result<Response, Failure> {
    let Write { viewer, body, once: write } = write;
    let account = viewer.account_id().map(str::to_owned);
    let (key, context) = (write.key.clone(), Arc::clone(&portal));
    let outcome = context.store.write(move |transaction| {
        let now = portal.clock.now();
        once(transaction, &write, now.timestamp_millis(), || {
            let sent = accept(&portal, language, body, account.is_some())?;
            let ticket = write_down(&portal, transaction, &sent, account.as_deref(), language, now)?;
            let secret = account.is_none().then(|| portal.key.contact_secret(&ticket.number, &write.key));
            if let Some(secret) = &secret {
                tickets::add_secret(transaction, &ticket.number, secret)?;
            }
            // A guest's way back is the link; somebody with an account is written to when they want it.
            if secret.is_some() || ticket.contact.notify_by.contains(&NotificationChannel::Email) {
                let letter = letters::ticket_stands(&portal, language, &ticket, secret.as_deref());
                if let Some(letter) = letter {
                    outbox::put(transaction, &token()?, &letter, now.timestamp_millis())?;
                }
            }
            let location = Some(format!("/api/tickets/{}", ticket.number));
            // Without the secret: it is made again from the key that a repetition brings.
            let body = serde_json::to_string(&CreatedTicket { ticket, secret: None }).map_err(Fatal::from)?;
            Ok(Answer { status: StatusCode::CREATED.as_u16(), location, body })
        })
    });
    let outcome = outcome.await?;
    context.post.wake();
    answer(&context, &key, viewer.account_id().is_none(), outcome)
}

/// What is kept of a ticket that was sent, if the rules allow it.
fn accept(portal: &Portal, language: Language, sent: NewTicket, signed_in: bool) -> Result<NewTicket, Failure> {
    let desk = &portal.desks.of(language).desk;
    let wrong = check_wire(&sent, desk, signed_in);
    if wrong.iter().any(|error| error.rule == Rule::SignInNeeded) {
        return Err(Kind::SignIn.into());
    }
    if wrong.is_empty() {
        return Ok(normalise(sent, desk));
    }
    let error =
        |error: domain::ticket::WireError| ProblemError { pointer: error.pointer, detail: String::new(), code: error.code.to_owned() };
    Err(Failure::invalid(wrong.into_iter().map(error).collect()))
}

fn write_down(
    portal: &Portal,
    transaction: &Transaction<'_>,
    sent: &NewTicket,
    account: Option<&str>,
    language: Language,
    now: UtcInstant,
) -> Result<Ticket, Failure> {
    let at = format_instant(now);
    let ticket = Ticket {
        number: ContactKind::Ticket.free_number(&portal.desks, transaction, now)?,
        name: sent.name.clone(),
        description: sent.description.clone(),
        ticket_type: sent.ticket_type.clone(),
        severity: sent.severity,
        status: TicketStatus::Acknowledged,
        creation_date: at.clone(),
        last_update: Some(at.clone()),
        expected_response_date: portal.desks.answer_date(now).map(format_date),
        expected_resolution_date: None,
        resolution_date: None,
        contact: sent.contact.clone(),
        attributes: sent.attributes.clone(),
        status_change_history: vec![StatusChange {
            status: TicketStatus::Acknowledged,
            status_change_date: at,
            status_change_reason: None,
        }],
        note: Vec::new(),
        related_party: Vec::new(),
        attachment: Vec::new(),
    };
    let written = tickets::Written {
        ticket: &ticket,
        created_at: now.timestamp_millis(),
        updated_at: now.timestamp_millis(),
        resolved_at: None,
        account,
        consents: &sent.consents,
        language: language.tag(),
    };
    tickets::insert(transaction, &written)?;
    Ok(ticket)
}

fn answer(portal: &Portal, key: &str, is_guest: bool, outcome: Outcome) -> Result<Response, Failure> {
    let again = outcome.is_again();
    let Answer { status, location, body } = outcome.into_answer();
    let mut body: CreatedTicket = serde_json::from_str(&body).map_err(Fatal::from)?;
    body.secret = is_guest.then(|| portal.key.contact_secret(&body.ticket.number, key));
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::CREATED);
    let about = [(CACHE_CONTROL, "no-store".to_owned()), (LOCATION, location.unwrap_or_default())];
    Ok(marked((status, about, Json(body)).into_response(), again))
}
