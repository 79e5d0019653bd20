//! Whose a contact is: that of the session's account, or of whoever has its number and its secret. To all others it does not exist.

use super::viewer::Viewer;
use crate::problem::{Failure, Kind};
use crate::secrets::hash;
use crate::store::contacts::{self, Asking};
use axum::http::HeaderMap;
use contract::headers::TICKET_SECRET;
use domain::ticket::read_ticket_number;
use rusqlite::Connection;

/// Who asks: the session, and the secret that was sent.
#[must_use]
pub(crate) fn asking(viewer: &Viewer, headers: &HeaderMap) -> Asking {
    Asking { account: viewer.account_id().map(str::to_owned), secret_hash: headers.get(TICKET_SECRET).map(hash) }
}

/// A number as it is read out or copied: `hl 2611 48213` is the same one.
///
/// # Errors
/// 404 for what is no number.
pub(crate) fn number(sent: &str) -> Result<String, Failure> {
    read_ticket_number(sent).ok_or_else(|| Kind::NotFound.into())
}

/// # Errors
/// The same 404 for what is not there and for what is somebody else's.
pub(crate) fn must_see(connection: &Connection, number: &str, asking: &Asking) -> Result<(), Failure> {
    if contacts::may_see(connection, number, asking)? { Ok(()) } else { Err(Kind::NotFound.into()) }
}
