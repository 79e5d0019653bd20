use super::ticket_links::taken;
use super::viewer::Address;
use super::write::{Write, once};
use crate::app::Portal;
use crate::problem::Failure;
use crate::store::answers::Answer;
use crate::store::count_client_error;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::ClientError;
use domain::time::format_date;
use std::sync::Arc;

/// `POST /client-errors`: counted by date. What it says goes to the log only as far as it is a plain word.
pub(super) async fn report(
    State(portal): State<Arc<Portal>>,
    Address(address): Address,
    write: Write<ClientError>,
) -> Result<Response, Failure> {
    portal.gates.reports_by_address.pass(address)?;
    let kind: String = write.body.kind.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
    tracing::warn!("a browser reports: {kind}");
    let outcome = Arc::clone(&portal).store.write(move |transaction| {
        let now = portal.clock.now();
        once(transaction, &write.once, now.timestamp_millis(), || {
            count_client_error(transaction, &format_date(portal.desks.date(now)))?;
            Ok(Answer { status: StatusCode::ACCEPTED.as_u16(), location: None, body: String::new() })
        })
    });
    Ok(taken(&outcome.await?))
}
