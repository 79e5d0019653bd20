//! What the harness can do, shown against pages of its own: each check is seen to pass and to fail.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops by panicking")]

mod browsers;
mod checks;
mod finding;
mod wires;

use browser_tests::Wire;
use std::sync::Arc;

/// A wire that serves this as the body of `/`, in Russian.
async fn page_with(body: &str) -> Arc<Wire> {
    page_with_head("", body).await
}

async fn page_with_head(head: &str, body: &str) -> Arc<Wire> {
    let meta = r#"<meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">"#;
    let page = format!("<!doctype html><html lang=\"ru\"><head>{meta}<title>Опыт</title>{head}</head><body>{body}</body></html>");
    Arc::new(Wire::serving(&[("/", "text/html; charset=utf-8", &page), ("/empty.js", "text/javascript", "")]).await)
}
