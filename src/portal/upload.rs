//! Files to the portal. By `XMLHttpRequest`: `fetch` does not tell how much of a body has been sent.

use super::client::{Credential, Settings};
use super::{Client, Failure};
use crate::browser::page;
use crate::files::Kept;
use contract::{Attachment, headers};
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ProgressEvent, XmlHttpRequest};

/// How long one file may take, in milliseconds: 5 MB at 200 kbit/s.
const TIMEOUT: u32 = 240_000;

impl Client {
    /// Sends a file to the attachments at `path`. Under the same key however often it is tried: a portal that has it already says so. `progress` is told
    /// how many hundredths are sent.
    pub(crate) async fn upload(
        &self,
        path: &str,
        credential: &Credential,
        file: &Kept,
        progress: impl Fn(u32) + 'static,
    ) -> Result<Attachment, Failure> {
        if !page::is_online() {
            return Err(Failure::Offline);
        }
        let request = prepared(self.settings(), path, credential, file).map_err(|_| Failure::Unreachable)?;
        let told = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            if event.length_computable() && event.total() > 0.0 {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
                progress((event.loaded() / event.total() * 100.0) as u32);
            }
        });
        if let Ok(upload) = request.upload() {
            upload.set_onprogress(Some(told.as_ref().unchecked_ref()));
        }
        let over = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
        request.send_with_opt_buffer_source(Some(&file.content)).map_err(|_| Failure::Unreachable)?;
        let _ = JsFuture::from(over).await;
        let text = request.response_text().ok().flatten().unwrap_or_default();
        match request.status().unwrap_or(0) {
            0 if page::is_online() => Err(Failure::Unreachable),
            0 => Err(Failure::Offline),
            200..300 => crate::json::read(&text).ok_or(Failure::Garbled),
            status => Err(Failure::of_status(status, None, crate::json::read(&text).unwrap_or_default())),
        }
    }
}

fn prepared(settings: &Settings, path: &str, credential: &Credential, file: &Kept) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open_with_async("POST", &[&settings.base, path].concat(), true)?;
    request.set_timeout(TIMEOUT);
    request.set_with_credentials(true);
    request.set_request_header("Accept", "application/json, application/problem+json")?;
    request.set_request_header("Accept-Language", &settings.language.borrow())?;
    request.set_request_header("Content-Type", &file.meta.mime)?;
    request.set_request_header("Content-Disposition", &["attachment; filename*=UTF-8''", &page::encode(&file.meta.name)].concat())?;
    request.set_request_header(headers::IDEMPOTENCY_KEY, &file.meta.id)?;
    if let Credential::Secret(secret) = credential {
        request.set_request_header(headers::TICKET_SECRET, secret)?;
    }
    if let Some(token) = settings.bearer() {
        request.set_request_header("Authorization", &["Bearer ", &token].concat())?;
    }
    Ok(request)
}
