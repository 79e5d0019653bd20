//! In the call: what is written down stays whatever becomes of the page, and what is for the eye is not read out.

use crate::call::{CALL, dial, open, say, without_telephone};
use crate::common::words;
use crate::preparing::{FAILURE, NAME, complete, keep};
use crate::talking::{listen, said};
use browser_tests::{Name, Page, Setup, Stage, Words, flows};
use serde_json::json;

/// Writes down what an operator says.
pub(crate) async fn write_down(page: &Page, words: &Words) {
    page.textbox(words.say("call.operator")).fill("Анна").await;
    page.textbox(words.say("call.conversation_number")).fill("4711").await;
    page.textbox(words.say("call.notes")).fill("Обещали починить").await;
    for step in ["Очистить кэш", "Войти снова"] {
        page.textbox(words.say("call.step_new")).fill(step).await;
        page.button(words.say("call.step_add")).click().await;
        page.checkbox(step).appears().await;
    }
    page.checkbox("Очистить кэш").click().await;
}

pub(crate) async fn is_written_down(page: &Page, words: &Words) {
    page.heading(words.say("call.talk")).appears().await;
    assert_eq!(page.textbox(words.say("call.operator")).value().await, "Анна");
    assert_eq!(page.textbox(words.say("call.conversation_number")).value().await, "4711");
    assert_eq!(page.textbox(words.say("call.notes")).value().await, "Обещали починить");
    assert!(page.checkbox("Очистить кэш").is_checked().await && !page.checkbox("Войти снова").is_checked().await);
}

async fn in_the_call_nothing_is_lost(stage: Stage) {
    let words = words();
    let (portal, page) = open(&stage, &Setup::default().width(390)).await;
    keep(&page, &complete(FAILURE), "given").await;
    page.reload().await;
    without_telephone(&page).await;
    dial(&page, &words).await;
    say(&page, &words, "call.connected", "call.talk").await;
    page.region(words.say("sheet.title")).says(NAME).await;
    write_down(&page, &words).await;
    page.button(words.say("call.hold_begin")).click().await;
    page.button(words.say("call.hold_end")).appears().await;
    page.reload().await;
    is_written_down(&page, &words).await;
    page.button(words.say("call.hold_end")).appears().await;
    // The time goes on where no page counts it.
    portal.set_clock("2026-11-23T09:10:00Z").await;
    page.open("/contacts").await;
    page.link(words.say("call.back")).click().await;
    page.arrives_at(CALL).await;
    is_written_down(&page, &words).await;
    let clock = browser_tests::until(async || page.timer(Name::Any).first().text().await.starts_with("10:").then_some(()));
    assert!(clock.await.is_some(), "{}", page.text().await);
    page.back().await;
    page.forward().await;
    is_written_down(&page, &words).await;
    // What another page finds is what a killed one leaves behind.
    page.open_tab(CALL).await;
    is_written_down(&page, &words).await;
    page.textbox(words.say("call.transferred")).fill("Чат").await;
    page.switch_tab(0).await;
    let followed = browser_tests::until(async || (page.textbox(words.say("call.transferred")).value().await == "Чат").then_some(()));
    assert!(followed.await.is_some());
}

async fn a_call_outlives_the_process_of_its_page(stage: Stage) {
    let words = words();
    let (_portal, page) = open(&stage, &Setup::default().width(390)).await;
    page.open_tab("/contacts").await;
    page.heading(words.say("contacts.title")).appears().await;
    page.switch_tab(0).await;
    without_telephone(&page).await;
    dial(&page, &words).await;
    say(&page, &words, "call.connected", "call.talk").await;
    write_down(&page, &words).await;
    page.button(words.say("call.hold_begin")).click().await;
    page.button(words.say("call.hold_end")).appears().await;
    page.expect_complaint("");
    page.kill().await;
    page.switch_tab(1).await;
    page.reload().await;
    page.link(words.say("call.back")).click().await;
    is_written_down(&page, &words).await;
    page.button(words.say("call.hold_end")).appears().await;
}

/// A wake lock that remembers what was done with it.
const LOCKS: &str = "window.locks = [];
    const request = async () => {
        const lock = { held: true, release: async () => { lock.held = false } };
        window.locks.push(lock);
        return lock;
    };
    Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: { request } })";

async fn the_screen_stays_on_while_one_talks(stage: Stage) {
    let words = words();
    let (_portal, page) = open(&stage, &Setup::default().width(390)).await;
    page.evaluate(LOCKS, vec![]).await;
    let held = async |wanted: serde_json::Value| {
        let read = "return window.locks.map((lock) => lock.held)";
        let found = browser_tests::until(async || (page.evaluate(read, vec![]).await == wanted).then_some(())).await;
        assert!(found.is_some(), "{wanted}: {}", page.evaluate(read, vec![]).await);
    };
    dial(&page, &words).await;
    held(json!([])).await;
    say(&page, &words, "call.connected", "call.talk").await;
    held(json!([true])).await;
    // The browser takes it away from a page that is hidden.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))", vec![]).await;
    held(json!([false, true])).await;
    page.textbox(words.say("call.notes")).fill("Обещали починить").await;
    page.set_frozen(true);
    page.set_frozen(false);
    assert_eq!(page.textbox(words.say("call.notes")).value().await, "Обещали починить");
    // A page that was frozen has no focus to give.
    page.button(words.say("call.over")).click().await;
    page.heading(words.say("call.after")).appears().await;
    held(json!([false, false])).await;
}

async fn seconds_are_not_read_out_and_states_are_once(stage: Stage) {
    let words = words();
    let (_portal, page) = open(&stage, &Setup::default()).await;
    dial(&page, &words).await;
    say(&page, &words, "call.connected", "call.talk").await;
    listen(&page).await;
    let mut shown = Vec::new();
    while shown.len() < 3 {
        let now = page.timer(Name::Any).first().text().await;
        if shown.last() != Some(&now) {
            shown.push(now);
        }
    }
    page.button(words.say("call.hold_begin")).click().await;
    page.button(words.say("call.hold_end")).click().await;
    page.button(words.say("call.hold_begin")).appears().await;
    let expected = [words.say("call.hold_on"), words.say("call.hold_off")];
    let all = browser_tests::until(async || (said(&page).await == expected).then_some(()));
    assert!(all.await.is_some(), "{:?}", said(&page).await);
}

flows! {
    in_the_call_nothing_is_lost;
}

mod once {
    use super::{
        a_call_outlives_the_process_of_its_page, seconds_are_not_read_out_and_states_are_once, the_screen_stays_on_while_one_talks,
    };

    browser_tests::flows_in_one_engine! {
        a_call_outlives_the_process_of_its_page;
        seconds_are_not_read_out_and_states_are_once;
        the_screen_stays_on_while_one_talks;
    }
}
