use crate::app::Portal;
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;
#[derive(Default)]
pub(crate) struct Faults {}
pub(crate) fn router() -> Router<Arc<Portal>> {
    Router::new()
}
pub(crate) async fn inject(State(_): State<Arc<Portal>>, request: Request, next: Next) -> Response {
    next.run(request).await
}
