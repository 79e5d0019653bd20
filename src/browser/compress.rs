//! Raw deflate (RFC 1951), by the browser.

use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStream, ReadableWritablePair, Response};

/// `None`: the browser cannot.
pub(crate) async fn deflate(bytes: &[u8]) -> Option<Vec<u8>> {
    through("CompressionStream", bytes).await
}

/// `None`: the browser cannot, or it is no deflated data.
pub(crate) async fn inflate(bytes: &[u8]) -> Option<Vec<u8>> {
    through("DecompressionStream", bytes).await
}

async fn through(transformer: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    // By name: an old browser has no such constructor, and the typed one would throw.
    let constructor: js_sys::Function = Reflect::get(&js_sys::global(), &transformer.into()).ok()?.dyn_into().ok()?;
    let pair: ReadableWritablePair = Reflect::construct(&constructor, &js_sys::Array::of1(&"deflate-raw".into())).ok()?.unchecked_into();
    let blob = Blob::new_with_u8_array_sequence(&js_sys::Array::of1(&Uint8Array::from(bytes))).ok()?;
    let stream: ReadableStream = blob.stream().pipe_through(&pair);
    let response = Response::new_with_opt_readable_stream(Some(&stream)).ok()?;
    let buffer: ArrayBuffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?.dyn_into().ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
