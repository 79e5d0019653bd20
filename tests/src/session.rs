//! A running browser, and the pool of them.

mod chromium;
mod commands;
mod firefox;
mod pool;
mod webkit;

pub(crate) use commands::{is_passing, is_replaced};
pub(crate) use pool::{acquire, give_back, seat};

use crate::bidi::BiDi;
use crate::process::{Program, Running};
use crate::scripts;
use crate::wire::Wire;
use crate::{Engine, Setup};
use base64::Engine as _;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tokio::sync::Mutex;

/// A browser with the driver that leads it. Dropping it ends both.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) engine: Engine,
    /// What was settled when it started.
    started_for: Setup,
    pub(crate) client: Client,
    bidi: Option<Mutex<BiDi>>,
    first_scripts: Mutex<Vec<Value>>,
    // In this order: the driver before its display.
    driver: Running,
    _display: Option<Running>,
}

impl Session {
    /// Starts a browser.
    ///
    /// # Panics
    /// When a program is missing; the message says which and where it comes from.
    pub(crate) async fn start(engine: Engine, setup: &Setup) -> Self {
        let started_for = setup.at_start(engine);
        match engine {
            Engine::Chromium => chromium::start(started_for).await,
            Engine::Firefox => firefox::start(started_for).await,
            Engine::WebKit => webkit::start(started_for).await,
        }
    }

    pub(crate) fn fits(&self, engine: Engine, setup: &Setup) -> bool {
        self.engine == engine && self.started_for == setup.at_start(engine)
    }

    /// Makes the browser (its current tab) what the test asks for, as far as it was not settled at the start.
    pub(crate) async fn prepare(&self, setup: &Setup, wire: &Wire) {
        let first_script = format!(
            "{}{}",
            if setup.storage { "" } else { scripts::NO_STORAGE },
            if self.engine == Engine::Chromium { "" } else { scripts::COLLECTOR },
        );
        let outcome = match self.engine {
            Engine::Chromium => chromium::prepare(self, setup, &first_script).await,
            Engine::Firefox => firefox::prepare(self, setup, &first_script).await,
            Engine::WebKit => {
                wire.set_first_script(setup.scripts.then_some(first_script));
                webkit::prepare(self, setup).await
            }
        };
        outcome.unwrap_or_else(|error| panic!("{} does not take the setup: {error}", self.engine.name()));
    }

    /// Forgets the visitor, for the next test.
    pub(crate) async fn reset(&self) -> Result<(), String> {
        let client = &self.client;
        let words = |error: fantoccini::error::CmdError| error.to_string();
        if self.engine == Engine::WebKit {
            // A page's cookies are on their way to where they are kept as the page's requests are: behind one they have arrived.
            self.flush().await;
        }
        let forgotten = crate::wait::until(async || {
            let left = async {
                client.delete_all_cookies().await?;
                client.get_all_cookies().await
            };
            left.await.map_or_else(|error| Some(Err(words(error))), |left| left.is_empty().then_some(Ok(())))
        });
        forgotten.await.ok_or("the cookies stay")??;
        let before = client.windows().await.map_err(words)?;
        let fresh = if self.engine == Engine::WebKit {
            None
        } else {
            // What was emulated ends with its tab.
            Some(client.new_window(true).await.map_err(words)?.handle)
        };
        let keep = fresh.or_else(|| before.first().cloned()).ok_or("the browser has no window")?;
        for window in before.into_iter().filter(|window| *window != keep) {
            client.switch_to_window(window).await.map_err(words)?;
            client.close_window().await.map_err(words)?;
        }
        client.switch_to_window(keep).await.map_err(words)?;
        client.goto("about:blank").await.map_err(words)?;
        if let Some(bidi) = &self.bidi {
            for script in self.first_scripts.lock().await.drain(..) {
                bidi.lock().await.command("script.removePreloadScript", json!({ "script": script })).await?;
            }
        }
        Ok(())
    }

    /// Sends a signal to the processes that hold pages.
    pub(crate) fn signal_pages(&self, signal: &str) {
        let command_line = match self.engine {
            Engine::Chromium => "--type=renderer",
            Engine::Firefox => "-contentproc .* tab$",
            Engine::WebKit => "WebKitWebProcess",
        };
        self.driver.signal(signal, command_line);
    }

    /// Lets the current page tell what it still holds back. A page that is gone, or without scripts, has nothing to tell.
    async fn flush(&self) {
        let _ = self.client.execute(scripts::FLUSH, Vec::new()).await;
    }

    /// What went wrong in the pages since the last time; WebKit's report through the wire.
    pub(crate) async fn take_console(&self) -> Vec<String> {
        if self.engine != Engine::Chromium {
            self.flush().await;
        }
        match self.engine {
            Engine::Chromium => chromium::take_console(self).await,
            Engine::Firefox => firefox::take_console(self).await,
            Engine::WebKit => Vec::new(),
        }
    }

    /// Breaks or mends the connection as the device sees it.
    pub(crate) async fn set_offline(&self, offline: bool) -> Result<(), String> {
        match self.engine {
            Engine::Chromium => chromium::set_offline(self, offline).await,
            Engine::Firefox => firefox::set_offline(self, offline).await,
            Engine::WebKit => Err("WebKitWebDriver cannot take the device offline; unplug the wire".to_owned()),
        }
    }

    /// The page on A4, as a PDF.
    pub(crate) async fn print(&self) -> Result<Vec<u8>, String> {
        let paper =
            json!({ "page": { "width": 21.0, "height": 29.7 }, "margin": { "top": 1.2, "bottom": 1.2, "left": 1.2, "right": 1.2 } });
        let printed = self.client.issue_cmd(commands::Extension::post("print", paper)).await.map_err(|error| error.to_string())?;
        let text = printed.as_str().ok_or("the driver printed no text")?;
        base64::engine::general_purpose::STANDARD.decode(text).map_err(|error| error.to_string())
    }

    /// A Chrome DevTools command; Chromium only.
    pub(crate) async fn cdp(&self, command: &str, params: Value) -> Result<Value, String> {
        let command = commands::Extension::post("goog/cdp/execute", json!({ "cmd": command, "params": params }));
        self.client.issue_cmd(command).await.map_err(|error| error.to_string())
    }

    /// What the engine's accessibility tree calls an element: role and name.
    pub(crate) async fn role_and_name(&self, element: &str) -> Result<(String, String), fantoccini::error::CmdError> {
        let role = self.client.issue_cmd(commands::Extension::get(&format!("element/{element}/computedrole"))).await?;
        let name = self.client.issue_cmd(commands::Extension::get(&format!("element/{element}/computedlabel"))).await?;
        Ok((role.as_str().unwrap_or_default().to_owned(), name.as_str().unwrap_or_default().to_owned()))
    }
}

/// Waits for the driver and opens a session with it.
async fn connect(driver: &Running, port: u16, capabilities: Map<String, Value>) -> Client {
    let address = format!("http://127.0.0.1:{port}");
    let mut last = String::new();
    let client = crate::wait::until(async || {
        // A driver that listens has nothing left to wait for: a refused session is final.
        tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok()?;
        Some(ClientBuilder::new(HttpConnector::new()).capabilities(capabilities.clone()).connect(&address).await)
    })
    .await;
    match client {
        Some(Ok(client)) => return client,
        Some(Err(error)) => last = error.to_string(),
        None => {}
    }
    panic!("no browser session: {last}\n{}", driver.log());
}

/// The program, or the words that say how to get it.
fn program(candidates: &[&str], package: &str) -> Program {
    match crate::process::find_program(candidates) {
        Some(path) => Program::new(path),
        None => panic!("{} is missing; to install it: {package}", candidates.join(" or ")),
    }
}

/// `ru-RU` as browsers ask for it: `ru-RU,ru`.
fn with_bare_language(language: &str) -> String {
    language.split_once('-').map_or_else(|| language.to_owned(), |(bare, _)| format!("{language},{bare}"))
}
