use crate::app::Portal;
use axum::Router;
use std::sync::Arc;
pub(crate) fn router(_: &Arc<Portal>) -> Router<Arc<Portal>> {
    Router::new()
}
