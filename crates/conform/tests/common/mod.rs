//! The reference portal, in this process, on a free port.

use tokio::runtime::Runtime;
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
        let config = portal::Config { demo: true, allowed_origins: vec![Url::parse(APP).unwrap()], ..portal::Config::default() };
        let running = runtime.block_on(portal::start(config)).unwrap();
        Self { api: format!("http://{}/api", running.address), running: Some(running), runtime }
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

pub(crate) fn options() -> conform::Options {
    conform::Options { allowed_origin: Some(APP.to_owned()), ..conform::Options::default() }
}
