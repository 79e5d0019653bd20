//! A portal of one test, and what a client does to it.

use contract::{CreatedTicket, Problem, Ticket, TicketPage};
use portal::{Config, Running};
use reqwest::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, HeaderMap};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::Instant;

pub(crate) struct TestPortal {
    running: Running,
    pub(crate) base: String,
}

/// A Tuesday, ten in the morning in Moscow.
pub(crate) const TUESDAY: &str = "2026-11-24T07:00:00Z";

pub(crate) fn demo() -> Config {
    Config { demo: true, now: domain::time::parse_instant(TUESDAY), ..Config::default() }
}

pub(crate) async fn start(config: Config) -> TestPortal {
    let running = portal::start(config).await.unwrap();
    TestPortal { base: format!("http://{}", running.address), running }
}

impl TestPortal {
    pub(crate) fn visitor(&self) -> Visitor {
        Visitor::at(&self.base)
    }

    pub(crate) async fn stop(self) {
        self.running.stop().await.unwrap();
    }
}

/// A browser of its own: cookies, no redirects followed.
#[derive(Clone)]
pub(crate) struct Visitor {
    pub(crate) client: Client,
    pub(crate) base: String,
}

impl Visitor {
    pub(crate) fn at(base: &str) -> Self {
        let client = Client::builder().cookie_store(true).redirect(Policy::none()).timeout(Duration::from_secs(30)).build().unwrap();
        Self { client, base: base.to_owned() }
    }

    pub(crate) fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(format!("{}{path}", self.base))
    }

    pub(crate) fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(format!("{}{path}", self.base))
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> RequestBuilder {
        self.client.request(method.parse().unwrap(), format!("{}{path}", self.base))
    }

    /// A write as the contract wants it.
    pub(crate) fn write(&self, path: &str, key: &str, body: &Value) -> RequestBuilder {
        self.post(path).header("Idempotency-Key", key).json(body)
    }

    pub(crate) async fn send_ticket(&self, body: &Value) -> CreatedTicket {
        let response = self.write("/api/tickets", &new_key(), body).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::CREATED, "{}", response.text().await.unwrap());
        response.json().await.unwrap()
    }

    pub(crate) async fn ticket(&self, number: &str, secret: Option<&str>) -> Result<Ticket, StatusCode> {
        let mut request = self.get(&format!("/api/tickets/{number}"));
        if let Some(secret) = secret {
            request = request.header("Ticket-Secret", secret);
        }
        let response = request.send().await.unwrap();
        if response.status().is_success() { Ok(response.json().await.unwrap()) } else { Err(response.status()) }
    }

    pub(crate) async fn page(&self, query: &str) -> TicketPage {
        self.get(&format!("/api/tickets?{query}")).send().await.unwrap().json().await.unwrap()
    }

    /// Opens a page with a form, fills it in and sends it.
    pub(crate) async fn send_form(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let page = self.get(path).send().await.unwrap().text().await.unwrap();
        let guard = between(&page, "name=\"guard\" value=\"", "\"").to_owned();
        let mut form = fields.to_vec();
        form.push(("guard", &guard));
        self.post(path).header("Origin", &self.base).form(&form).send().await.unwrap()
    }

    pub(crate) async fn sign_in(&self, login: &str, password: &str) -> Response {
        self.send_form("/portal/sign-in?return=/account", &[("login", login), ("password", password)]).await
    }

    pub(crate) async fn signed_in(self) -> Self {
        assert_eq!(self.sign_in("demo", "demo-demo").await.status(), StatusCode::SEE_OTHER);
        self
    }

    pub(crate) async fn set_clock(&self, now: &str) {
        let response = self.request("PUT", "/dev/clock").json(&json!({ "now": now })).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
    }

    pub(crate) async fn outbox(&self) -> Vec<Value> {
        self.get("/dev/outbox").header("Accept", "application/json").send().await.unwrap().json().await.unwrap()
    }
}

/// A ticket that a guest may send.
pub(crate) fn guest_ticket(name: &str) -> Value {
    json!({
        "ticketType": "access",
        "name": name,
        "description": "Пароль не подходит со вчерашнего дня",
        "contact": {"fullName": "Анна Соколова", "email": "anna@example.org", "notifyBy": ["email"]},
        "attributes": [{"code": "reason", "values": ["password"]}, {"code": "login", "values": ["anna"]}],
        "consents": [{"id": "personal-data", "version": "2026-09", "at": "2026-11-24T06:59:00Z"}]
    })
}

/// A UUID that no other test has.
pub(crate) fn new_key() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}

/// An error as the contract has it: the body agrees with the status, and is in the language asked for.
pub(crate) async fn problem(response: Response) -> Problem {
    let status = response.status();
    assert!(status.is_client_error() || status.is_server_error(), "{status}");
    assert_eq!(header(response.headers(), CONTENT_TYPE.as_str()), "application/problem+json");
    let language = header(response.headers(), "content-language").to_owned();
    assert!(all(response.headers(), "vary").contains(ACCEPT_LANGUAGE.as_str()));
    let problem: Problem = response.json().await.unwrap();
    assert_eq!(problem.status, status.as_u16());
    let cyrillic = problem.title.chars().any(|c| matches!(c, 'а'..='я'));
    assert_eq!(cyrillic, language == "ru", "{problem:?}");
    problem
}

pub(crate) fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

/// All values of a header.
pub(crate) fn all(headers: &HeaderMap, name: &str) -> String {
    headers.get_all(name).iter().map(|value| value.to_str().unwrap().to_lowercase()).collect::<Vec<_>>().join(", ")
}

pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("no {before:?} in {text}")).1;
    rest.split_once(after).unwrap().0
}

/// Asks again until there is an answer.
pub(crate) async fn eventually<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(Instant::now() < end, "never: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
