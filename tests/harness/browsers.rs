//! The browser is what the setup says.

use crate::page_with;
use browser_tests::{Setup, Stage, flows};
use serde_json::json;

async fn zone_and_language_are_the_visitors(stage: Stage) {
    let wire = page_with("").await;
    for (zone, language) in [("Asia/Vladivostok", "ru-RU"), ("America/New_York", "en-US"), ("Europe/Berlin", "de-DE")] {
        let page = stage.visit(&Setup::default().zone(zone).language(language), &wire, "/").await;
        let found = page.evaluate("return [Intl.DateTimeFormat().resolvedOptions().timeZone, navigator.language]", vec![]).await;
        assert_eq!(found, json!([zone, language]));
        let asked = wire.seen().pop().unwrap().headers.get("accept-language").cloned().unwrap_or_default();
        assert!(asked.to_lowercase().starts_with(&language.to_lowercase()), "asks for {asked}");
    }
}

async fn the_page_is_as_wide_as_asked(stage: Stage) {
    let wire = page_with("").await;
    for width in [320, 390, 768, 1280] {
        let page = stage.visit(&Setup::default().width(width), &wire, "/").await;
        assert_eq!(page.evaluate("return [innerWidth, innerHeight]", vec![]).await, json!([width, 800]));
    }
}

async fn dark_and_still(stage: Stage) {
    let wire = page_with("").await;
    let ask = "return [matchMedia('(prefers-color-scheme: dark)').matches, matchMedia('(prefers-reduced-motion: reduce)').matches]";
    let page = stage.visit(&Setup::default().dark().reduced_motion(), &wire, "/").await;
    assert_eq!(page.evaluate(ask, vec![]).await, json!([true, true]));
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    assert_eq!(page.evaluate(ask, vec![]).await, json!([false, false]));
}

async fn contrast_and_forced_colors(stage: Stage) {
    let wire = page_with("").await;
    let page = stage.visit(&Setup::default().forced_colors(), &wire, "/").await;
    assert_eq!(page.evaluate("return matchMedia('(forced-colors: active)').matches", vec![]).await, json!(true));
    let page = stage.visit(&Setup::default().more_contrast(), &wire, "/").await;
    assert_eq!(page.evaluate("return matchMedia('(prefers-contrast: more)').matches", vec![]).await, json!(true));
}

async fn scripts_can_be_off(stage: Stage) {
    let body = "<p id=p>Без скриптов</p><noscript>Не работают</noscript><script>p.textContent = 'Со скриптами'</script>";
    let wire = page_with(body).await;
    let page = stage.visit(&Setup::default().without_scripts(), &wire, "/").await;
    page.shows("Без скриптов").await;
    page.shows("Не работают").await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    page.shows("Со скриптами").await;
    assert!(!page.text().await.contains("Не работают"));
}

async fn storage_can_be_denied(stage: Stage) {
    let wire = page_with("").await;
    let ask = "return ['localStorage', 'sessionStorage', 'indexedDB'].map((name) => { try { return Boolean(window[name]) } catch (error) { return error.name } })";
    let page = stage.visit(&Setup::default().without_storage(), &wire, "/").await;
    assert_eq!(page.evaluate(ask, vec![]).await, json!(["SecurityError", "SecurityError", "SecurityError"]));
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    assert_eq!(page.evaluate(ask, vec![]).await, json!([true, true, true]));
}

async fn the_device_can_be_offline(stage: Stage) {
    let wire = page_with("").await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    let ask =
        "const done = arguments[0]; fetch('/').then((a) => done([a.status, navigator.onLine]), () => done(['failed', navigator.onLine]))";
    page.set_offline(true).await;
    assert_eq!(page.evaluate_async(ask, vec![]).await, json!(["failed", false]));
    page.set_offline(false).await;
    page.expect_complaint("ERR_INTERNET_DISCONNECTED");
    assert_eq!(page.evaluate_async(ask, vec![]).await, json!([200, true]));
}

async fn the_next_visitor_is_another(stage: Stage) {
    let wire = page_with("").await;
    // Run first, then again in the browser that is handed on.
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    assert_eq!(page.evaluate("return document.cookie", vec![]).await, json!(""));
    page.evaluate("document.cookie = 'a=b; path=/'", vec![]).await;
    assert_eq!(page.evaluate("return document.cookie", vec![]).await, json!("a=b"));
}

async fn the_next_visitor_is_another_indeed(stage: Stage) {
    the_next_visitor_is_another(stage).await;
}

async fn tabs_share_a_visitor(stage: Stage) {
    let wire = page_with("").await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    page.evaluate("localStorage.a = 'b'", vec![]).await;
    page.open_tab("/").await;
    assert_eq!(page.evaluate("return [localStorage.a, innerWidth]", vec![]).await, json!(["b", 1280]));
    page.evaluate("document.title = 'вторая'", vec![]).await;
    page.switch_tab(0).await;
    assert_eq!(page.title().await, "Опыт");
}

flows! {
    zone_and_language_are_the_visitors;
    the_page_is_as_wide_as_asked;
    dark_and_still;
    contrast_and_forced_colors, webkit: "WebKitGTK has no forced colours, and more contrast only with a desktop theme";
    scripts_can_be_off;
    storage_can_be_denied;
    the_device_can_be_offline, webkit: "WebKitWebDriver cannot take the device offline; there the wire is unplugged instead";
    the_next_visitor_is_another;
    the_next_visitor_is_another_indeed;
    tabs_share_a_visitor;
}
