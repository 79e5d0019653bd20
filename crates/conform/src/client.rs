//! Asking the portal.

use crate::{Credential, Options};
use serde::de::DeserializeOwned;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use ureq::http::{HeaderMap, Request as HttpRequest};
use ureq::{Agent, Body};

/// More than any answer of the contract needs.
const BODY_MAX: u64 = 20 * 1024 * 1024;

pub(crate) struct Client {
    agent: Agent,
    /// Without a slash at its end.
    base: String,
    /// Scheme and host, as a browser names the origin of a page of the portal.
    origin: String,
    credential: Option<Credential>,
    /// What is left of [`Options::patience`].
    patience: Mutex<Duration>,
}

#[derive(Clone, Debug)]
pub(crate) struct Request<'a> {
    method: &'a str,
    path: &'a str,
    headers: Vec<(&'a str, String)>,
    body: Option<Vec<u8>>,
    signed_in: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Answer<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl<'a> Request<'a> {
    pub(crate) fn new(method: &'a str, path: &'a str) -> Self {
        Self { method, path, headers: Vec::new(), body: None, signed_in: false }
    }

    pub(crate) fn get(path: &'a str) -> Self {
        Self::new("GET", path)
    }

    /// A write as an application sends it; without the key.
    pub(crate) fn post(path: &'a str, body: impl Into<Vec<u8>>) -> Self {
        Self { body: Some(body.into()), ..Self::new("POST", path) }.header("Content-Type", "application/json")
    }

    /// A change as an application sends it; without the key.
    pub(crate) fn patch(path: &'a str, body: impl Into<Vec<u8>>) -> Self {
        Self { method: "PATCH", ..Self::post(path, body) }
    }

    /// A `POST` of nothing.
    pub(crate) fn signal(path: &'a str) -> Self {
        Self { body: Some(Vec::new()), ..Self::new("POST", path) }
    }

    /// Replaces the header if it is there.
    pub(crate) fn header(mut self, name: &'a str, value: impl Into<String>) -> Self {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn key(self, key: &str) -> Self {
        self.header(contract::headers::IDEMPOTENCY_KEY, key)
    }

    /// With what opens a contact of a guest.
    pub(crate) fn secret(self, secret: &str) -> Self {
        self.header(contract::headers::TICKET_SECRET, secret)
    }

    pub(crate) fn new_key(self) -> Self {
        self.key(&uuid::Uuid::new_v4().to_string())
    }

    /// With the credential of [`Options`].
    pub(crate) fn signed_in(self) -> Self {
        Self { signed_in: true, ..self }
    }
}

impl Answer<'_> {
    /// The first of that name, if it is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// All of that name, as one list.
    pub(crate) fn list(&self, name: &str) -> String {
        let values: Vec<&str> = self.headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
        values.join(", ").to_ascii_lowercase()
    }

    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, String> {
        serde_json::from_slice(&self.body).map_err(|error| format!("{self}: {error}"))
    }
}

impl std::fmt::Display for Answer<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {} answered {}", self.method, self.path, self.status)
    }
}

impl Client {
    pub(crate) fn new(base: &str, options: &Options) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(options.timeout))
            .build();
        let base = base.trim_end_matches('/').to_owned();
        let host = base.split_once("://").map(|(scheme, rest)| (scheme, rest.split('/').next().unwrap_or_default()));
        Self {
            agent: config.into(),
            origin: host.map(|(scheme, host)| format!("{scheme}://{host}")).unwrap_or_default(),
            base,
            credential: options.credential.clone(),
            patience: Mutex::new(options.patience),
        }
    }

    /// Sends, and sends again when the portal asked to wait and there is patience left.
    ///
    /// # Errors
    /// Words for the report, when no answer came.
    pub(crate) fn send<'a>(&self, request: &Request<'a>) -> Result<Answer<'a>, String> {
        loop {
            let answer = self.send_once(request)?;
            let wait = if matches!(answer.status, 429 | 503) { retry_after(&answer) } else { None };
            match wait {
                Some(wait) if self.may_wait(wait) => thread::sleep(wait),
                _ => return Ok(answer),
            }
        }
    }

    /// As [`Self::send`], but what the portal says is taken as it is.
    pub(crate) fn send_once<'a>(&self, request: &Request<'a>) -> Result<Answer<'a>, String> {
        let (mut answer, body) = self.open(request)?;
        let read = body.into_with_config().limit(BODY_MAX).read_to_vec();
        answer.body = read.map_err(|error| format!("{} {}: {error}", answer.method, answer.path))?;
        Ok(answer)
    }

    /// The answer without its body, and the body, which is yet to come.
    pub(crate) fn open<'a>(&self, request: &Request<'a>) -> Result<(Answer<'a>, Body), String> {
        let Request { method, path, headers, body, signed_in } = request;
        let mut http = HttpRequest::builder().method(*method).uri(format!("{}{path}", self.base));
        for (name, value) in headers {
            http = http.header(*name, value);
        }
        // As a browser does.
        if !matches!(*method, "GET" | "HEAD" | "OPTIONS") && !headers.iter().any(|(name, _)| *name == "Origin") {
            http = http.header("Origin", &self.origin);
        }
        http = match &self.credential {
            Some(Credential::Cookie(cookie)) if *signed_in => http.header("Cookie", cookie),
            Some(Credential::Bearer(token)) if *signed_in => http.header("Authorization", format!("Bearer {token}")),
            _ => http,
        };
        let failed = |error: &dyn std::fmt::Display| format!("{method} {path}: {error}");
        let answer = match body {
            Some(body) => self.agent.run(http.body(body.as_slice()).map_err(|error| failed(&error))?),
            None => self.agent.run(http.body(()).map_err(|error| failed(&error))?),
        };
        let (head, body) = answer.map_err(|error| failed(&error))?.into_parts();
        Ok((Answer { method, path, status: head.status.as_u16(), headers: head.headers, body: Vec::new() }, body))
    }

    /// Takes the time from the patience, if there is enough of it.
    fn may_wait(&self, wait: Duration) -> bool {
        let Ok(mut patience) = self.patience.lock() else { return false };
        let left = patience.checked_sub(wait);
        *patience = left.unwrap_or(*patience);
        left.is_some()
    }
}

/// A second at least: patience is to end, whatever the portal says.
fn retry_after(answer: &Answer<'_>) -> Option<Duration> {
    let wait = domain::retry::retry_after(answer.header("Retry-After")?, chrono::Utc::now())?;
    Some(wait.max(Duration::from_secs(1)))
}

/// The address of the API: the one given if the support desk is there, or else `/api` below it.
pub(crate) fn find_api(url: &str, options: &Options) -> String {
    let given = url.trim_end_matches('/').to_owned();
    let below = format!("{given}/api");
    let has_desk = |base: &str| {
        let answer = Client::new(base, options).send(&Request::get("/support-desk"));
        answer.is_ok_and(|answer| answer.read::<contract::SupportDesk>().is_ok())
    };
    if !has_desk(&given) && has_desk(&below) { below } else { given }
}
