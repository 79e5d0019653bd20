//! The call: tries in vain, in the call, hanging up, calling again; and what the portal is told of it.

use crate::common::{MONDAY_NOON, words};
use crate::in_call::{is_written_down, write_down};
use crate::preparing::{DESCRIPTION, FAILURE, complete, keep, open_sheet};
use browser_tests::{Key, Name, Page, Portal, Setup, Stage, Words, flows, flows_in_one_engine};
use contract::{CallRecord, CallStatus};
use domain::states::Step;
use std::sync::Arc;

pub(crate) const CALL: &str = "/call";

/// What the portal was told, in order.
fn told(portal: &Portal) -> Vec<(String, CallRecord)> {
    let seen = portal.wire.seen().into_iter().filter(|seen| seen.path.starts_with("/api/calls") && seen.method != "GET");
    seen.map(|seen| (seen.method, serde_json::from_str(&seen.body).expect("a record"))).collect()
}

/// Made once, then changed by steps that are allowed.
fn was_told_properly(told: &[(String, CallRecord)]) {
    assert_eq!(told.iter().filter(|(method, _)| method == "POST").count(), 1, "{told:?}");
    assert_eq!(told[0].0, "POST");
    for pair in told.windows(2) {
        let (from, to) = (pair[0].1.status, pair[1].1.status);
        assert!(from == to || Step::new(from, to).is_some(), "{from:?} -> {to:?}");
    }
}

async fn until_told(portal: &Portal, is_told: impl Fn(&CallRecord) -> bool) {
    let done = browser_tests::until(async || told(portal).last().is_some_and(|(_, record)| is_told(record)).then_some(()));
    assert!(done.await.is_some(), "{:?}", told(portal));
}

/// No telephone opens: the page stays as it is.
pub(crate) async fn without_telephone(page: &Page) {
    let script = "addEventListener('click', (event) => { if (event.target.closest('a[href^=\"tel:\"]')) event.preventDefault(); })";
    page.evaluate(script, vec![]).await;
}

/// Calls by the link of the screen, not by the footer's.
pub(crate) async fn dial(page: &Page, words: &Words) {
    let label = words.say_with("sheet.call", &[("number", "8 800 555-01-42")]);
    page.link(label).click().await;
    page.heading(words.say("call.ringing")).has_focus().await;
}

pub(crate) async fn say(page: &Page, words: &Words, key: &str, heading: &str) {
    page.button(words.say(key)).click().await;
    page.heading(words.say(heading)).has_focus().await;
}

pub(crate) async fn open(stage: &Stage, setup: &Setup) -> (Arc<Portal>, Page) {
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(setup, &portal.wire, CALL).await;
    page.textbox(Name::Has(words().say("call.questions"))).appears().await;
    without_telephone(&page).await;
    (portal, page)
}

async fn tries_in_vain_lead_to_a_callback(stage: Stage) {
    let words = words();
    let (portal, page) = open(&stage, &Setup::default()).await;
    page.shows(&words.say("load.title")).await;
    dial(&page, &words).await;
    say(&page, &words, "call.busy", "call.is_busy").await;
    page.shows(&words.say("call.why_crowded")).await;
    page.shows(&words.say("call.check_balance")).await;
    page.heading(words.say("call.elsewhere")).appears().await;
    assert!(!page.text().await.contains(&words.say("call.many")));
    // The seconds are for the eye; that the time has come is said once.
    assert!(!page.text().await.contains(&words.say("call.due")));
    portal.set_clock("2026-11-23T09:02:00Z").await;
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))", vec![]).await;
    page.shows(&words.say("call.due")).await;
    for _ in 0..2 {
        dial(&page, &words).await;
        say(&page, &words, "call.no_answer", "call.is_silent").await;
    }
    page.shows(&words.say("call.many")).await;
    let first =
        "const link = (part) => [...document.querySelectorAll('main a')].findIndex((one) => one.getAttribute('href').startsWith(part));
                 return [link('/callback'), link('tel:')]";
    let places = page.evaluate(first, vec![]).await;
    assert!(places[0].as_i64() >= Some(0) && places[0].as_i64() < places[1].as_i64(), "{places}");
    // They are kept, and the portal has them in one record.
    page.reload().await;
    page.heading(words.say("call.is_silent")).appears().await;
    assert_eq!(page.listitem(Name::Text(words.say("call.was_silent"))).count().await, 2);
    until_told(&portal, |record| record.tries.len() == 3 && record.status == CallStatus::NoAnswer).await;
    was_told_properly(&told(&portal));
}

async fn a_whole_call_by_keyboard(stage: Stage) {
    let words = words();
    let (_portal, page) = open(&stage, &Setup::default()).await;
    page.tab_until(|role, label| role == "link" && label.starts_with(&words.start_of("sheet.call"))).await;
    page.press(Key::Enter).await;
    page.heading(words.say("call.ringing")).has_focus().await;
    page.enter_on("button", &words.say("call.connected")).await;
    page.heading(words.say("call.talk")).has_focus().await;
    page.tab_to("textbox", &words.say("call.operator")).await;
    page.type_text("Анна").await;
    page.enter_on("button", &words.say("call.over")).await;
    page.heading(words.say("call.after")).has_focus().await;
    page.shows("Анна").await;
    page.tab_to("radio", &words.say("call.solved_yes")).await;
    page.type_text(" ").await;
    page.shows(&words.say("call.done_solved")).await;
}

async fn a_call_without_a_network_is_told_later(stage: Stage) {
    let words = words();
    let (portal, page) = open(&stage, &Setup::default().width(390)).await;
    let controls = "return navigator.serviceWorker.controller !== null";
    let is_ready = browser_tests::until(async || (page.evaluate(controls, vec![]).await == true).then_some(()));
    assert!(is_ready.await.is_some(), "no worker controls the page");
    // Through the worker, which keeps what it is told.
    page.reload().await;
    page.textbox(Name::Has(words.say("call.questions"))).appears().await;
    page.expect_complaint("");
    portal.wire.unplug().await;
    page.open(CALL).await;
    page.textbox(Name::Has(words.say("call.questions"))).appears().await;
    without_telephone(&page).await;
    dial(&page, &words).await;
    say(&page, &words, "call.connected", "call.talk").await;
    write_down(&page, &words).await;
    page.open(CALL).await;
    is_written_down(&page, &words).await;
    page.radio(words.say("call.solved_yes")).click().await;
    say(&page, &words, "call.over", "call.after").await;
    page.shows(&words.say("call.done_solved")).await;
    page.shows(&words.say("call.not_told")).await;
    portal.wire.plug().await;
    page.open(CALL).await;
    until_told(&portal, |record| record.status == CallStatus::Ended && record.notes == "Обещали починить").await;
    let told = told(&portal);
    was_told_properly(&told);
    let last = &told.last().unwrap().1;
    assert_eq!((last.solved, last.operator.as_deref(), last.steps.len()), (Some(true), Some("Анна"), 2));
}

async fn hanging_up_leads_to_a_ticket_and_to_the_next_call(stage: Stage) {
    let words = words();
    let (_portal, page) = open(&stage, &Setup::default()).await;
    open_sheet(&page, &complete(FAILURE)).await;
    without_telephone(&page).await;
    // The sheet calls, and leads to where the call is kept.
    dial(&page, &words).await;
    page.arrives_at(CALL).await;
    say(&page, &words, "call.connected", "call.talk").await;
    write_down(&page, &words).await;
    say(&page, &words, "call.dropped", "call.has_dropped").await;
    page.shows(&words.say_with("call.dropped_number", &[("number", "4711")])).await;
    say(&page, &words, "call.called_back", "call.talk").await;
    is_written_down(&page, &words).await;
    page.shows(&words.say("call.open_deadline")).await;
    page.checkbox(words.say("call.recorded")).click().await;
    page.radio(words.say("call.solved_no")).click().await;
    say(&page, &words, "call.over", "call.after").await;
    page.shows(&words.say("call.done_open")).await;
    page.button(words.say("call.to_ticket")).click().await;
    page.arrives_at(&format!("/tickets/new?category={FAILURE}")).await;
    let text = page.textbox(words.say("form.description")).value().await;
    for part in [DESCRIPTION, "Анна", "4711", "Обещали починить", "☑ Очистить кэш"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    page.open(CALL).await;
    page.datetime(words.say("call.deadline")).pick("2026-11-25").await;
    page.shows(&words.say("call.done_agreed")).await;
    page.button(words.say("call.repeat_same")).click().await;
    page.heading(words.say("call.earlier")).appears().await;
    page.shows("Обещали починить").await;
    page.shows(&words.say("call.meanwhile_none")).await;
    page.textbox(Name::Has(words.say("call.urgent"))).fill("Завтра срок оплаты").await;
    page.open("/settings").await;
    page.shows(&format!("{} {}", words.say("settings.kept_call"), words.say("settings.yes"))).await;
    page.button(words.say("settings.clear")).click().await;
    let question = page.dialog(words.say("settings.clear_question"));
    page.button(words.say("settings.clear_yes")).within(&question).click().await;
    page.shows(&format!("{} {}", words.say("settings.kept_call"), words.say("settings.no"))).await;
    let kept = page.evaluate("return JSON.stringify(localStorage)", vec![]).await;
    assert!(!kept.as_str().unwrap().contains("Анна"), "{kept}");
}

async fn look(page: &Page) {
    page.does_not_scroll_sideways().await;
    page.evaluate("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })", vec![]).await;
    page.passes_axe().await;
}

/// Every screen of a call, for whoever sees it otherwise or does not see it.
async fn every_screen_of_a_call(stage: &Stage, setup: Setup) {
    let setup = Setup { height: 6000, ..setup };
    let words = Words::of(setup.language.split('-').next().unwrap());
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&setup, &portal.wire, CALL).await;
    page.textbox(Name::Has(words.say("call.questions"))).fill("?").await;
    keep(&page, &complete(FAILURE), "given").await;
    page.reload().await;
    page.shows(&words.say("load.title")).await;
    without_telephone(&page).await;
    look(&page).await;
    page.photograph("call-before").await;
    dial(&page, &words).await;
    look(&page).await;
    say(&page, &words, "call.failed", "call.has_failed").await;
    look(&page).await;
    page.photograph("call-failed").await;
    dial(&page, &words).await;
    say(&page, &words, "call.connected", "call.talk").await;
    write_down(&page, &words).await;
    look(&page).await;
    page.photograph("call-talk").await;
    say(&page, &words, "call.dropped", "call.has_dropped").await;
    look(&page).await;
    say(&page, &words, "call.over", "call.after").await;
    look(&page).await;
    page.photograph("call-after").await;
    page.button(words.say("call.repeat_same")).click().await;
    page.heading(words.say("call.earlier")).appears().await;
    look(&page).await;
}

async fn looks_narrow_dark_russian(stage: Stage) {
    every_screen_of_a_call(&stage, Setup::default().width(320).dark()).await;
}

async fn looks_wide_light_english(stage: Stage) {
    every_screen_of_a_call(&stage, Setup::default().language("en-US")).await;
}

async fn looks_phone_forced_colors_russian(stage: Stage) {
    every_screen_of_a_call(&stage, Setup::default().width(390).forced_colors()).await;
}

mod once {
    use super::{
        a_whole_call_by_keyboard, flows_in_one_engine, looks_narrow_dark_russian, looks_phone_forced_colors_russian,
        looks_wide_light_english,
    };

    flows_in_one_engine! {
        a_whole_call_by_keyboard;
        looks_narrow_dark_russian;
        looks_wide_light_english;
        looks_phone_forced_colors_russian;
    }
}

flows! {
    tries_in_vain_lead_to_a_callback;
    a_call_without_a_network_is_told_later;
    hanging_up_leads_to_a_ticket_and_to_the_next_call;
}
