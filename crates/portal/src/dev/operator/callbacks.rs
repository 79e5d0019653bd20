use super::{find, go, page};
use crate::app::Portal;
use crate::problem::{Failure, Fatal, Kind};
use crate::queue::{self, Queue};
use crate::store::callbacks;
use crate::store::operators::Operator;
use axum::extract::{Path, State};
use axum::response::Response;
use maud::Markup;
use std::sync::Arc;

/// Whom the operator calls, and the queue.
pub(super) async fn desk(portal: &Arc<Portal>, operator: &Operator) -> Result<Markup, Failure> {
    let (context, id) = (Arc::clone(portal), operator.id.clone());
    let read = portal.store.read(move |connection| -> Result<_, Fatal> {
        Ok((callbacks::under_way(connection, &id)?, callbacks::queued(connection)?, context.clock.now()))
    });
    let (under_way, queued, now) = read.await?;
    let is_open = portal.desks.is_open(Queue::Callbacks.channel(), now);
    Ok(page::callbacks(operator, under_way.as_ref(), &queued, now.timestamp_millis(), is_open))
}

/// `POST /dev/operator/{operator}/callbacks/{action}`
pub(super) async fn act(State(portal): State<Arc<Portal>>, Path((id, action)): Path<(String, String)>) -> Result<Response, Failure> {
    let operator = find(&portal, id).await?;
    let back = format!("/dev/operator/{}", operator.id);
    queue::work(&portal, move |work| {
        let id = operator.id.as_str();
        match action.as_str() {
            // Somebody else may have been quicker.
            "next" => work.take_next(id).map(drop),
            "answered" => work.answered(id).map(drop),
            "missed" => work.missed(id).map(drop),
            "completed" => work.completed(id).map(drop),
            "give-back" => work.give_back(id).map(drop),
            _ => Err(Kind::NotFound.into()),
        }
    })
    .await?;
    Ok(go(&back))
}
