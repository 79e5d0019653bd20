//! A conversation goes on, whatever happens to page, network and device; with pictures; and its end can be kept.

use crate::common::{MONDAY_NOON, words};
use crate::files::Disk;
use crate::talking::{OPERATORS, begin, has_said, operator_does, operator_of, portal_has, say, secret};
use browser_tests::{Fault, Gate, Name, Rule, Setup, Stage, flows, until};

const FORM: &str = "/operator";
const QUESTION: &str = "Не приходит <b>код</b> для входа";

async fn a_guest_is_answered_and_a_reload_and_another_device_show_it_once(stage: Stage) {
    let words = words();
    let portal = stage.portal_with_operators(MONDAY_NOON, 1).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    page.link(words.say("nav.operator")).first().click().await;
    page.heading(words.say("operator.title")).has_focus().await;
    page.shows(&words.say("operator.free")).await;
    // What is missing is said beside its field and above.
    page.button(words.say("operator.begin")).click().await;
    page.alert(Name::Text(words.say("rule.required_full_name"))).has_focus().await;
    let number = begin(&page, &portal, QUESTION).await;
    page.shows(&words.say("operator.status_connected")).await;
    // As it was typed: nothing in it is markup.
    has_said(&page, &[QUESTION]).await;
    say(&page, "Проверил и почту, и спам").await;
    has_said(&page, &[QUESTION, "Проверил и почту, и спам"]).await;
    page.textbox(words.say("operator.message")).has_focus().await;
    page.reload().await;
    has_said(&page, &[QUESTION, "Проверил и почту, и спам"]).await;
    let secret = secret(&page, &number).await;
    portal_has(&portal, &number, &secret, &[QUESTION, "Проверил и почту, и спам"]).await;
    // By its link on another device; by its number alone nobody sees it.
    let other = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    other.expect_complaint("/api/");
    other.open(&format!("/operator/{number}")).await;
    other.shows(&words.say("operator.not_yours")).await;
    other.open(&format!("/operator/{number}#secret={secret}")).await;
    has_said(&other, &[QUESTION, "Проверил и почту, и спам"]).await;
    assert!(!other.url().await.contains("secret"), "the secret stays in the address");
    // Said on one of them, it is on both.
    say(&other, "Пишу с телефона").await;
    has_said(&page, &[QUESTION, "Проверил и почту, и спам", "Пишу с телефона"]).await;
    has_said(&other, &[QUESTION, "Проверил и почту, и спам", "Пишу с телефона"]).await;
}

async fn what_is_written_without_a_network_is_sent_once_and_in_order(stage: Stage) {
    let words = words();
    let portal = stage.portal_with_operators(MONDAY_NOON, 1).await;
    let page = stage.visit(&Setup::default(), &portal.wire, FORM).await;
    page.expect_complaint("");
    let number = begin(&page, &portal, QUESTION).await;
    let secret = secret(&page, &number).await;
    has_said(&page, &[QUESTION]).await;
    page.set_offline(true).await;
    for text in ["один", "два", "три"] {
        say(&page, text).await;
    }
    page.textbox(words.say("operator.message")).fill("недописано").await;
    page.shows(&words.say("operator.lost")).await;
    page.shows(&words.say("operator.kept")).await;
    page.set_offline(false).await;
    portal_has(&portal, &number, &secret, &[QUESTION, "один", "два", "три"]).await;
    page.stops_showing(&words.say("operator.lost")).await;
    has_said(&page, &[QUESTION, "один", "два", "три"]).await;
    assert_eq!(page.textbox(words.say("operator.message")).value().await, "недописано");
    // A page that is left while the first of two is on its way; the answer to the first one is lost.
    let gate = Gate::default();
    portal.wire.rule(Rule::new("POST", "*/messages", Fault::HoldAnswer(gate.clone())).once());
    say(&page, "четыре").await;
    gate.reached().await;
    say(&page, "пять").await;
    page.reload().await;
    gate.open();
    portal_has(&portal, &number, &secret, &[QUESTION, "один", "два", "три", "четыре", "пять"]).await;
    has_said(&page, &[QUESTION, "один", "два", "три", "четыре", "пять"]).await;
}

async fn a_picture_arrives_and_the_end_can_be_kept(stage: Stage) {
    let words = words();
    let portal = stage.portal_with_operators(MONDAY_NOON, 1).await;
    let page = stage.visit(&Setup::default(), &portal.wire, FORM).await;
    let number = begin(&page, &portal, QUESTION).await;
    page.shows(&words.say("operator.status_connected")).await;
    let disk = Disk::new();
    page.file(Name::Has(words.say("operator.picture_add"))).attach(&[&disk.file("экран.png", 0)]).await;
    page.link(words.say_with("operator.picture_save", &[("name", "экран.png")])).appears().await;
    page.button(words.say("operator.end")).first().click().await;
    let question = page.dialog(words.say("operator.end_question"));
    question.appears().await;
    page.button(words.say("operator.end")).within(&question).click().await;
    page.shows(&words.say("operator.status_ended")).await;
    page.evaluate("window.kept = []; const make = URL.createObjectURL; URL.createObjectURL = (blob) => { window.kept.push(blob); return make.call(URL, blob); }", vec![]).await;
    page.button(words.say("operator.save")).click().await;
    let saved =
        page.evaluate_async("const done = arguments[0]; window.kept[0].text().then(done, (error) => done(String(error)))", vec![]).await;
    let saved = saved.as_str().unwrap();
    assert!(saved.contains(&number) && saved.contains(QUESTION) && saved.contains("экран.png"), "{saved}");
    page.textbox(words.say("operator.mail_to")).fill("olga.petrova@example.org").await;
    page.button(words.say("operator.mail")).click().await;
    assert!(portal.mail_to("olga.petrova@example.org").await.body.contains(QUESTION));
    page.link(words.say("operator.write_again")).click().await;
    page.heading(words.say("operator.title")).has_focus().await;
    assert_eq!(page.textbox(Name::Has(words.say("operator.previous"))).value().await, number);
}

async fn the_end_of_the_history_stays_in_sight(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let setup = Setup { height: 500, ..Setup::default().width(390) };
    let page = stage.visit(&setup, &portal.wire, FORM).await;
    begin(&page, &portal, QUESTION).await;
    portal.wire.rule(Rule::new("POST", "*/messages", Fault::Refuse));
    page.expect_complaint("/messages");
    say(&page, "Это сообщение ждёт").await;
    page.button(words.say("operator.send_now")).appears().await;
    let script = "const log = document.querySelector('[role=log]');
        return [log.scrollHeight > log.clientHeight, Math.round(log.scrollHeight - log.scrollTop - log.clientHeight) <= 1]";
    let seen = until(async || (page.evaluate(script, vec![]).await == serde_json::json!([true, true])).then_some(())).await;
    assert!(seen.is_some(), "{}", page.evaluate(script, vec![]).await);
}

async fn whoever_was_handed_over_comes_back_to_the_same_operator(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    let number = begin(&page, &portal, QUESTION).await;
    has_said(&page, &[QUESTION]).await;
    let key = secret(&page, &number).await;
    let first = operator_of(&portal, &number, &key).await;
    operator_does(&portal, &number, "transfer", OPERATORS[1]).await;
    let second = until(async || operator_of(&portal, &number, &key).await.filter(|name| Some(name) != first.as_ref()).map(Some));
    let second = second.await.expect("somebody else");
    page.shows(&format!("{}: {}", words.say("callback.operator"), second.as_deref().unwrap())).await;
    say(&page, "Вам рассказали?").await;
    has_said(&page, &[QUESTION, "Вам рассказали?"]).await;
    operator_does(&portal, &number, "end", "").await;
    page.link(words.say("operator.write_again")).click().await;
    let again = begin(&page, &portal, "Ещё один вопрос").await;
    assert_ne!(again, number);
    has_said(&page, &["Ещё один вопрос"]).await;
    let key = secret(&page, &again).await;
    // Others have more room.
    assert_eq!(operator_of(&portal, &again, &key).await, second);
}

flows! {
    a_guest_is_answered_and_a_reload_and_another_device_show_it_once;
    a_picture_arrives_and_the_end_can_be_kept;
}

mod once {
    use super::{
        the_end_of_the_history_stays_in_sight, what_is_written_without_a_network_is_sent_once_and_in_order,
        whoever_was_handed_over_comes_back_to_the_same_operator,
    };

    browser_tests::flows_in_one_engine! {
        the_end_of_the_history_stays_in_sight;
        what_is_written_without_a_network_is_sent_once_and_in_order;
        whoever_was_handed_over_comes_back_to_the_same_operator;
    }
}
