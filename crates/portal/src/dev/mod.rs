use crate::app::Portal;
use crate::config::Config;
use axum::Router;
use std::sync::Arc;
pub(crate) fn router(_: &Config) -> Router<Arc<Portal>> {
    Router::new()
}
