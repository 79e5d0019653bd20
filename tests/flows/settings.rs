//! Language, appearance, and what is kept on the device.

use crate::common::{LETTER, MONDAY_NOON, fill_letter, form_of, guest_category, words};
use browser_tests::{Name, Setup, Stage, Words, flows};
use serde_json::json;

async fn a_language_is_chosen_and_stays(stage: Stage) {
    let (ru, en) = (Words::of("ru"), Words::of("en"));
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/settings").await;
    page.radio("English").within(&page.radiogroup(ru.say("settings.language"))).click().await;
    page.heading(en.say("settings.title")).appears().await;
    assert_eq!(page.evaluate("return document.documentElement.lang", vec![]).await, json!("en"));
    page.open("/").await;
    page.region(en.say("home.title")).appears().await;
    page.shows("Operators in chat").await;
    page.shows(&en.say_with("state.open_until", &[("time", "18:00")])).await;
    // The address has the first word.
    page.open("/?lang=ru").await;
    page.region(ru.say("home.title")).appears().await;
}

async fn the_browser_chooses_the_language(stage: Stage) {
    let en = Words::of("en");
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default().language("en-US"), &portal.wire, "/").await;
    page.region(en.say("home.title")).appears().await;
    page.shows("Free of charge within Russia").await;
    // A language that nobody here speaks.
    let page = stage.visit(&Setup::default().language("de-DE"), &portal.wire, "/").await;
    page.region(words().say("home.title")).appears().await;
}

async fn an_appearance_is_chosen_and_stays(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/settings").await;
    let background = "return [document.documentElement, document.body].map((part) => getComputedStyle(part).backgroundColor).concat(getComputedStyle(document.body).color)";
    page.heading(words.say("settings.title")).appears().await;
    let light = page.evaluate(background, vec![]).await;
    page.radio(words.say("settings.dark")).click().await;
    let dark = browser_tests::until(async || Some(page.evaluate(background, vec![]).await).filter(|now| *now != light)).await;
    assert!(dark.is_some(), "dark is as light");
    page.open("/contacts").await;
    page.heading(words.say("contacts.title")).appears().await;
    assert_eq!(Some(page.evaluate(background, vec![]).await), dark);
}

async fn what_is_kept_is_listed_and_cleared(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let category = guest_category(&portal).await;
    let page = stage.visit(&Setup::default(), &portal.wire, &form_of(&category)).await;
    fill_letter(&page, &LETTER).await;
    page.open("/settings").await;
    page.shows(&format!("{} {}", words.say("settings.kept_draft"), words.say("settings.yes"))).await;
    page.button(words.say("settings.clear")).click().await;
    let question = page.dialog(words.say("settings.clear_question"));
    question.appears().await;
    page.button(words.say("settings.clear_yes")).within(&question).click().await;
    page.shows(&words.say("settings.cleared")).await;
    page.shows(&format!("{} {}", words.say("settings.kept_draft"), words.say("settings.no"))).await;
    assert_eq!(page.evaluate("return [localStorage.length, sessionStorage.length]", vec![]).await, json!([0, 0]));
    page.open(&form_of(&category)).await;
    assert_eq!(page.textbox(words.say("form.description")).value().await, "");
}

async fn a_dialog_gives_the_focus_back(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/settings").await;
    page.button(words.say("settings.clear")).click().await;
    page.dialog(words.say("settings.clear_question")).appears().await;
    page.press(browser_tests::Key::Escape).await;
    page.dialog(Name::Any).disappears().await;
    page.button(words.say("settings.clear")).has_focus().await;
}

flows! {
    a_language_is_chosen_and_stays;
    the_browser_chooses_the_language;
    an_appearance_is_chosen_and_stays;
    what_is_kept_is_listed_and_cleared;
    a_dialog_gives_the_focus_back;
}
