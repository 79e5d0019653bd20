use super::{Session, connect, program, with_bare_language};
use crate::bidi::BiDi;
use crate::engine::Scheme;
use crate::process::free_port;
use crate::{Engine, Setup};
use serde_json::{Value, json};
use tokio::sync::Mutex;

pub(super) async fn start(started_for: Setup) -> Session {
    let port = free_port();
    let driver = program(&["geckodriver"], "cargo install geckodriver")
        .argument("--port")
        .argument(port.to_string())
        .argument("--websocket-port")
        .argument(free_port().to_string())
        .variable("TZ", &started_for.zone)
        .start_quiet();
    let number = |value: bool| u8::from(value);
    let preferences = json!({
        "intl.accept_languages": with_bare_language(&started_for.language),
        "layout.css.prefers-color-scheme.content-override": number(started_for.scheme == Scheme::Light),
        "ui.prefersReducedMotion": number(started_for.reduced_motion),
        // Black on white from the system, and pages keep their own colours: more contrast, not forced.
        "ui.useAccessibilityTheme": number(started_for.more_contrast),
        "browser.display.document_color_use": if started_for.forced_colors { 2 } else { 1 },
        "javascript.enabled": started_for.scripts,
        // Nothing of its own over the network.
        "app.normandy.enabled": false,
        "services.settings.server": "data:,",
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "signon.rememberSignons": false,
        "layout.css.devPixelsPerPx": "1.0",
    });
    let firefox = crate::process::find_program(&["firefox-esr", "firefox"])
        .unwrap_or_else(|| panic!("firefox is missing; to install it: apt-get install firefox-esr"));
    let capabilities = json!({
        "browserName": "firefox",
        "webSocketUrl": true,
        "moz:firefoxOptions": { "binary": firefox, "args": ["-headless"], "prefs": preferences },
    });
    let client = connect(&driver, port, capabilities.as_object().cloned().unwrap_or_default()).await;
    let address = client.capabilities().and_then(|found| found.get("webSocketUrl")).and_then(Value::as_str).map(str::to_owned);
    let bidi = BiDi::connect(&address.expect("geckodriver offers BiDi")).await;
    let first_scripts = Mutex::default();
    Session { engine: Engine::Firefox, started_for, client, bidi: Some(Mutex::new(bidi)), first_scripts, driver, _display: None }
}

pub(super) async fn prepare(session: &Session, setup: &Setup, first_script: &str) -> Result<(), String> {
    let Some(bidi) = &session.bidi else { return Err("no BiDi connection".to_owned()) };
    let mut bidi = bidi.lock().await;
    let context = session.client.window().await.map_err(|error| error.to_string())?;
    let size = json!({ "width": setup.width, "height": setup.height });
    bidi.command("browsingContext.setViewport", json!({ "context": String::from(context), "viewport": size })).await?;
    let mut first_scripts = session.first_scripts.lock().await;
    if setup.scripts && first_scripts.is_empty() {
        let function = format!("(harnessChannel) => {{ {first_script} }}");
        let channel = json!([{ "type": "channel", "value": { "channel": "harness" } }]);
        bidi.command("session.subscribe", json!({ "events": ["script.message"] })).await?;
        let added = bidi.command("script.addPreloadScript", json!({ "functionDeclaration": function, "arguments": channel })).await?;
        first_scripts.push(added["script"].clone());
    }
    Ok(())
}

pub(super) async fn set_offline(session: &Session, offline: bool) -> Result<(), String> {
    let Some(bidi) = &session.bidi else { return Err("no BiDi connection".to_owned()) };
    let context = session.client.window().await.map_err(|error| error.to_string())?;
    let conditions = if offline { json!({ "type": "offline" }) } else { Value::Null };
    let params = json!({ "networkConditions": conditions, "contexts": [String::from(context)] });
    bidi.lock().await.command("emulation.setNetworkConditions", params).await.map(|_| ())
}

/// What the pages said through the channel of their first script.
pub(super) async fn take_console(session: &Session) -> Vec<String> {
    let Some(bidi) = &session.bidi else { return Vec::new() };
    let mut bidi = bidi.lock().await;
    // Whatever was said before comes before the answer.
    let _ = bidi.command("session.status", json!({})).await;
    let words = |event: serde_json::Value| event["params"]["data"]["value"].as_str().map(str::to_owned);
    bidi.take_events().into_iter().filter_map(words).collect()
}
