//! What the browser says of itself and of the device, in words for an operator. A guess: the visitor can correct it.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

fn user_agent() -> String {
    super::page::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default()
}

/// "Android, 390 × 844"
pub(crate) fn device() -> String {
    const SYSTEMS: [(&str, &str); 7] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let agent = user_agent();
    let Some((_, system)) = SYSTEMS.iter().find(|(mark, _)| agent.contains(mark)) else { return String::new() };
    // As a whole number: to write out fractions takes 2 KB of tables.
    #[expect(clippy::cast_possible_truncation, reason = "sides of a window, in pixels")]
    let side = |name: &str| super::page::window().and_then(|window| Some(Reflect::get(&window, &name.into()).ok()?.as_f64()? as i32));
    match side("innerWidth").zip(side("innerHeight")) {
        Some((width, height)) => [system, ", ", &width.to_string(), " × ", &height.to_string()].concat(),
        None => (*system).to_owned(),
    }
}

/// "Firefox 140"
pub(crate) fn browser() -> String {
    // Most name others too: the most particular first.
    const BROWSERS: [(&str, &str); 7] = [
        ("YaBrowser/", "Yandex Browser"),
        ("OPR/", "Opera"),
        ("Edg/", "Edge"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Version/", "Safari"),
    ];
    let agent = user_agent();
    let named = BROWSERS.iter().find_map(|(mark, name)| Some((name, agent.split_once(mark)?.1)));
    named.map_or_else(String::new, |(name, rest)| {
        let version: String = rest.chars().take_while(char::is_ascii_digit).collect();
        [name, " ", &version].concat()
    })
}

/// Whether the browser has what others have had since 2023.
pub(crate) fn is_recent() -> bool {
    ["CompressionStream", "structuredClone"].iter().all(|name| Reflect::has(&js_sys::global(), &JsValue::from_str(name)).unwrap_or(false))
}

/// Whether the browser keeps cookies of this page.
pub(crate) fn keeps_cookies() -> bool {
    super::page::window()
        .and_then(|window| Reflect::get(&window.navigator(), &"cookieEnabled".into()).ok())
        .is_some_and(|enabled| enabled == true)
}

/// Whether this is a telephone itself.
pub(crate) fn is_phone() -> bool {
    let agent = user_agent();
    agent.contains("Mobi") || agent.contains("iPhone")
}
