//! What a demonstration and tests may do to the portal, under `/dev`. Not there without `--demo`.

mod clock;
mod outbox;

use crate::app::Portal;
use crate::config::Config;
use axum::Router;
use axum::routing::get;
use std::sync::Arc;

pub(crate) fn router(config: &Config) -> Router<Arc<Portal>> {
    if config.demo {
        Router::new().route("/dev/clock", get(clock::show).put(clock::set)).route("/dev/outbox", get(outbox::show))
    } else {
        Router::new()
    }
}
