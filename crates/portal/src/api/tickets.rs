use super::desk::is_known;
use super::owner;
use super::viewer::Viewer;
use crate::app::Portal;
use crate::problem::{Failure, Kind};
use crate::secrets::fingerprint;
use crate::store::tickets::{self, After};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, ETAG, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::{Ticket, TicketPage, TicketStatus};
use domain::ticket::Group;
use serde::Deserialize;
use std::sync::Arc;

const LIMIT: u32 = 20;
const LIMIT_MAX: u32 = 100;

/// `GET /tickets?status=&cursor=&limit=`
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    /// States separated by commas, or `open`, `waiting`, `done` for all of a group. What is not known matches nothing.
    status: Option<String>,
    /// Opaque: `nextCursor` of the page before.
    cursor: Option<String>,
    /// 20 by default, 100 at most.
    limit: Option<u32>,
}

/// The signed-in visitor's own tickets, newest first. A page begins after a ticket, not at a count: tickets that are
/// written meanwhile move nothing.
pub(super) async fn list(State(portal): State<Arc<Portal>>, viewer: Viewer, wanted: Query<Wanted>) -> Result<impl IntoResponse, Failure> {
    let account = viewer.signed_in()?.account.id;
    let after = wanted.cursor.as_deref().map(|cursor| read_cursor(cursor).ok_or(Kind::Malformed)).transpose()?;
    let limit = wanted.limit.unwrap_or(LIMIT);
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(Kind::Malformed.into());
    }
    let statuses = wanted.status.as_deref().filter(|status| !status.is_empty()).map(read_statuses);
    let page = portal.store.read(move |connection| -> Result<_, Failure> {
        if statuses.as_ref().is_some_and(Vec::is_empty) {
            return Ok(TicketPage { items: Vec::new(), next_cursor: None, total: Some(0) });
        }
        // One more than wanted tells whether there is a next page.
        let more = limit.saturating_add(1);
        let (mut found, total) = tickets::list(connection, &account, &statuses.unwrap_or_default(), after.as_ref(), more)?;
        let shown = usize::try_from(limit).unwrap_or(usize::MAX);
        let has_next = found.len() > shown;
        found.truncate(shown);
        let next_cursor = found.last().filter(|_| has_next).map(|(_, place)| write_cursor(place));
        Ok(TicketPage { items: found.into_iter().map(|(ticket, _)| ticket).collect(), next_cursor, total: Some(total) })
    });
    Ok(([(CACHE_CONTROL, "no-store"), (VARY, "cookie")], Json(page.await?)))
}

fn read_statuses(wanted: &str) -> Vec<TicketStatus> {
    let mut statuses = Vec::new();
    for word in wanted.split(',') {
        match word.trim() {
            "open" => statuses.extend(Group::Open.statuses()),
            "waiting" => statuses.extend(Group::WaitingForYou.statuses()),
            "done" => statuses.extend(Group::Done.statuses()),
            word => statuses.extend(serde_json::from_value::<TicketStatus>(word.into()).ok()),
        }
    }
    statuses.retain(|status| *status != TicketStatus::Unknown);
    statuses
}

fn write_cursor(place: &After) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}.{}", place.created_at, place.number))
}

fn read_cursor(cursor: &str) -> Option<After> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let (created_at, number) = text.split_once('.')?;
    Some(After { created_at: created_at.parse().ok()?, number: number.to_owned() })
}

/// `GET /tickets/{number}`: for the session it belongs to, or with its secret. To all others it does not exist.
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    viewer: Viewer,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (asking, number) = (owner::asking(&viewer, &headers), owner::number(&number)?);
    let found: Option<(Ticket, i64)> =
        portal.store.read(move |connection| tickets::find(connection, &number, &asking).map_err(Failure::from)).await?;
    let (ticket, version) = found.ok_or(Kind::NotFound)?;
    let etag = format!("\"{}\"", fingerprint(format!("{} {version}", ticket.number)));
    let about = [(ETAG, etag.as_str()), (CACHE_CONTROL, "private, no-cache"), (VARY, "cookie, ticket-secret")];
    if is_known(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, about).into_response());
    }
    Ok((about, Json(ticket)).into_response())
}
