//! Requests to the portal.

use super::Failure;
use super::intent::Intent;
use crate::browser::{intl, page, random, timer, uuid};
use crate::json;
use contract::read::Read;
use contract::{Availability, Problem, Session, headers};
use core::pin::Pin;
use core::time::Duration;
use domain::time::UtcInstant;
use gloo_net::http::{Method, Request, RequestBuilder, Response};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, AbortSignal, RequestCredentials, RequestMode};

/// How long one try of a read may take.
const READ_TIMEOUT: Duration = Duration::from_secs(10);
/// How long one try of a write may take; after it the outcome is unknown.
const WRITE_TIMEOUT: Duration = Duration::from_secs(20);
/// Tries of one read or write before the visitor is told.
const TRIES: u32 = 3;
/// The shortest pause between two tries.
const SHORTEST: Duration = Duration::from_millis(200);
/// The longest `Retry-After` that is waited out without asking the visitor.
const PATIENCE: Duration = Duration::from_secs(5);
/// The largest answer that is read, in bytes of UTF-8.
const LARGEST_ANSWER: usize = 4_000_000;

/// What proves the right to a request, beyond the session's cookie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Credential {
    #[default]
    Session,
    /// None at all: the request is a guest's, whoever is signed in.
    Guest,
    /// The secret of a guest's contact.
    Secret(String),
}

/// What comes back from a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn decode<T: Read>(&self) -> Result<T, Failure> {
        json::read(&self.text).ok_or(Failure::Garbled)
    }
}

/// Where a bearer token comes from, for pages on which the portal's cookie does not travel.
pub(crate) type TokenSource = Rc<dyn Fn() -> Option<String>>;

/// A client of one portal. Cheap to copy.
#[derive(Clone)]
pub(crate) struct Client(Rc<Settings>);

pub(super) struct Settings {
    /// Address of the API without a slash at its end: `/api`, `https://portal.example/api`.
    pub(super) base: String,
    pub(super) language: RefCell<String>,
    token: Option<TokenSource>,
}

impl Settings {
    /// The bearer token, where there is one that a header can carry.
    pub(super) fn bearer(&self) -> Option<String> {
        self.token.as_ref().and_then(|source| source()).filter(|token| token.bytes().all(|byte| byte.is_ascii_graphic()))
    }
}

impl Client {
    pub(super) fn settings(&self) -> &Settings {
        &self.0
    }

    pub(crate) fn new(base: &str, token: Option<TokenSource>) -> Self {
        Self(Rc::new(Settings { base: base.trim_end_matches('/').to_owned(), language: RefCell::default(), token }))
    }

    /// The language in which the portal's texts are asked for, BCP 47.
    pub(crate) fn speak(&self, language: &str) {
        self.0.language.replace(language.to_owned());
    }

    /// Reads a resource. Passing failures are tried again, with full jitter, a few times.
    pub(crate) async fn get<T: Read>(&self, path: &str, credential: &Credential) -> Result<T, Failure> {
        json::read(&self.persist(Errand::new(Method::GET, path, credential.clone())).await?.text).ok_or(Failure::Garbled)
    }

    /// Reads a resource for somebody who may stop waiting: they abort.
    pub(crate) async fn get_until<T: Read>(&self, path: &str, credential: &Credential, abort: AbortController) -> Result<T, Failure> {
        let errand = Errand { abort: Some(abort), ..Errand::new(Method::GET, path, credential.clone()) };
        json::read(&self.persist(errand).await?.text).ok_or(Failure::Garbled)
    }

    /// Reads a resource unless it is still of that version: then `None`. With it comes its version now.
    pub(crate) async fn get_changed<T: Read>(
        &self,
        path: &str,
        credential: &Credential,
        etag: Option<&str>,
    ) -> Result<Option<(T, Option<String>)>, Failure> {
        let errand = Errand { etag: etag.map(ToOwned::to_owned), ..Errand::new(Method::GET, path, credential.clone()) };
        let reply = self.persist(errand).await?;
        if reply.is_unchanged {
            return Ok(None);
        }
        json::read(&reply.text).map(|value| Some((value, reply.etag))).ok_or(Failure::Garbled)
    }

    /// The bytes of a file. Asked for once: whoever wants it asks again.
    pub(crate) async fn bytes(&self, path: &str, credential: &Credential) -> Result<js_sys::Uint8Array, Failure> {
        let abort = AbortController::new().map_err(|_| Failure::Unreachable)?;
        let signal = abort.signal();
        let _deadline = timer::Timer::once(READ_TIMEOUT, move || abort.abort());
        let errand = Errand::new(Method::GET, path, credential.clone());
        let request = self.prepared(&errand, &signal).build().map_err(|_| Failure::Unreachable)?;
        let response = request.send().await.map_err(|_| unreachable())?;
        if !response.ok() {
            return Err(Failure::of_status(response.status(), None, Problem::default()));
        }
        let content = response.binary().await.map_err(|_| Failure::Unreachable)?;
        Ok(js_sys::Uint8Array::from(content.as_slice()))
    }

    /// How long the portal takes to answer, and what time it has; `None`: it does not answer.
    pub(crate) async fn ping(&self) -> Option<(Duration, UtcInstant)> {
        let begun = timer::monotonic();
        let answer = self.once(&Errand::new(Method::GET, "/availability", Credential::Guest)).await.ok()?;
        let delay = Duration::from_secs_f64(((timer::monotonic() - begun) / 1000.0).max(0.0));
        let now = domain::time::parse_instant(&json::read::<Availability>(&answer.text)?.server_time)?;
        Some((delay, now))
    }

    /// Ends the session. Saying so twice does no harm, so it needs no key.
    pub(crate) async fn sign_out(&self) -> Result<(), Failure> {
        self.persist(Errand::new(Method::DELETE, "/session", Credential::Session)).await.map(|_| ())
    }

    /// Sends an intent under its key. The key makes every further try safe. Only the outbox calls this.
    ///
    /// What an account wrote is sent while that account is signed in, asked anew before each try: a session that ended would turn it
    /// into a guest's. `is_uncertain` becomes true as soon as a try may have been carried out.
    pub(super) async fn post(&self, intent: &Intent, is_uncertain: Rc<Cell<bool>>) -> Result<Answer, Failure> {
        let write = Write { key: intent.key.clone(), body: intent.body.clone(), owner: intent.owner.clone(), is_uncertain };
        let errand =
            Errand { write: Some(write), ..Errand::new(intent.purpose.method(), &intent.purpose.path(&intent.about), intent.credential()) };
        Ok(Answer { text: self.persist(errand).await?.text })
    }

    /// Writes what is of use at this moment only: it is tried once, and kept nowhere.
    pub(crate) async fn write_now(&self, method: Method, path: &str, credential: Credential, body: String) -> Result<Answer, Failure> {
        let write = Write { key: uuid(), body, owner: None, is_uncertain: Rc::default() };
        let errand = Errand { write: Some(write), ..Errand::new(method, path, credential) };
        Ok(Answer { text: self.once(&errand).await?.text })
    }

    /// One errand, tried again where that may help. Boxed: it is compiled once, whoever waits for it.
    fn persist(&self, errand: Errand) -> Pin<Box<dyn Future<Output = Result<Reply, Failure>>>> {
        let client = self.clone();
        Box::pin(async move {
            let mut tried = 0_u32;
            loop {
                let failure = match client.attempt(&errand).await {
                    Ok(reply) => return Ok(reply),
                    Err(failure) => failure,
                };
                tried = tried.saturating_add(1);
                let wait = match &failure {
                    Failure::Again { after: Some(after), .. } if *after > PATIENCE => return Err(failure),
                    // Never at once, whatever it says: that would be a flood.
                    Failure::Again { after: Some(after), .. } => (*after).max(domain::retry::full_jitter(tried, random()).max(SHORTEST)),
                    Failure::Again { .. } | Failure::Unreachable => domain::retry::full_jitter(tried, random()),
                    _ => return Err(failure),
                };
                let is_unwanted = errand.abort.as_ref().is_some_and(|abort| abort.signal().aborted());
                if tried >= TRIES || is_unwanted || !page::is_online() {
                    return Err(failure);
                }
                timer::sleep(wait).await;
            }
        })
    }

    async fn attempt(&self, errand: &Errand) -> Result<Reply, Failure> {
        let Some(write) = &errand.write else { return self.once(errand).await };
        if let Some(owner) = &write.owner {
            let session = self.once(&Errand::new(Method::GET, "/session", Credential::Session)).await?;
            let session: Session = json::read(&session.text).ok_or(Failure::Garbled)?;
            if session.account.id != *owner {
                return Err(Failure::SignIn);
            }
        }
        let result = self.once(errand).await;
        if result.as_ref().is_err_and(Failure::leaves_outcome_unknown) {
            write.is_uncertain.set(true);
        }
        result
    }

    fn once<'a>(&'a self, errand: &'a Errand) -> Pin<Box<dyn Future<Output = Result<Reply, Failure>> + 'a>> {
        Box::pin(async move {
            // Reads are tried all the same: what is kept for such times answers them.
            if errand.write.is_some() && !page::is_online() {
                return Err(Failure::Offline);
            }
            let abort = AbortController::new().map_err(|_| Failure::Unreachable)?;
            let signal = abort.signal();
            // Whoever does not want it any more ends this try as its deadline does.
            let unwanted = errand.abort.as_ref().map(|unwanted| unwanted.signal());
            let of_unwanted = abort.clone();
            let listener = Closure::once(move || of_unwanted.abort());
            if let Some(unwanted) = &unwanted {
                unwanted.set_onabort(Some(listener.as_ref().unchecked_ref()));
            }
            let _deadline = timer::Timer::once(errand.timeout(), move || abort.abort());
            let request = self.request(errand, &signal).ok_or(Failure::Unreachable)?;
            let response = request.send().await.map_err(|_| unreachable());
            if let Some(unwanted) = &unwanted {
                unwanted.set_onabort(None);
            }
            read(response?).await
        })
    }

    /// What every request says: who asks, in which language, with what right.
    pub(super) fn prepared(&self, errand: &Errand, signal: &AbortSignal) -> RequestBuilder {
        let is_guest = errand.credential == Credential::Guest;
        let mut request = RequestBuilder::new(&[&self.0.base, errand.path.as_str()].concat())
            .method(errand.method.clone())
            .credentials(if is_guest { RequestCredentials::Omit } else { RequestCredentials::Include })
            .abort_signal(Some(signal))
            .header("Accept-Language", &self.0.language.borrow());
        if let Credential::Secret(secret) = &errand.credential {
            request = request.header(headers::TICKET_SECRET, secret);
        }
        if !is_guest && let Some(token) = self.0.bearer() {
            request = request.header("Authorization", &["Bearer ", &token].concat());
        }
        request
    }

    fn request(&self, errand: &Errand, signal: &AbortSignal) -> Option<Request> {
        let mut request = self.prepared(errand, signal).header("Accept", "application/json, application/problem+json");
        if let Some(etag) = &errand.etag {
            request = request.header("If-None-Match", etag);
        }
        match &errand.write {
            Some(write) => request
                .header(headers::IDEMPOTENCY_KEY, &write.key)
                .header("Content-Type", "application/json")
                .body(write.body.as_str())
                .ok(),
            None => request.build().ok(),
        }
    }
}

/// What no answer means.
pub(super) fn unreachable() -> Failure {
    if page::is_online() { Failure::Unreachable } else { Failure::Offline }
}

/// What is asked of the portal.
pub(super) struct Errand {
    method: Method,
    path: String,
    credential: Credential,
    write: Option<Write>,
    /// Whoever waits for it may not want it any more.
    abort: Option<AbortController>,
    /// Version that is known.
    etag: Option<String>,
}

/// What the portal answered.
pub(super) struct Reply {
    text: String,
    etag: Option<String>,
    /// It is still of the version that is known.
    is_unchanged: bool,
}

struct Write {
    key: String,
    body: String,
    /// The account that must be signed in.
    owner: Option<String>,
    is_uncertain: Rc<Cell<bool>>,
}

impl Errand {
    pub(super) fn new(method: Method, path: &str, credential: Credential) -> Self {
        Self { method, path: path.to_owned(), credential, write: None, abort: None, etag: None }
    }

    fn timeout(&self) -> Duration {
        if self.write.is_some() { WRITE_TIMEOUT } else { READ_TIMEOUT }
    }
}

pub(super) async fn read(response: Response) -> Result<Reply, Failure> {
    let status = response.status();
    let content_type = response.headers().get("Content-Type").unwrap_or_default();
    // A date is meant on the portal's clock, which the answer tells.
    let now = response.headers().get("Date").and_then(|date| date_of(&date)).unwrap_or_else(intl::device_now);
    let after = response.headers().get("Retry-After").and_then(|value| domain::retry::retry_after(&value, now));
    let etag = response.headers().get("ETag");
    let text = response.text().await.map_err(|_| Failure::Unreachable)?;
    if status == 304 {
        return Ok(Reply { text, etag, is_unchanged: true });
    }
    if (200..300).contains(&status) {
        let is_json = content_type.starts_with("application/json");
        return if text.len() > LARGEST_ANSWER || !(is_json || text.is_empty()) {
            Err(Failure::Garbled)
        } else {
            Ok(Reply { text, etag, is_unchanged: false })
        };
    }
    let problem = if text.len() > LARGEST_ANSWER { Problem::default() } else { json::read(&text).unwrap_or_default() };
    let failure = Failure::of_status(status, after, problem);
    let is_of_contract = content_type.starts_with("application/problem+json");
    // Without a problem document it comes from something in between, which knows nothing of tickets that are gone.
    Err(if is_of_contract || matches!(failure, Failure::Again { .. } | Failure::SignIn | Failure::Fix(_) | Failure::Forbidden) {
        failure
    } else {
        Failure::Garbled
    })
}

/// The instant of a `Date` header, to the second.
fn date_of(header: &str) -> Option<UtcInstant> {
    let milliseconds = js_sys::Date::parse(header);
    #[expect(clippy::cast_possible_truncation, reason = "a date in milliseconds fits; NaN is refused before")]
    (!milliseconds.is_nan()).then(|| chrono::DateTime::from_timestamp_millis(milliseconds as i64)).flatten()
}

/// A file of the application itself, from where the page came from. Mode and credentials are those of its preload: with
/// others it is downloaded twice.
pub(crate) async fn file(address: &str) -> Result<String, Failure> {
    for attempt in 1..=TRIES {
        let request = Request::get(address).mode(RequestMode::NoCors).credentials(RequestCredentials::Include);
        if let Ok(response) = request.send().await
            && response.ok()
            && let Ok(text) = response.text().await
        {
            return Ok(text);
        }
        timer::sleep(domain::retry::full_jitter(attempt, random())).await;
    }
    Err(Failure::Unreachable)
}
