//! The number can be read and dialled when everything else fails.

use crate::common::{MONDAY_NOON, words};
use browser_tests::{Fault, Gate, Name, Page, Portal, Rule, Setup, Stage, flows};

/// Number and hours are on the screen, and the number calls.
async fn number_and_hours_are_there(page: &Page, portal: &Portal) {
    page.shows("9:00–18:00").await;
    the_number_is_there(page, portal).await;
}

async fn the_number_is_there(page: &Page, portal: &Portal) {
    let desk = portal.desk().await;
    for line in &desk.lines {
        page.shows(&line.number.display).await;
    }
    let main = &desk.lines[0].number;
    let links = page.evaluate(
        "return [...document.querySelectorAll('a[href^=\"tel:\"]')].filter((link) => link.checkVisibility()).map((link) => link.getAttribute('href'))",
        vec![],
    );
    let wanted = serde_json::json!(format!("tel:{}", main.number));
    assert!(links.await.as_array().unwrap().contains(&wanted), "no link calls {}", main.number);
    page.link(Name::Has(main.display.clone())).appears().await;
}

async fn scripts_are_off(stage: Stage) {
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default().without_scripts(), &portal.wire, "/").await;
    number_and_hours_are_there(&page, &portal).await;
    page.shows(&words().say("first_paint.no_scripts")).await;
}

async fn the_wasm_is_blocked(stage: Stage) {
    let words = words();
    for fault in [
        Fault::Refuse,
        Fault::Answer(404, "text/plain", "not found".into()),
        Fault::Answer(200, "text/html", "<h1>Login</h1>".into()),
        Fault::CutAnswer(10_000),
    ] {
        let portal = stage.portal(MONDAY_NOON).await;
        portal.wire.rule(Rule::new("GET", "*.wasm", fault));
        let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
        page.expect_complaint("");
        page.heading(words.say("fatal.heading")).appears().await;
        page.button(words.say("fatal.reload")).appears().await;
        number_and_hours_are_there(&page, &portal).await;
    }
}

async fn the_scripts_do_not_come(stage: Stage) {
    let portal = stage.portal(MONDAY_NOON).await;
    portal.wire.rule(Rule::new("GET", "*.js", Fault::Refuse));
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    page.expect_complaint("");
    number_and_hours_are_there(&page, &portal).await;
}

async fn the_application_dies(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    page.heading(words.say("home.title")).appears().await;
    page.evaluate("dispatchEvent(new CustomEvent('hotline:fatal', { detail: { kind: 'panic', message: 'test' } }))", vec![]).await;
    page.heading(words.say("fatal.heading")).has_focus().await;
    number_and_hours_are_there(&page, &portal).await;
    page.button(words.say("fatal.reload")).click().await;
    page.region(words.say("home.title")).appears().await;
}

async fn the_portal_is_down_after_a_first_visit(stage: Stage) {
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    page.region(words().say("home.title")).appears().await;
    // By its state nothing can be told: WebKit leaves a worker that controls the page “installing”.
    let controls = "return navigator.serviceWorker.controller !== null";
    let is_ready = browser_tests::until(async || (page.evaluate(controls, vec![]).await == true).then_some(()));
    assert!(is_ready.await.is_some(), "no worker controls the page");
    page.expect_complaint("");
    portal.stop().await;
    portal.wire.unplug().await;
    // Not a reload: geckodriver's goes past the worker.
    page.open("/").await;
    the_number_is_there(&page, &portal).await;
    page.open("/contacts").await;
    number_and_hours_are_there(&page, &portal).await;
}

async fn the_portal_is_down_while_one_reads(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    page.region(words.say("home.title")).appears().await;
    page.evaluate_async("hotlinePart().then(arguments[0])", vec![]).await;
    page.expect_complaint("");
    portal.stop().await;
    page.link(words.say("nav.contacts")).click().await;
    page.heading(words.say("contacts.title")).appears().await;
    number_and_hours_are_there(&page, &portal).await;
}

async fn the_second_module_does_not_come_at_first(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    portal.wire.rule(Rule::new("GET", "/part-*", Fault::Refuse));
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    page.expect_complaint("");
    portal.wire.until_seen("GET", "/part-*", 1).await;
    page.link(words.say("nav.contacts")).click().await;
    // It is asked for ahead as well, and by the worker: those would account for one more each.
    for _ in 0..4 {
        page.button(words.say("action.retry")).appears().await;
        let asked = portal.wire.count("GET", "/part-*");
        page.button(words.say("action.retry")).click().await;
        portal.wire.until_seen("GET", "/part-*", asked + 1).await;
    }
    page.button(words.say("action.retry")).appears().await;
    the_number_is_there(&page, &portal).await;
    portal.wire.clear_rules();
    page.button(words.say("action.retry")).click().await;
    page.heading(words.say("contacts.title")).appears().await;
}

async fn whoever_goes_on_before_the_first_screen_is_there_has_the_focus_on_the_next(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let gate = Gate::default();
    portal.wire.rule(Rule::new("GET", "/part-*", Fault::HoldAnswer(gate.clone())));
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    page.link(words.say("nav.operator")).first().click().await;
    gate.open();
    page.heading(words.say("operator.title")).has_focus().await;
}

async fn the_desk_cannot_be_read_at_first(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    portal.wire.rule(Rule::new("GET", "/api/*", Fault::Answer(502, "text/html", "<h1>Bad Gateway</h1>".into())));
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    page.expect_complaint("502");
    page.expect_complaint("ERR_EMPTY_RESPONSE");
    page.button(words.say("action.retry")).appears().await;
    number_and_hours_are_there(&page, &portal).await;
    portal.wire.clear_rules();
    page.button(words.say("action.retry")).click().await;
    page.region(words.say("home.title")).appears().await;
}

flows! {
    scripts_are_off;
    the_wasm_is_blocked;
    the_scripts_do_not_come;
    the_application_dies;
    the_portal_is_down_after_a_first_visit;
    the_portal_is_down_while_one_reads;
    the_second_module_does_not_come_at_first;
    whoever_goes_on_before_the_first_screen_is_there_has_the_focus_on_the_next;
    the_desk_cannot_be_read_at_first;
}
