use super::{find, go, page, tickets_page};
use crate::app::Portal;
use crate::problem::{Failure, Kind};
use crate::store::tickets;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Response};
use contract::TicketStatus;
use domain::conversation::read_message;
use domain::ticket::can_become;
use serde::Deserialize;
use std::sync::Arc;

const LISTED: u32 = 100;

/// `GET /dev/operator/{operator}/tickets`: those that something is still to be done with.
pub(super) async fn list(State(portal): State<Arc<Portal>>, Path(id): Path<String>) -> Result<Response, Failure> {
    let operator = find(&portal, id).await?;
    let all = portal.store.read(|connection| -> Result<_, Failure> { Ok(tickets::open(connection, LISTED)?) }).await?;
    Ok(page::around("Заявки", None, &tickets_page::list(&operator, &all)).into_response())
}

/// `GET /dev/operator/{operator}/tickets/{number}`
pub(super) async fn show(State(portal): State<Arc<Portal>>, Path((id, number)): Path<(String, String)>) -> Result<Response, Failure> {
    let operator = find(&portal, id).await?;
    let read = portal.store.read(move |connection| -> Result<_, Failure> { Ok(tickets::any(connection, &number)?.ok_or(Kind::NotFound)?) });
    let ticket = read.await?;
    Ok(page::around(&ticket.name, None, &tickets_page::ticket(&operator, &ticket)).into_response())
}

#[derive(Deserialize)]
pub(super) struct Answered {
    #[serde(default)]
    text: String,
    /// Empty: as it is.
    #[serde(default)]
    status: String,
}

/// `POST /dev/operator/{operator}/tickets/{number}`: a note, another state, or both.
pub(super) async fn answer(
    State(portal): State<Arc<Portal>>,
    Path((id, number)): Path<(String, String)>,
    Form(answered): Form<Answered>,
) -> Result<Response, Failure> {
    let operator = find(&portal, id).await?;
    let back = format!("/dev/operator/{}/tickets/{number}", operator.id);
    let context = Arc::clone(&portal);
    let written = portal.store.write(move |transaction| -> Result<(), Failure> {
        let now = context.clock.now_ms();
        let ticket = tickets::any(transaction, &number)?.ok_or(Kind::NotFound)?;
        let text = read_message(&answered.text);
        if !text.is_empty() {
            tickets::add_note(transaction, &number, &operator.name, &text, now)?;
        }
        if !answered.status.is_empty() {
            let status: TicketStatus = serde_json::from_value(answered.status.into()).unwrap_or_default();
            if !can_become(ticket.status, status) {
                return Err(Kind::WrongState.into());
            }
            tickets::set_status(transaction, &number, status, now)?;
        }
        Ok(())
    });
    written.await?;
    Ok(go(&back))
}
