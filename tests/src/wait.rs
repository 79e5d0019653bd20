//! Waiting for what must become true.

use std::time::{Duration, Instant};

/// How long a test waits for something that should come soon. Generous: it is only ever used up by a failure.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// Asks until there is an answer; `None` when [`PATIENCE`] is at its end.
pub async fn until<T>(ask: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    until_within(PATIENCE, ask).await
}

/// The same for what may take longer by design.
pub async fn until_within<T>(patience: Duration, mut ask: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + patience;
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
