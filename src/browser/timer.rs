//! Waiting.

use core::time::Duration;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Resolves after that time, or at once where there are no timers.
pub(crate) async fn sleep(duration: Duration) {
    let milliseconds = i32::try_from(duration.as_millis()).unwrap_or(i32::MAX);
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        } else {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// A promise that is refused after that time.
pub(crate) fn deadline(duration: Duration) -> js_sys::Promise {
    let milliseconds = i32::try_from(duration.as_millis()).unwrap_or(i32::MAX);
    js_sys::Promise::new(&mut |_, reject| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&reject, milliseconds);
        }
    })
}

/// Milliseconds on a clock that never goes back; its zero means nothing.
pub(crate) fn monotonic() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or_else(js_sys::Date::now, |performance| performance.now())
}

/// Calls `then` once, after that time. Dropped before, it does not call.
pub(crate) struct Timer {
    id: i32,
    _callback: Closure<dyn FnMut()>,
}

impl Timer {
    pub(crate) fn once(after: Duration, then: impl FnOnce() + 'static) -> Option<Self> {
        let callback = Closure::once(then);
        let milliseconds = i32::try_from(after.as_millis()).unwrap_or(i32::MAX);
        let id = web_sys::window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(callback.as_ref().unchecked_ref(), milliseconds)
            .ok()?;
        Some(Self { id, _callback: callback })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}
