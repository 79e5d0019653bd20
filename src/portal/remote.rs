//! Something that the portal has and we are waiting for.

use super::Failure;
use crate::browser::timer;
use core::pin::Pin;
use core::time::Duration;
use leptos::prelude::*;

/// After this the visitor is told that it takes longer than usual.
const SLOW: Duration = Duration::from_millis(800);

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Remote<T> {
    Loading,
    Slow,
    Ready(T),
    /// The last known value, and why there is no newer one.
    Stale(T, Failure),
    Failed(Failure),
}

impl<T> Remote<T> {
    pub(crate) fn value(&self) -> Option<&T> {
        match self {
            Self::Ready(value) | Self::Stale(value, _) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Stale(_, failure) | Self::Failed(failure) => Some(failure),
            _ => None,
        }
    }

    pub(crate) fn settle(&mut self, result: Result<T, Failure>) {
        *self = match (result, core::mem::replace(self, Self::Loading)) {
            (Ok(value), _) => Self::Ready(value),
            (Err(failure), Self::Ready(value) | Self::Stale(value, _)) if failure.is_passing() => Self::Stale(value, failure),
            (Err(failure), _) => Self::Failed(failure),
        };
    }
}

type Fetch<T> = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Result<T, Failure>>>>>;

/// A signal that holds the outcome of loading.
pub(crate) type RemoteSignal<T> = RwSignal<Remote<T>, LocalStorage>;

/// Loads once now, and again whenever [`Loader::load`] is called; a value that is there stays until a newer one comes.
pub(crate) struct Loader<T: 'static> {
    pub(crate) state: RemoteSignal<T>,
    start: StoredValue<Box<dyn Fn()>, LocalStorage>,
}

impl<T> Clone for Loader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loader<T> {}

impl<T: 'static> Loader<T> {
    pub(crate) fn new<F>(fetch: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, Failure>> + 'static,
    {
        let loader = Self::idle(fetch);
        loader.load();
        loader
    }

    /// The same, that loads when it is told to.
    pub(crate) fn idle<F>(fetch: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, Failure>> + 'static,
    {
        Self::of(Box::new(move || Box::pin(fetch())))
    }

    /// Compiled once for what is loaded, not once for each place that loads it.
    #[inline(never)]
    fn of(fetch: Fetch<T>) -> Self {
        let state = RwSignal::new_local(Remote::Loading);
        let latest = StoredValue::new_local(0_u32);
        let start = move || {
            let Some(run) = latest.try_update_value(|run| {
                *run = run.wrapping_add(1);
                *run
            }) else {
                return;
            };
            let is_latest = move || latest.try_get_value() == Some(run);
            state.maybe_update(|state| {
                let is_over = matches!(state, Remote::Failed(_));
                if is_over {
                    *state = Remote::Loading;
                }
                is_over
            });
            let result = fetch();
            leptos::task::spawn_local(async move {
                timer::sleep(SLOW).await;
                if is_latest() && state.try_with_untracked(|state| matches!(state, Remote::Loading)) == Some(true) {
                    state.try_set(Remote::Slow);
                }
            });
            leptos::task::spawn_local(async move {
                let result = result.await;
                if is_latest() {
                    state.try_update(|state| state.settle(result));
                }
            });
        };
        Self { state, start: StoredValue::new_local(Box::new(start)) }
    }

    /// What is known without asking.
    pub(crate) fn know(&self, value: T) {
        self.state.try_set(Remote::Ready(value));
    }

    pub(crate) fn load(&self) {
        self.start.try_with_value(|start| start());
    }
}
