//! Starting a browser takes seconds, so one is handed on from test to test when the next test asks for the same kind.

use super::Session;
use crate::{Engine, Setup};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Semaphore, SemaphorePermit};

/// How many tests use browsers at the same time.
static SEATS: Semaphore = Semaphore::const_new(2);
/// Browsers at rest, the longest at rest first. They end with the tests' process, see `process`.
static IDLE: Mutex<Vec<Session>> = Mutex::new(Vec::new());
const MOST_IDLE: usize = 3;

/// The right to use browsers.
pub(crate) async fn seat() -> SemaphorePermit<'static> {
    SEATS.acquire().await.unwrap_or_else(|_| panic!("the seats are never closed"))
}

/// A browser of the kind.
pub(crate) async fn acquire(engine: Engine, setup: &Setup) -> Arc<Session> {
    let (found, surplus) = {
        let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
        let found = idle.iter().position(|session| session.fits(engine, setup)).map(|at| idle.remove(at));
        let surplus = (found.is_none() && idle.len() >= MOST_IDLE).then(|| idle.remove(0));
        (found, surplus)
    };
    drop(surplus);
    match found {
        Some(session) => Arc::new(session),
        None => Arc::new(Session::start(engine, setup).await),
    }
}

/// Makes the browser ready for the next test, or ends it when it cannot be.
pub(crate) async fn give_back(session: Arc<Session>) {
    if let Ok(session) = Arc::try_unwrap(session)
        && session.reset().await.is_ok()
    {
        IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(session);
    }
}
