//! A callback until it is over: from the sheet, for an account, when the line is closed; and how all of it looks.

use crate::callback::{FORM, PHONE, ask, fill, number, waiting};
use crate::common::{MONDAY_NOON, agree, sign_in, unfold, words};
use crate::looks::check;
use crate::preparing::{FAILURE, NAME, answer_to, complete, open_sheet};
use browser_tests::{Name, Portal, Setup, Stage, Words, flows_in_one_engine};
use serde_json::Value;

/// What a telephone operator of the demonstration does; what they see of the callback is returned.
async fn operator(portal: &Portal, deed: &str) -> Value {
    let all: Value = portal.ask("GET".parse().unwrap(), "/dev/operators", None).await.json().await.unwrap();
    // Always the same one.
    let phones = all.as_array().unwrap().iter().filter(|operator| operator["kind"] == "phone");
    let id = phones.map(|operator| operator["id"].as_str().unwrap()).min().unwrap();
    let answer = portal.ask("POST".parse().unwrap(), &format!("/dev/operators/{id}/{deed}"), None).await;
    assert_eq!(answer.status(), 200, "{deed}");
    answer.json().await.unwrap()
}

async fn from_the_sheet_it_rings_is_missed_and_rings_again(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/prepare").await;
    page.heading(words.say("prepare.title")).appears().await;
    open_sheet(&page, &complete(FAILURE)).await;
    page.link(words.say("sheet.callback")).click().await;
    page.heading(words.say("callback.title")).has_focus().await;
    // Nothing is typed twice.
    assert_eq!(page.textbox(words.say("callback.phone")).value().await, answer_to("phone"));
    assert_eq!(page.textbox(words.say("form.full_name")).value().await, NAME);
    assert!(page.checkbox(Name::Has(words.start_of("callback.sheet"))).is_checked().await);
    agree(&page, &portal).await;
    ask(&page).await;
    page.shows(&words.say("callback.next")).await;
    let taken = operator(&portal, "take").await;
    assert!(taken["sheet"].as_str().unwrap().contains(answer_to("error-text")), "{taken}");
    page.shows(&words.say("callback.answer")).await;
    assert!(page.title().await.contains(&words.say("callback.answer")), "the title is {}", page.title().await);
    page.shows(taken["codeWord"].as_str().unwrap()).await;
    operator(&portal, "missed").await;
    page.shows(&words.say("callback.status.missed")).await;
    page.shows(&words.count("callback.text.missed", 1, &[])).await;
    page.button(words.say("callback.again")).click().await;
    page.shows(&words.say("callback.next")).await;
    operator(&portal, "take").await;
    operator(&portal, "answered").await;
    page.shows(&words.say("callback.status.connected")).await;
    assert!(!page.button(words.say("callback.cancel")).is_there().await);
    operator(&portal, "completed").await;
    page.shows(&words.say("callback.status.completed")).await;
    page.link(words.say("callback.new")).appears().await;
}

async fn when_closed_it_says_when_calls_begin(stage: Stage) {
    let words = words();
    // A Saturday.
    let portal = stage.portal("2026-11-28T09:00:00Z").await;
    let page = stage.visit(&Setup::default(), &portal.wire, FORM).await;
    page.shows(&words.say_with("callback.begin", &[("moment", "понедельник, 30 ноября, 9:00")])).await;
    fill(&page, &portal, PHONE).await;
    ask(&page).await;
    number(&page).await;
    page.shows(&words.say_with("callback.begin", &[("moment", "понедельник, 30 ноября, 9:00")])).await;
}

async fn an_account_sees_its_own(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    sign_in(&page, FORM).await;
    page.heading(words.say("callback.title")).appears().await;
    // The profile knows name and number.
    agree(&page, &portal).await;
    ask(&page).await;
    let number = number(&page).await;
    for path in ["/account", "/"] {
        page.open(path).await;
        page.link(words.say_with("callback.number", &[("number", &number)])).appears().await;
    }
    page.link(words.say_with("callback.number", &[("number", &number)])).click().await;
    page.shows(&words.say("callback.next")).await;
    // The session opens it: there is no link to keep.
    assert!(!page.button(words.say("sent.copy_link")).is_there().await);
}

async fn one_asked_for_elsewhere_meanwhile_is_named_by_the_portal(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    sign_in(&page, FORM).await;
    page.heading(words.say("callback.title")).appears().await;
    agree(&page, &portal).await;
    // The same account on another device, after this one has looked for callbacks of its own.
    let other = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    sign_in(&other, FORM).await;
    agree(&other, &portal).await;
    ask(&other).await;
    let first = number(&other).await;
    page.expect_complaint("409");
    ask(&page).await;
    page.shows(&words.say("callback.asked_already")).await;
    page.shows(&words.say_with("callback.asked_already_text", &[("number", &first)])).await;
    page.button(words.say("callback.add")).click().await;
    page.arrives_at(&format!("/callback/{first}")).await;
    assert_eq!(waiting(&portal).await, 1);
}

/// Every sort of screen: with errors, with times in two clocks, planned, changed, waiting, asked twice.
async fn every_screen(stage: Stage) {
    let setups = [
        Setup::default().width(320).dark().zone("Asia/Vladivostok"),
        Setup::default().width(390).language("en-US").zone("Asia/Vladivostok"),
        Setup::default().forced_colors().reduced_motion(),
    ];
    for setup in setups {
        let setup = Setup { height: 4000, ..setup };
        let words = Words::of(setup.language.split('-').next().unwrap());
        let portal = stage.portal(MONDAY_NOON).await;
        let page = stage.visit(&setup, &portal.wire, FORM).await;
        let fill = async || {
            page.textbox(words.say("callback.phone")).fill(PHONE).await;
            page.textbox(words.say("form.full_name")).fill(NAME).await;
            page.checkbox(Name::Any).first().click().await;
        };
        let ask = page.button(words.say("callback.ask"));
        ask.click().await;
        page.alert(Name::Text(words.say("callback.required_phone"))).has_focus().await;
        check(&page, "callback-errors", true).await;
        page.radio(words.say("callback.when_later")).click().await;
        page.radio(Name::Any).within(&page.radiogroup(words.say("callback.time"))).first().click().await;
        fill().await;
        check(&page, "callback-form", true).await;
        ask.click().await;
        page.shows(&words.say("callback.status.scheduled")).await;
        check(&page, "callback-planned", true).await;
        unfold(&page, &words.say("callback.change")).await;
        page.radio(words.say("callback.soon")).click().await;
        check(&page, "callback-change", true).await;
        page.button(words.say("callback.change_save")).click().await;
        page.shows(&words.say("callback.next")).await;
        check(&page, "callback-queue", true).await;
        page.open(FORM).await;
        fill().await;
        ask.click().await;
        page.shows(&words.say("callback.asked_already")).await;
        check(&page, "callback-twice", true).await;
    }
}

flows_in_one_engine! {
    from_the_sheet_it_rings_is_missed_and_rings_again;
    when_closed_it_says_when_calls_begin;
    an_account_sees_its_own;
    one_asked_for_elsewhere_meanwhile_is_named_by_the_portal;
    every_screen;
}
