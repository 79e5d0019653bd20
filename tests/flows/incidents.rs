//! Known outages: said where it matters, counted once, and told about when they are over.

use crate::common::{MONDAY_NOON, unfold, words};
use browser_tests::{Fault, Name, Page, Rule, Setup, Stage, flows};

const PAYMENTS: &str = "card-payments";
const TITLE: &str = "Оплата картой подтверждается с задержкой";

async fn tell_to(page: &Page, email: &str) {
    let words = words();
    page.button(words.say("incident.tell")).click().await;
    page.textbox(words.say("form.email")).fill(email).await;
    page.button(words.say("incident.tell")).click().await;
}

async fn me_too_counts_once(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    let outages = page.region(words.say("outage.title"));
    outages.says(&format!("{} {TITLE}", words.say("incident.known"))).await;
    unfold(&page, TITLE).await;
    outages.says(&words.count("incident.affected", 214, &[])).await;
    // What has been fixed is no news any more.
    assert!(!page.text().await.contains("Приложение не запускалось"));
    page.button(words.say("incident.me_too")).double_click().await;
    page.shows(&words.say("incident.thanks")).await;
    assert_eq!(portal.affected(PAYMENTS).await, Some(215));
    page.reload().await;
    page.shows(&words.say("incident.counted")).await;
    unfold(&page, TITLE).await;
    page.shows(&words.count("incident.affected", 215, &[])).await;
    assert!(!page.button(words.say("incident.me_too")).is_there().await);
    assert_eq!(portal.affected(PAYMENTS).await, Some(215));
}

async fn whoever_asked_is_written_to_when_it_is_fixed(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    tell_to(&page, "почта").await;
    page.shows(&words.say("rule.not_an_email")).await;
    page.textbox(words.say("form.email")).fill("olga@example.org").await;
    page.button(words.say("incident.tell")).click().await;
    page.shows(&words.say("incident.thanks")).await;
    assert!(portal.mail().await.is_empty());
    portal.ask("POST".parse().unwrap(), &format!("/dev/incidents/{PAYMENTS}/fixed"), None).await;
    let mail = portal.mail_to("olga@example.org").await;
    assert!(mail.body.contains(TITLE) || mail.subject.contains(TITLE), "{mail:?}");
    page.reload().await;
    page.region(words.say("home.title")).appears().await;
    assert!(!page.text().await.contains(TITLE));
}

async fn a_topic_names_its_outage_before_it_asks(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default().width(390), &portal.wire, "/prepare").await;
    page.link("Платежи и возвраты").click().await;
    page.heading(words.say("outage.title")).has_focus().await;
    page.shows(TITLE).await;
    page.link(words.say("outage.next")).click().await;
    page.heading(words.say("prepare.help")).has_focus().await;
    // Another topic has none.
    page.open("/prepare").await;
    page.link("Ошибка или сбой").click().await;
    page.heading(words.say("prepare.help")).has_focus().await;
}

async fn offline_it_is_told_later_and_once(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    page.button(words.say("incident.me_too")).appears().await;
    page.expect_complaint("");
    portal.wire.unplug().await;
    page.button(words.say("incident.me_too")).click().await;
    page.shows(&words.say("incident.later")).await;
    portal.wire.plug().await;
    page.open("/").await;
    let counted = browser_tests::until(async || (portal.affected(PAYMENTS).await == Some(215)).then_some(()));
    assert!(counted.await.is_some(), "{:?}", portal.affected(PAYMENTS).await);
    page.main(Name::Any).appears().await;
}

/// Another page of this origin keeps the database to itself for a while.
const HOLD: &str = "indexedDB.open('hotline').onsuccess = ({ target }) => {
    const end = Date.now() + arguments[0];
    const store = target.result.transaction('outbox', 'readwrite').objectStore('outbox');
    const again = () => Date.now() < end && (store.get('none').onsuccess = again);
    again();
    arguments[1]();
}";

async fn what_waits_is_found_although_the_database_was_busy_at_first(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    page.expect_complaint("");
    portal.wire.rule(Rule::new("POST", "*/subscriptions", Fault::Refuse));
    page.button(words.say("incident.me_too")).click().await;
    page.shows(&words.say("incident.later")).await;
    page.open("/dev/operator/operatorChat-1").await;
    page.evaluate_async(HOLD, vec![6_000.into()]).await;
    portal.wire.clear_rules();
    page.open_tab("/").await;
    let counted = browser_tests::until(async || (portal.affected(PAYMENTS).await == Some(215)).then_some(()));
    assert!(counted.await.is_some(), "{:?}", portal.affected(PAYMENTS).await);
}

/// The list is read again whenever the page comes back.
async fn an_address_being_typed_outlives_a_list_read_again(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    page.button(words.say("incident.tell")).click().await;
    let field = page.textbox(words.say("form.email"));
    field.fill("olga@exam").await;
    let before = portal.wire.count("GET", "/api/incidents");
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))", vec![]).await;
    let again = browser_tests::until(async || (portal.wire.count("GET", "/api/incidents") > before).then_some(()));
    assert!(again.await.is_some(), "it is not read again");
    page.evaluate_async(
        "const done = arguments[0]; fetch('/api/incidents').then((answer) => answer.text()).then(() => setTimeout(done, 0))",
        vec![],
    )
    .await;
    assert_eq!(field.value().await, "olga@exam");
}

flows! {
    an_address_being_typed_outlives_a_list_read_again;
    me_too_counts_once;
    whoever_asked_is_written_to_when_it_is_fixed;
    a_topic_names_its_outage_before_it_asks;
    offline_it_is_told_later_and_once;
    what_waits_is_found_although_the_database_was_busy_at_first;
}
