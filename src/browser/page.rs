//! The page itself: its address, title, focus, configuration, and the events of its life.

use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement, Window};

pub(crate) fn window() -> Option<Window> {
    web_sys::window()
}

pub(crate) fn document() -> Option<Document> {
    window()?.document()
}

pub(crate) fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// Content of `<meta name="…">`.
pub(crate) fn meta(name: &str) -> Option<String> {
    let selector = ["meta[name=\"", name, "\"]"].concat();
    document()?.query_selector(&selector).ok().flatten()?.get_attribute("content")
}

pub(crate) fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets or removes an attribute of `<html>`.
pub(crate) fn root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

pub(crate) fn focus(id: &str) {
    if let Some(element) = by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Shows or hides the static first paint.
pub(crate) fn show_first_paint(shown: bool) {
    if let Some(element) = by_id("first-paint") {
        let _ = element.toggle_attribute_with_force("hidden", !shown);
    }
}

/// Path, query and fragment of the address.
pub(crate) fn path_and_query() -> String {
    let Some(location) = window().map(|window| window.location()) else {
        return String::from("/");
    };
    [location.pathname().unwrap_or_default(), location.search().unwrap_or_default()].concat()
}

pub(crate) fn origin() -> String {
    window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// One value of the address's query.
pub(crate) fn query(name: &str) -> Option<String> {
    let search = window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// The fragment as `name=value` pairs; the value of `name`.
pub(crate) fn fragment(name: &str) -> Option<String> {
    let hash = window()?.location().hash().ok()?;
    web_sys::UrlSearchParams::new_with_str(hash.strip_prefix('#')?).ok()?.get(name)
}

/// Takes the fragment out of the address bar and of this entry of the history.
pub(crate) fn erase_fragment() {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&history.state().unwrap_or(JsValue::NULL), "", Some(&path_and_query()));
    }
}

pub(crate) fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// What [`encode`] was given; text that it never wrote stays as it is.
pub(crate) fn decode(text: &str) -> String {
    js_sys::decode_uri_component(text).map_or_else(|_| text.to_owned(), String::from)
}

pub(crate) fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

/// `false` only when the browser is sure that there is no network.
pub(crate) fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

pub(crate) fn is_visible() -> bool {
    document().is_none_or(|document| document.visibility_state() == web_sys::VisibilityState::Visible)
}

/// Calls `then` each time the page may have slept or been away: shown again, thawed, restored from the back-forward cache, online
/// again. The listeners live as long as the page.
pub(crate) fn on_return(then: impl Fn() + Clone + 'static) {
    let (Some(window), Some(document)) = (window(), document()) else { return };
    let listener = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        // The first showing is no return.
        let is_first = event.type_() == "pageshow" && !js_sys::Reflect::get(&event, &"persisted".into()).is_ok_and(|value| value == true);
        if !is_first {
            then();
        }
    });
    let function = listener.as_ref().unchecked_ref();
    let _ = window.add_event_listener_with_callback("pageshow", function);
    let _ = window.add_event_listener_with_callback("online", function);
    let _ = document.add_event_listener_with_callback("visibilitychange", function);
    let _ = document.add_event_listener_with_callback("resume", function);
    listener.forget();
}

/// A listener of the window's that is taken off when dropped.
pub(crate) struct Listener {
    event: &'static str,
    function: Closure<dyn Fn(web_sys::Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(window) = window() {
            let _ = window.remove_event_listener_with_callback(self.event, self.function.as_ref().unchecked_ref());
        }
    }
}

/// Calls `then` with the name and the new text whenever another tab has written to the device's storage.
/// No name: everything was removed; no text: it was removed.
pub(crate) fn on_storage(then: impl Fn(Option<&str>, Option<String>) + 'static) -> SendWrapper<Listener> {
    listen("storage", move |event| {
        let event: web_sys::StorageEvent = event.unchecked_into();
        match event.key() {
            None => then(None, None),
            Some(key) => {
                if let Some(name) = key.strip_prefix(super::storage::PREFIX) {
                    then(Some(name), event.new_value());
                }
            }
        }
    })
}

fn listen(event: &'static str, then: impl Fn(web_sys::Event) + 'static) -> SendWrapper<Listener> {
    let function = Closure::<dyn Fn(web_sys::Event)>::new(then);
    if let Some(window) = window() {
        let _ = window.add_event_listener_with_callback(event, function.as_ref().unchecked_ref());
    }
    SendWrapper::new(Listener { event, function })
}

/// Calls `then` whenever the page is hidden or shown again.
pub(crate) fn on_visibility(then: impl Fn() + 'static) -> SendWrapper<Listener> {
    listen("visibilitychange", move |_| then())
}

/// Calls `then` whenever something is pasted anywhere on the page.
pub(crate) fn on_paste(then: impl Fn(web_sys::ClipboardEvent) + 'static) -> SendWrapper<Listener> {
    listen("paste", move |event| then(event.unchecked_into()))
}

/// Brings an element into view, as little as is needed.
pub(crate) fn into_view(id: &str) {
    if let Some(element) = by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Tells the script outside WebAssembly that the application is dead.
pub(crate) fn report_fatal(message: &str) {
    let Some(window) = window() else { return };
    let init = web_sys::CustomEventInit::new();
    let detail = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&detail, &"kind".into(), &"panic".into());
    let _ = js_sys::Reflect::set(&detail, &"message".into(), &message.into());
    init.set_detail(&detail);
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict("hotline:fatal", &init) {
        let _ = window.dispatch_event(&event);
    }
}

/// Languages of the browser, the preferred one first.
pub(crate) fn languages() -> Vec<String> {
    window().map(|window| window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()).unwrap_or_default()
}

/// Language in which the page was served.
pub(crate) fn root_language() -> Option<String> {
    document()?.document_element()?.get_attribute("lang")
}

/// Whether the focus is in a field.
pub(crate) fn is_typing() -> bool {
    let focused = document().and_then(|document| document.active_element());
    focused.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}
