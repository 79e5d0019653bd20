use super::{Session, commands, connect, program, with_bare_language};
use crate::engine::Scheme;
use crate::process::free_port;
use crate::{Engine, Setup};
use serde_json::{Value, json};
use tokio::sync::Mutex;

/// As an administrator's account (in a container) Chromium has no sandbox; the rest keeps it from calling home.
const ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-search-engine-choice-screen",
    "--hide-scrollbars",
];

pub(super) async fn start(started_for: Setup) -> Session {
    let port = free_port();
    let driver = program(&["chromedriver"], "apt-get install chromium chromium-driver")
        .argument(format!("--port={port}"))
        .variable("TZ", &started_for.zone)
        .start_quiet();
    let capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "args": ARGUMENTS, "prefs": { "credentials_enable_service": false } },
        "goog:loggingPrefs": { "browser": "ALL" },
    });
    let client = connect(&driver, port, capabilities.as_object().cloned().unwrap_or_default()).await;
    let first_scripts = Mutex::default();
    Session { engine: Engine::Chromium, started_for, client, bidi: None, first_scripts, driver, _display: None }
}

pub(super) async fn prepare(session: &Session, setup: &Setup, first_script: &str) -> Result<(), String> {
    let agent = session.cdp("Browser.getVersion", json!({})).await?["userAgent"].clone();
    let language = with_bare_language(&setup.language);
    session.cdp("Emulation.setUserAgentOverride", json!({ "userAgent": agent, "acceptLanguage": language })).await?;
    session.cdp("Emulation.setLocaleOverride", json!({ "locale": setup.language })).await?;
    session.cdp("Emulation.setTimezoneOverride", json!({ "timezoneId": setup.zone })).await?;
    let size = json!({ "width": setup.width, "height": setup.height, "deviceScaleFactor": 1, "mobile": false });
    session.cdp("Emulation.setDeviceMetricsOverride", size).await?;
    let feature = |name: &str, value: &str| json!({ "name": name, "value": value });
    let features = [
        feature("prefers-color-scheme", if setup.scheme == Scheme::Dark { "dark" } else { "light" }),
        feature("prefers-contrast", if setup.more_contrast { "more" } else { "no-preference" }),
        feature("forced-colors", if setup.forced_colors { "active" } else { "none" }),
        feature("prefers-reduced-motion", if setup.reduced_motion { "reduce" } else { "no-preference" }),
    ];
    session.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
    session.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": !setup.scripts })).await?;
    if !first_script.is_empty() {
        session.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": first_script })).await?;
    }
    Ok(())
}

pub(super) async fn set_offline(session: &Session, offline: bool) -> Result<(), String> {
    session.cdp("Network.enable", json!({})).await?;
    let conditions = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    session.cdp("Network.emulateNetworkConditions", conditions).await.map(|_| ())
}

pub(super) async fn take_console(session: &Session) -> Vec<String> {
    let entries = session.client.issue_cmd(commands::Extension::post("se/log", json!({ "type": "browser" }))).await.unwrap_or_default();
    let entries = entries.as_array().cloned().unwrap_or_default();
    let is_bad = |entry: &&Value| matches!(entry["level"].as_str(), Some("SEVERE"));
    entries.iter().filter(is_bad).filter_map(|entry| entry["message"].as_str().map(str::to_owned)).collect()
}
