//! Waiting for what must become true.

use std::time::{Duration, Instant};

/// How long a test waits for something that should come soon. Generous, and longer than what waits to be sent waits at most: it is
/// only ever used up by a failure.
pub const PATIENCE: Duration = Duration::from_secs(40);

/// Asks until there is an answer; `None` when [`PATIENCE`] is at its end.
pub async fn until<T>(mut ask: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask().await {
            return Some(answer);
        }
        if Instant::now() >= end {
            return None;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}
