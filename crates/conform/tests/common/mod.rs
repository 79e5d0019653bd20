//! The reference portal, in this process, on a free port.

use tokio::runtime::Runtime;
use ureq::{Agent, http::HeaderMap};
use url::Url;

/// An application's origin that the portal knows.
pub(crate) const APP: &str = "https://app.example";

pub(crate) struct Reference {
    /// The address of its API.
    pub(crate) api: String,
    running: Option<portal::Running>,
    runtime: Runtime,
}

impl Reference {
    pub(crate) fn start() -> Self {
        let runtime = Runtime::new().unwrap();
        // A Wednesday morning in Moscow: every channel is open.
        let now = domain::time::parse_instant("2026-11-25T08:00:00Z");
        let config = portal::Config { demo: true, now, allowed_origins: vec![Url::parse(APP).unwrap()], ..portal::Config::default() };
        let running = runtime.block_on(portal::start(config)).unwrap();
        Self { api: format!("http://{}/api", running.address), running: Some(running), runtime }
    }

    /// Checks with everything that a check can need.
    pub(crate) fn options(&self) -> conform::Options {
        let credential = Some(conform::Credential::Cookie(self.sign_in()));
        conform::Options { credential, allowed_origin: Some(APP.to_owned()), ..conform::Options::default() }
    }

    /// Signs in on the portal's page, as the demonstration's account, and gives the cookies.
    fn sign_in(&self) -> String {
        let agent: Agent = Agent::config_builder().max_redirects(0).max_redirects_will_error(false).build().into();
        let page = self.api.replace("/api", "/portal/sign-in");
        let mut shown = agent.get(&page).call().unwrap();
        let html = shown.body_mut().read_to_string().unwrap();
        let guard = html.split("name=\"guard\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let form = [("login", "demo"), ("password", "demo-demo"), ("guard", guard)];
        let answer = agent.post(&page).header("Cookie", cookies(shown.headers())).send_form(form).unwrap();
        cookies(answer.headers())
    }

    #[allow(dead_code, reason = "each test file uses its part of it")]
    pub(crate) fn runtime(&self) -> &Runtime {
        &self.runtime
    }
}

impl Drop for Reference {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            let _ = self.runtime.block_on(running.stop());
        }
    }
}

fn cookies(headers: &HeaderMap) -> String {
    let cookies = headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap());
    cookies.collect::<Vec<_>>().join("; ")
}
