//! What a demonstration and tests may do to the portal, under `/dev`. Not there without `--demo`.

mod articles;
mod clock;
mod incidents;
mod operator;
mod operators;
mod outbox;

use crate::app::Portal;
use axum::Router;
use axum::routing::{get, post};
use std::sync::Arc;

pub(crate) fn router(portal: &Arc<Portal>) -> Router<Arc<Portal>> {
    if portal.config.demo {
        Router::new()
            .route("/dev/clock", get(clock::show).put(clock::set))
            .route("/dev/outbox", get(outbox::show))
            .route("/dev/articles", get(articles::ratings))
            .route("/dev/incidents", get(incidents::list).post(incidents::open))
            .route("/dev/operators", get(operators::list))
            .route("/dev/operators/{id}/{deed}", post(operators::act))
            .route("/dev/incidents/{id}/fixed", post(incidents::fix))
            .merge(operator::router(portal))
    } else {
        Router::new()
    }
}
