//! The reference portal, one for each test, behind a wire of its own.

use crate::process::{Program, Running};
use crate::wire::{Upstream, Wire};
use reqwest::{Client, Method, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::sync::Mutex;

/// How a portal is started.
#[derive(Clone, Debug)]
pub struct Options {
    now: String,
    demo: bool,
    /// Operators that answer by themselves.
    operators: usize,
}

impl Options {
    /// A portal for a demonstration whose clock starts at this instant (RFC 3339).
    pub fn at(now: &str) -> Self {
        Self { now: now.to_owned(), demo: true, operators: 0 }
    }

    /// The same, with so many operators of each kind that answer by themselves.
    #[must_use]
    pub fn with_operators(mut self, operators: usize) -> Self {
        self.operators = operators;
        self
    }
}

/// A mail that the portal wrote.
#[derive(Clone, Debug, Deserialize)]
pub struct Mail {
    pub recipient: String,
    pub subject: String,
    pub body: String,
}

impl Mail {
    /// The first address in it.
    ///
    /// # Panics
    /// When there is none.
    pub fn link(&self) -> String {
        let link = self.body.split_whitespace().find(|word| word.starts_with("http"));
        link.unwrap_or_else(|| panic!("no link in “{}”: {}", self.subject, self.body)).to_owned()
    }
}

/// A portal with a clock and a database of its own.
#[derive(Debug)]
pub struct Portal {
    /// What browsers see of it, and what can break on the way.
    pub wire: Arc<Wire>,
    options: Options,
    database: TempDir,
    running: Mutex<Option<(Running, String)>>,
    desk: Mutex<Option<contract::SupportDesk>>,
    client: Client,
}

impl Portal {
    /// Starts one.
    ///
    /// # Panics
    /// When it is not built (the message says how), or does not start.
    pub async fn start(options: Options) -> Self {
        let wire = Arc::new(Wire::new().await);
        let database = tempfile::tempdir().expect("a temporary directory");
        // The portal's pages send cookies, and the tests look at redirects.
        let client = Client::builder().cookie_store(true).redirect(reqwest::redirect::Policy::none()).build().expect("an HTTP client");
        let portal = Self { wire, options, database, running: Mutex::default(), desk: Mutex::default(), client };
        portal.resume().await;
        portal
    }

    /// Starts it again after [`Self::stop`], on the same database. Its clock begins anew where it began at first.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn resume(&self) {
        let mut program = Program::new(binary())
            .argument("--listen")
            .argument("127.0.0.1:0")
            .argument("--database")
            .argument(self.database.path().join("portal.sqlite").to_string_lossy())
            .argument("--site")
            .argument(site().to_string_lossy())
            .argument("--public-url")
            .argument(self.wire.origin())
            .argument("--now")
            .argument(&self.options.now)
            .argument("--faults");
        if self.options.demo {
            program = program.argument("--demo");
        }
        if self.options.operators > 0 {
            program = program.argument("--demo-operators").argument(self.options.operators.to_string());
        }
        let (running, address) = program.start_and_read(|line| line.strip_prefix("listening on ").map(|url| url.trim().to_owned())).await;
        self.wire.connect(Upstream::Portal(address.clone()));
        *self.running.lock().await = Some((running, address));
        self.desk().await;
    }

    /// Ends it, as when its machine goes down: nothing answers any more.
    pub async fn stop(&self) {
        drop(self.running.lock().await.take());
    }

    /// Where it listens itself, without a wire.
    ///
    /// # Panics
    /// When it is stopped.
    pub async fn address(&self) -> String {
        self.running.lock().await.as_ref().map(|(_, address)| address.clone()).expect("the portal is running")
    }

    /// Asks it something, past the wire.
    ///
    /// # Panics
    /// When it does not answer.
    pub async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Response {
        let url = format!("{}{path}", self.address().await);
        let mut request = self.client.request(method, &url).header("Accept", "application/json").header("Accept-Language", "ru");
        if let Some(body) = body {
            request = request.json(body).header("Idempotency-Key", uuid_of(body));
        }
        request.send().await.unwrap_or_else(|error| panic!("the portal does not answer: {error}"))
    }

    async fn read<T: for<'de> Deserialize<'de>>(&self, path: &str) -> T {
        let answer = self.ask(Method::GET, path, None).await;
        let status = answer.status();
        answer.json().await.unwrap_or_else(|error| panic!("{path} answers {status}: {error}"))
    }

    /// Sets its clock, and with it every clock of the application.
    ///
    /// # Panics
    /// When it refuses.
    pub async fn set_clock(&self, now: &str) {
        let answer = self.ask(Method::PUT, "/dev/clock", Some(&json!({ "now": now }))).await;
        assert!(answer.status().is_success(), "the clock does not take {now}: {}", answer.status());
    }

    /// The rules of `/dev/faults`.
    ///
    /// # Panics
    /// When it refuses them.
    pub async fn set_faults(&self, rules: &Value) {
        let answer = self.ask(Method::PUT, "/dev/faults", Some(rules)).await;
        assert!(answer.status().is_success(), "the faults are not taken: {}", answer.status());
    }

    /// The mail that it wrote, newest first.
    pub async fn mail(&self) -> Vec<Mail> {
        self.read("/dev/outbox").await
    }

    /// Waits for a mail to this address, and returns the newest.
    ///
    /// # Panics
    /// When none comes.
    pub async fn mail_to(&self, recipient: &str) -> Mail {
        let mail = crate::wait::until(async || self.mail().await.into_iter().find(|mail| mail.recipient.contains(recipient))).await;
        mail.unwrap_or_else(|| panic!("no mail to {recipient}"))
    }

    /// How often an article was said to have helped, and not to have.
    pub async fn ratings(&self, slug: &str) -> (u64, u64) {
        let all: Vec<Value> = self.read("/dev/articles").await;
        let rating = all.iter().find(|rating| rating["slug"] == slug);
        rating.map_or((0, 0), |rating| (rating["helped"].as_u64().unwrap_or(0), rating["notHelped"].as_u64().unwrap_or(0)))
    }

    /// How many people are known to be affected by an incident.
    pub async fn affected(&self, incident: &str) -> Option<u64> {
        let all: Value = self.read("/dev/incidents").await;
        all["items"].as_array()?.iter().find(|known| known["id"] == incident)?["affected"].as_u64()
    }

    /// What it says about itself, in Russian; also when it is down by now.
    pub async fn desk(&self) -> contract::SupportDesk {
        let mut desk = self.desk.lock().await;
        if desk.is_none() {
            *desk = Some(self.read("/api/support-desk").await);
        }
        desk.clone().unwrap_or_default()
    }

    /// How many tickets a guest with this address has: each is confirmed by one mail.
    pub async fn count_tickets_of(&self, email: &str) -> usize {
        self.mail().await.iter().filter(|mail| mail.recipient.contains(email)).count()
    }
}

/// The same key for the same body: none of these requests is to be done twice.
fn uuid_of(body: &Value) -> String {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    body.to_string().hash(&mut hasher);
    format!("00000000-0000-4000-8000-{:012x}", hasher.finish() & 0xFFFF_FFFF_FFFF)
}

/// The portal's program: `HOTLINE_PORTAL_BIN`, else where cargo puts it.
fn binary() -> PathBuf {
    let given = std::env::var_os("HOTLINE_PORTAL_BIN").map(PathBuf::from);
    let built = || {
        ["debug", "release"].map(|profile| crate::target_directory().join(profile).join("portal")).into_iter().find(|path| path.is_file())
    };
    given.or_else(built).unwrap_or_else(|| panic!("the portal is not built; to build it: cargo build -p portal"))
}

/// The built application: `HOTLINE_DIST`, else `dist/`.
fn site() -> PathBuf {
    let given = std::env::var_os("HOTLINE_DIST").map(PathBuf::from);
    let site = given.unwrap_or_else(|| crate::workspace().join("dist"));
    assert!(site.join("index.html").is_file(), "no application in {}; to build it: cargo xtask build", site.display());
    site
}
