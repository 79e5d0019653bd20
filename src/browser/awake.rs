//! The screen stays on while it is read from. By reflection: where the browser has no such thing, nothing happens.

use super::page::{self, Listener};
use js_sys::{Function, Promise, Reflect};
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// `None`: given up, and not to be asked for again.
type Lock = Rc<RefCell<Option<JsValue>>>;

/// Keeps the screen on until it is dropped. The browser lets go when the page is hidden; it is asked again when it is back.
pub(crate) struct Awake {
    lock: Lock,
    _listener: SendWrapper<Listener>,
}

impl Awake {
    pub(crate) fn keep() -> SendWrapper<Self> {
        let lock: Lock = Rc::new(RefCell::new(Some(JsValue::UNDEFINED)));
        ask(Rc::clone(&lock));
        let again = Rc::clone(&lock);
        let listener = page::on_visibility(move || {
            if page::is_visible() {
                ask(Rc::clone(&again));
            }
        });
        SendWrapper::new(Self { lock, _listener: listener })
    }
}

impl Drop for Awake {
    fn drop(&mut self) {
        if let Some(lock) = self.lock.take() {
            release(&lock);
        }
    }
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

fn release(lock: &JsValue) {
    if let Some(release) = method(lock, "release") {
        let _ = release.call0(lock);
    }
}

fn request() -> Option<Promise> {
    let navigator = page::window()?.navigator();
    let locks = Reflect::get(&navigator, &"wakeLock".into()).ok()?;
    method(&locks, "request")?.call1(&locks, &"screen".into()).ok()?.dyn_into().ok()
}

fn ask(lock: Lock) {
    let Some(promise) = request() else { return };
    wasm_bindgen_futures::spawn_local(async move {
        let Ok(new) = JsFuture::from(promise).await else { return };
        // Not wanted any more, it is given back at once.
        let before = if lock.borrow().is_some() { lock.replace(Some(new)) } else { Some(new) };
        if let Some(before) = before {
            release(&before);
        }
    });
}
