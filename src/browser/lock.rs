//! What one tab of the browser does for all of them: Web Locks.

use js_sys::{Function, Object, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, options: &Object, granted: &Function) -> Result<Promise, JsValue>;
}

/// The lock is ours until this is dropped, or another tab has taken it by force.
pub(crate) struct Lease {
    release: Function,
    is_lost: Rc<Cell<bool>>,
}

impl Lease {
    pub(crate) fn is_lost(&self) -> bool {
        self.is_lost.get()
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let _ = self.release.call0(&JsValue::NULL);
    }
}

/// Whether this browser has locks.
pub(crate) fn exist() -> bool {
    manager().is_some()
}

fn manager() -> Option<LockManager> {
    let locks = Reflect::get(&web_sys::window()?.navigator(), &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}

/// Takes the lock of that name if it is free, or by force; `None`: another tab has it.
pub(crate) async fn take(name: &str, by_force: bool) -> Option<Lease> {
    let manager = manager()?;
    let options = Object::new();
    let how = if by_force { "steal" } else { "ifAvailable" };
    Reflect::set(&options, &how.into(), &true.into()).ok()?;
    let mut release = None;
    // Held for as long as this promise is open.
    let held = Promise::new(&mut |resolve, _| release = Some(resolve));
    let release = release?;
    let mut asked = None;
    let asking = Promise::new(&mut |resolve, _| asked = Some(resolve));
    let asked = asked?;
    let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        let is_ours = !lock.is_null() && !lock.is_undefined();
        let _ = asked.call1(&JsValue::NULL, &is_ours.into());
        if is_ours { held.into() } else { JsValue::UNDEFINED }
    });
    let ended = manager.request(name, &options, granted.unchecked_ref()).ok()?;
    let is_lost = Rc::new(Cell::new(false));
    let of_end = Rc::clone(&is_lost);
    wasm_bindgen_futures::spawn_local(async move {
        // Refused: it was taken by force.
        of_end.set(JsFuture::from(ended).await.is_err());
    });
    let is_ours = JsFuture::from(asking).await.is_ok_and(|ours| ours == true);
    let lease = Lease { release, is_lost };
    is_ours.then_some(lease)
}
