//! The clipboard.

use wasm_bindgen_futures::JsFuture;

/// Whether the browser took the text. It may refuse: no permission, no secure context, no user gesture.
pub(crate) async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let navigator = window.navigator();
    // Absent outside secure contexts, where the binding would throw.
    if !js_sys::Reflect::has(&navigator, &"clipboard".into()).unwrap_or(false) || navigator.clipboard().is_undefined() {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}
