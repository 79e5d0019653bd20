//! Files: given to the visitor, and shown to them.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

fn blob(content: &JsValue, mime: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    Blob::new_with_blob_sequence_and_options(&Array::of1(content), &options).ok()
}

/// Lets the visitor save a text as a file.
pub(crate) fn save(name: &str, mime: &str, text: &str) -> bool {
    let saved = || {
        let shown = Shown::new(&text.into(), mime)?;
        let link: HtmlAnchorElement = super::page::document()?.create_element("a").ok()?.dyn_into().ok()?;
        link.set_href(&shown.0);
        link.set_download(name);
        link.click();
        // The browser has to come to fetch it first.
        leptos::task::spawn_local(async move {
            super::timer::sleep(core::time::Duration::from_secs(60)).await;
            drop(shown);
        });
        Some(())
    };
    saved().is_some()
}

/// An address under which the page has what is in memory, until it is dropped.
pub(crate) struct Shown(pub(crate) String);

impl Shown {
    pub(crate) fn new(content: &JsValue, mime: &str) -> Option<Self> {
        Url::create_object_url_with_blob(&blob(content, mime)?).ok().map(Self)
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}
