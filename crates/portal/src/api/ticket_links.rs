use super::write::{Outcome, Write, marked, once};
use crate::app::Portal;
use crate::language::Language;
use crate::problem::Failure;
use crate::store::answers::Answer;
use crate::store::outbox;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use contract::TicketLinkRequest;
use domain::ticket::read_ticket_number;
use std::sync::Arc;

/// More is no number and no address.
const EMAIL_MAX: usize = 254;

/// `POST /ticket-links`: 202 in any case. Whether there is such a ticket is looked up only later, by the one who sends the
/// mail: the answer takes the same time either way.
pub(super) async fn send(
    State(portal): State<Arc<Portal>>,
    language: Language,
    write: Write<TicketLinkRequest>,
) -> Result<Response, Failure> {
    let number = read_ticket_number(&write.body.number).unwrap_or_default();
    portal.gates.links_by_number.pass(number.clone())?;
    let email = write.body.email.trim().to_owned();
    let context = Arc::clone(&portal);
    let outcome = portal.store.write(move |transaction| {
        once(transaction, &write.once, context.clock.now_ms(), || {
            if email.len() <= EMAIL_MAX {
                outbox::want_link(transaction, &outbox::LinkRequest { number, email, language })?;
            }
            Ok(Answer { status: StatusCode::ACCEPTED.as_u16(), location: None, body: String::new() })
        })
    });
    let outcome = outcome.await?;
    portal.post.wake();
    Ok(taken(&outcome))
}

/// 202 without a body.
pub(super) fn taken(outcome: &Outcome) -> Response {
    marked((StatusCode::ACCEPTED, [(CACHE_CONTROL, "no-store")]).into_response(), outcome.is_again())
}
