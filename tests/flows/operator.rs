//! A conversation with an operator: begun, waited for, held in order whatever the network does, proven, ended.

use crate::common::{MONDAY_NOON, agree_by_keyboard, words};
use crate::looks::check;
use crate::talking::{OPERATORS, begin, has_said, operator_does, portal_has, say, secret};
use browser_tests::{Fault, Key, Name, Portal, Rule, Setup, Stage, flows};
use serde_json::{Value, json};

const SUNDAY_NIGHT: &str = "2026-11-22T20:00:00Z";
/// A conversation of somebody else.
pub(crate) struct Other {
    number: String,
    secret: String,
}

/// Somebody else comes, past the browser.
async fn somebody_comes(portal: &Portal, name: &str) -> Other {
    let desk = portal.desk().await;
    let consents: Vec<Value> =
        desk.consents.iter().map(|consent| json!({ "id": consent.id, "version": consent.version, "at": "2026-11-23T08:59:00Z" })).collect();
    let body = json!({ "fullName": name, "consents": consents });
    let answer = portal.ask("POST".parse().unwrap(), "/api/conversations", Some(&body)).await;
    assert_eq!(answer.status(), 201);
    let created: Value = answer.json().await.unwrap();
    let of_answer = |value: &Value| value.as_str().unwrap().to_owned();
    Other { number: of_answer(&created["conversation"]["number"]), secret: of_answer(&created["secret"]) }
}

/// As many as there are places, and these behind them.
pub(crate) async fn crowd(portal: &Portal, behind: usize) -> Vec<Other> {
    let mut others = Vec::new();
    for number in 0..3 * OPERATORS.len() + behind {
        others.push(somebody_comes(portal, &format!("Иванов Иван {number}")).await);
    }
    others
}

/// Somebody else goes: out of the queue, or out of their conversation.
pub(crate) async fn somebody_goes(portal: &Portal, other: &Other, status: &str) {
    let url = format!("{}/api/conversations/{}", portal.address().await, other.number);
    let request = reqwest::Client::new().patch(url).header("Ticket-Secret", &other.secret);
    let digits: String = other.number.chars().filter(char::is_ascii_digit).collect();
    let request = request.header("Idempotency-Key", format!("00000000-0000-4000-8000-{digits:0>12}")).json(&json!({ "status": status }));
    assert_eq!(request.send().await.unwrap().status(), 200);
}

async fn two_write_to_one_another_and_each_word_is_there_once(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    page.open("/operator").await;
    page.shows(&words.say("operator.free")).await;
    page.button(words.say("operator.begin")).click().await;
    page.alert(Name::Any).has_focus().await;
    page.shows(&words.say("operator.required_consent")).await;
    let number = begin(&page, &portal, "Не приходит код").await;
    page.shows(&words.say("operator.status_connected")).await;
    has_said(&page, &["Не приходит код"]).await;
    operator_does(&portal, &number, "say", "Здравствуйте! <b>Проверим</b> https://example.org").await;
    has_said(&page, &["Не приходит код", "Здравствуйте! <b>Проверим</b> https://example.org"]).await;
    assert_eq!(page.evaluate("return document.querySelectorAll('[role=log] .talk__text *').length", vec![]).await, 0, "words are words");
    say(&page, "Жду").await;
    has_said(&page, &["Не приходит код", "Здравствуйте! <b>Проверим</b> https://example.org", "Жду"]).await;
    operator_does(&portal, &number, "hold", "").await;
    page.shows(&words.say("operator.hold_text")).await;
    operator_does(&portal, &number, "resume", "").await;
    operator_does(&portal, &number, "say", "Готово").await;
    let all = ["Не приходит код", "Здравствуйте! <b>Проверим</b> https://example.org", "Жду", "Готово"];
    has_said(&page, &all).await;
    // What is not sent is kept, and what was said comes back.
    page.textbox(words.say("operator.message")).fill("Ещё не всё").await;
    page.reload().await;
    has_said(&page, &all).await;
    assert_eq!(page.textbox(words.say("operator.message")).value().await, "Ещё не всё");
    page.button(words.say("operator.end")).click().await;
    page.button(words.say("operator.end")).within(&page.dialog(words.say("operator.end_question"))).click().await;
    page.shows(&words.say("operator.status_ended")).await;
    page.textbox(words.say("operator.mail_to")).fill("olga.petrova@example.org").await;
    page.button(words.say("operator.mail")).click().await;
    let mail = portal.mail_to("olga.petrova@example.org").await;
    assert!(all.iter().all(|text| mail.body.contains(text)), "{}", mail.body);
    assert_eq!(page.complaints().await, Vec::<String>::new());
}

async fn the_place_in_the_queue_falls_and_can_be_left(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let others = crowd(&portal, 2).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    page.shows(&words.say("operator.busy")).await;
    page.link(words.say("callback.ask")).appears().await;
    let number = begin(&page, &portal, "Вопрос об оплате").await;
    page.shows(&words.count("callback.before", 2, &[])).await;
    somebody_goes(&portal, &others[10], "abandoned").await;
    page.shows(&words.count("callback.before", 1, &[])).await;
    // The first one's place goes to whoever waits before.
    somebody_goes(&portal, &others[0], "ended").await;
    page.shows(&words.say("callback.next")).await;
    page.button(words.say("operator.leave")).click().await;
    page.shows(&words.say("operator.abandoned_text")).await;
    page.open(&format!("/operator/{number}")).await;
    page.shows(&words.say("operator.status_abandoned")).await;
}

async fn what_cannot_be_sent_waits_and_goes_in_order_once(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    let number = begin(&page, &portal, "Нулевое").await;
    let secret = secret(&page, &number).await;
    has_said(&page, &["Нулевое"]).await;
    portal.wire.rule(Rule::new("POST", "*/messages", Fault::Refuse));
    page.expect_complaint("/messages");
    say(&page, "Первое").await;
    say(&page, "Второе").await;
    say(&page, "Третье").await;
    page.shows(&words.say("operator.behind")).await;
    page.reload().await;
    page.shows("Третье").await;
    portal.wire.clear_rules();
    has_said(&page, &["Нулевое", "Первое", "Второе", "Третье"]).await;
    portal_has(&portal, &number, &secret, &["Нулевое", "Первое", "Второе", "Третье"]).await;
}

async fn a_message_whose_answer_is_lost_is_there_once(stage: Stage) {
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    let number = begin(&page, &portal, "Нулевое").await;
    let secret = secret(&page, &number).await;
    portal.wire.rule(Rule::new("POST", "*/messages", Fault::LoseAnswer));
    page.expect_complaint("/messages");
    for text in ["Первое", "Второе", "Третье"] {
        say(&page, text).await;
    }
    // The portal has it each time, and the history brings what no answer does.
    has_said(&page, &["Нулевое", "Первое", "Второе", "Третье"]).await;
    portal_has(&portal, &number, &secret, &["Нулевое", "Первое", "Второе", "Третье"]).await;
}

async fn two_tabs_have_the_same_conversation(stage: Stage) {
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    let number = begin(&page, &portal, "Нулевое").await;
    page.checkbox(words().say("operator.remember")).click().await;
    page.open_tab(&format!("/operator/{number}")).await;
    has_said(&page, &["Нулевое"]).await;
    say(&page, "Из второй").await;
    has_said(&page, &["Нулевое", "Из второй"]).await;
    page.switch_tab(0).await;
    has_said(&page, &["Нулевое", "Из второй"]).await;
    say(&page, "Из первой").await;
    has_said(&page, &["Нулевое", "Из второй", "Из первой"]).await;
    operator_does(&portal, &number, "say", "Обоим").await;
    has_said(&page, &["Нулевое", "Из второй", "Из первой", "Обоим"]).await;
    page.switch_tab(1).await;
    has_said(&page, &["Нулевое", "Из второй", "Из первой", "Обоим"]).await;
}

async fn whoever_is_asked_proves_it_with_a_code(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    page.expect_complaint("422");
    let number = begin(&page, &portal, "Смените адрес").await;
    operator_does(&portal, &number, "identity", "").await;
    page.shows(&words.say("operator.identity_text")).await;
    page.textbox(words.say("form.full_name")).fill("Петрова Ольга Сергеевна").await;
    page.textbox(words.say("operator.code_to")).fill("olga.petrova@example.org").await;
    page.button(words.say("operator.code_ask")).click().await;
    page.shows("o…a@example.org").await;
    let mail = portal.mail_to("olga.petrova@example.org").await;
    let code: String = mail.body.split(|sign: char| !sign.is_ascii_digit()).find(|run| run.len() == 6).expect("a code").to_owned();
    let wrong = if code == "000000" { "111111" } else { "000000" };
    page.textbox(words.say("operator.code")).fill(wrong).await;
    page.button(words.say("operator.code_enter")).click().await;
    page.shows(&words.say("operator.code_wrong")).await;
    check(&page, "operator-identity", true).await;
    page.textbox(words.say("operator.code")).fill(&code).await;
    page.button(words.say("operator.code_enter")).click().await;
    page.shows(&words.say("operator.identified")).await;
}

async fn closed_says_what_is_open(stage: Stage) {
    let words = words();
    let portal = stage.portal(SUNDAY_NIGHT).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    page.shows(&words.say("operator.closed")).await;
    page.heading(words.say("operator.instead")).appears().await;
    page.link(words.say("home.new_ticket")).appears().await;
    check(&page, "operator-closed", true).await;
}

async fn a_whole_conversation_by_keyboard(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    page.region(words.say("home.title")).appears().await;
    page.enter_on("link", &words.say("nav.operator")).await;
    page.heading(words.say("operator.title")).has_focus().await;
    page.tab_to("textbox", &words.say("form.full_name")).await;
    page.type_text("Петрова Ольга").await;
    agree_by_keyboard(&page, &portal).await;
    page.enter_on("button", &words.say("operator.begin")).await;
    page.heading(words.say("operator.talk")).has_focus().await;
    page.tab_to("textbox", &words.say("operator.message")).await;
    page.type_text("Не приходит код").await;
    page.press(Key::Enter).await;
    has_said(&page, &["Не приходит код"]).await;
    page.enter_on("button", &words.say("operator.end")).await;
    page.dialog(words.say("operator.end_question")).appears().await;
    page.enter_on("button", &words.say("operator.end")).await;
    page.shows(&words.say("operator.status_ended")).await;
}

async fn every_screen(stage: Stage) {
    let words = words();
    for setup in [Setup::default(), Setup { width: 320, ..Setup::default() }] {
        let portal = stage.portal(MONDAY_NOON).await;
        let page = stage.visit(&setup, &portal.wire, "/operator").await;
        page.heading(words.say("operator.title")).appears().await;
        check(&page, "operator", true).await;
        let number = begin(&page, &portal, "Не приходит код\n\nhttps://example.org/очень/длинный/адрес/которому/негде/переноситься").await;
        operator_does(&portal, &number, "say", "Здравствуйте!").await;
        page.shows("Здравствуйте!").await;
        check(&page, "operator-talk", true).await;
        operator_does(&portal, &number, "end", "").await;
        page.shows(&words.say("operator.write_again")).await;
        check(&page, "operator-after", true).await;
    }
}

flows! {
    a_message_whose_answer_is_lost_is_there_once;
    the_place_in_the_queue_falls_and_can_be_left;
    two_write_to_one_another_and_each_word_is_there_once;
    what_cannot_be_sent_waits_and_goes_in_order_once;
}

mod once {
    use super::{
        a_whole_conversation_by_keyboard, closed_says_what_is_open, every_screen, two_tabs_have_the_same_conversation,
        whoever_is_asked_proves_it_with_a_code,
    };

    browser_tests::flows_in_one_engine! {
        a_whole_conversation_by_keyboard;
        closed_says_what_is_open;
        every_screen;
        two_tabs_have_the_same_conversation;
        whoever_is_asked_proves_it_with_a_code;
    }
}
