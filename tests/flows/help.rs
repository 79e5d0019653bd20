//! Articles: searched for while one types, read, and said to have helped.

use crate::common::{MONDAY_NOON, words};
use crate::preparing::{FAILURE, SUBJECT, at};
use browser_tests::{Fault, Gate, Key, Name, Page, Rule, Setup, Stage, flows};

/// The options below the field.
async fn suggestions(page: &Page) -> Vec<String> {
    let script = "return [...document.querySelectorAll('[role=option]')].filter((option) => option.checkVisibility()).map((option) => option.innerText)";
    page.evaluate(script, vec![]).await.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

async fn suggested(page: &Page, title: &str) {
    let found = browser_tests::until(async || suggestions(page).await.iter().any(|option| option.contains(title)).then_some(()));
    assert!(found.await.is_some(), "“{title}” is not suggested, but {:?}", suggestions(page).await);
}

async fn what_is_typed_finds_an_article_in_place(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, &at(FAILURE, "help")).await;
    page.heading(words.say("prepare.help")).appears().await;
    let field = page.combobox(words.say("prepare.help_label"));
    field.fill("не открывается страница").await;
    suggested(&page, "Не открывается страница").await;
    assert_eq!(field.attribute("aria-expanded").await.as_deref(), Some("true"));
    page.press(Key::Down).await;
    let active = field.attribute("aria-activedescendant").await.unwrap();
    let selected = "const option = document.getElementById(arguments[0]); return [option.role, option.ariaSelected]";
    let option = page.evaluate(selected, vec![active.into()]).await;
    assert_eq!(option[1], "true", "{option}");
    // Back to the text, and down again.
    page.press(Key::Up).await;
    assert_eq!(field.attribute("aria-activedescendant").await, None);
    page.press(Key::Down).await;
    page.press(Key::Enter).await;
    page.heading("Не открывается страница").appears().await;
    page.arrives_at(&at(FAILURE, "help")).await;
    page.button(words.say("solved.yes")).click().await;
    page.heading(words.say("prepare.solved")).has_focus().await;
    page.arrives_at(&at(FAILURE, "solved")).await;
    let recorded = browser_tests::until(async || (portal.ratings("page-does-not-open").await == (1, 0)).then_some(()));
    assert!(recorded.await.is_some(), "{:?}", portal.ratings("page-does-not-open").await);
    // What was typed is the subject by now.
    page.open(&at(FAILURE, "what")).await;
    page.heading(Name::Any).first().appears().await;
    let typed = "return [...document.querySelectorAll('main input')].map((field) => field.value)";
    let kept = browser_tests::until(async || page.evaluate(typed, vec![]).await.to_string().contains("не открывается").then_some(()));
    assert!(kept.await.is_some());
}

async fn an_article_that_did_not_help_leads_on(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, &at(FAILURE, "help")).await;
    page.link("Не открывается страница").click().await;
    page.button(words.say("help.close")).click().await;
    page.link("Не открывается страница").click().await;
    page.button(words.say("solved.no")).click().await;
    page.heading(words.say("checks.title")).has_focus().await;
    let recorded = browser_tests::until(async || (portal.ratings("page-does-not-open").await == (0, 1)).then_some(()));
    assert!(recorded.await.is_some());
}

async fn articles_are_browsed_searched_and_read(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    page.link(words.say("nav.help")).first().click().await;
    page.heading(words.say("help.title")).has_focus().await;
    page.link("Если забыт пароль").appears().await;
    let field = page.combobox(words.say("help.search"));
    field.fill("списали дважды").await;
    page.link("Если забыт пароль").disappears().await;
    suggested(&page, "Деньги списались дважды").await;
    // What is suggested is not listed once more below.
    assert!(!page.link("Деньги списались дважды").is_there().await);
    page.press(Key::Escape).await;
    page.link("Деньги списались дважды").appears().await;
    field.fill("ъъъъ щщщщ").await;
    page.shows(&words.say("help.none")).await;
    field.fill("").await;
    page.link("Если забыт пароль").click().await;
    page.heading("Если забыт пароль").has_focus().await;
    page.arrives_at("/help/forgotten-password").await;
    page.reload().await;
    page.button(words.say("solved.yes")).click().await;
    page.shows(&words.say("help.thanks")).await;
    page.link(words.say("help.all")).click().await;
    page.heading(words.say("help.title")).has_focus().await;
    page.expect_complaint("404");
    page.open("/help/no-such-article").await;
    page.shows(&words.say("failure.gone")).await;
}

async fn a_suggestion_is_taken_by_pointer_and_escape_closes(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default().width(390), &portal.wire, "/help").await;
    let field = page.combobox(words.say("help.search"));
    field.fill("пароль").await;
    suggested(&page, "Если забыт пароль").await;
    page.press(Key::Escape).await;
    let closed = browser_tests::until(async || suggestions(&page).await.is_empty().then_some(()));
    assert!(closed.await.is_some());
    assert_eq!(field.value().await, "пароль");
    page.press(Key::Down).await;
    suggested(&page, "Если забыт пароль").await;
    page.option(Name::Has("Если забыт пароль".into())).click().await;
    page.arrives_at("/help/forgotten-password").await;
}

async fn an_old_answer_never_replaces_a_newer_one(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/help").await;
    page.link("Если забыт пароль").appears().await;
    let gate = Gate::default();
    // “код”
    let old = "/api/articles?limit=20&q=%D0%BA%D0%BE%D0%B4";
    portal.wire.rule(Rule::new("GET", old, Fault::HoldAnswer(gate.clone())));
    // Taken back by the page itself.
    page.expect_complaint("/api/articles");
    let field = page.combobox(words.say("help.search"));
    field.fill("код").await;
    gate.reached().await;
    field.fill("списали дважды").await;
    suggested(&page, "Деньги списались дважды").await;
    page.press(Key::Escape).await;
    page.link("Деньги списались дважды").appears().await;
    gate.open();
    // Whatever is under way comes to its end.
    page.evaluate_async(
        "const done = arguments[0]; fetch('/api/articles?limit=1').then((answer) => answer.text()).then(() => setTimeout(done, 0))",
        vec![],
    )
    .await;
    assert!(page.link("Деньги списались дважды").is_there().await);
    assert!(!page.link("Не приходит код подтверждения").is_there().await);
}

async fn a_search_in_vain_can_be_tried_again(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, &at(FAILURE, "help")).await;
    page.heading(words.say("prepare.help")).appears().await;
    page.expect_complaint("");
    portal.wire.unplug().await;
    page.combobox(words.say("prepare.help_label")).fill(SUBJECT).await;
    let retry = page.button(words.say("action.retry"));
    retry.appears().await;
    page.shows(&words.say("failure.unreachable")).await;
    // The way on stays open.
    page.link(words.say("help.next")).appears().await;
    portal.wire.plug().await;
    retry.click().await;
    retry.disappears().await;
    page.link("Не открывается страница").appears().await;
}

flows! {
    what_is_typed_finds_an_article_in_place;
    an_article_that_did_not_help_leads_on;
    articles_are_browsed_searched_and_read;
    a_suggestion_is_taken_by_pointer_and_escape_closes;
    an_old_answer_never_replaces_a_newer_one;
    a_search_in_vain_can_be_tried_again;
}
