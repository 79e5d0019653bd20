//! The body of an answer, read as it arrives.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

/// Tells each piece until the stream ends: `true`, or breaks: `false`.
pub(crate) async fn pieces(body: &ReadableStream, mut arrived: impl FnMut(Vec<u8>)) -> bool {
    let Ok(reader) = body.get_reader().dyn_into::<ReadableStreamDefaultReader>() else { return false };
    loop {
        let Ok(piece) = JsFuture::from(reader.read()).await else { return false };
        if Reflect::get(&piece, &"done".into()).is_ok_and(|done| done == true) {
            return true;
        }
        let Ok(bytes) = Reflect::get(&piece, &"value".into()) else { return false };
        arrived(Uint8Array::new(&bytes).to_vec());
    }
}
