//! What happens to the line while somebody talks: two windows, a queue that moves, a portal that dies, a network that goes, pages
//! that sleep and are killed. The same conversation goes on, in order, each word once.

use crate::common::{MONDAY_NOON, words};
use crate::operator::{crowd, somebody_goes};
use crate::talking::{begin, has_said, listen, operator_does, portal_has, said, say, secret};
use browser_tests::{Exchange, Fault, Gate, Key, Name, Portal, Rule, Setup, Stage, flows, until};
use std::time::{Duration, Instant};

/// From now on no stream of events comes through.
fn without_streams(portal: &Portal) {
    portal.wire.rule(Rule::new("GET", "/api/events*", Fault::Answer(502, "text/html", "<p>Bad gateway</p>".to_owned())));
}

/// Waits until exactly so many streams of events are open.
async fn streams(portal: &Portal, wanted: usize) {
    let now = || portal.wire.open_now("/api/events*");
    let found = until(async || (now() == wanted).then_some(())).await;
    assert!(found.is_some(), "{} streams are open, not {wanted}", now());
}

async fn with_two_windows_the_queue_falls_and_both_talk(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    crowd(&portal, 5).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    begin(&page, &portal, "Вопрос об оплате").await;
    page.shows(&words.count("callback.before", 5, &[])).await;
    let desk = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    for before in (0..=5).rev() {
        desk.open("/dev/operator/operatorChat-1").await;
        desk.link(Name::Has("Иванов Иван".to_owned())).first().click().await;
        desk.button("Завершить").click().await;
        match before {
            0 => page.shows(&words.say("operator.status_connected")).await,
            1 => page.shows(&words.say("callback.next")).await,
            _ => page.shows(&words.count("callback.before", before - 1, &[])).await,
        }
    }
    desk.open("/dev/operator/operatorChat-1").await;
    desk.link("Петрова Ольга Сергеевна").click().await;
    desk.shows("Вопрос об оплате").await;
    desk.textbox("Ответ").fill("Здравствуйте! Сейчас посмотрю").await;
    page.shows(&words.say("operator.typing")).await;
    desk.press(Key::Enter).await;
    has_said(&page, &["Вопрос об оплате", "Здравствуйте! Сейчас посмотрю"]).await;
    page.textbox(words.say("operator.message")).fill("Спа").await;
    desk.shows("Посетитель печатает…").await;
    say(&page, "Спасибо, жду").await;
    desk.shows("Спасибо, жду").await;
    desk.button("Поставить на удержание").click().await;
    page.shows(&words.say("operator.hold_text")).await;
}

async fn the_portal_dies_in_the_middle_of_a_conversation(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    page.expect_complaint("");
    let number = begin(&page, &portal, "Нулевое").await;
    let secret = secret(&page, &number).await;
    operator_does(&portal, &number, "say", "Слушаю вас").await;
    has_said(&page, &["Нулевое", "Слушаю вас"]).await;
    portal.stop().await;
    say(&page, "Пока портала нет").await;
    say(&page, "И ещё одно").await;
    page.shows(&words.say("operator.lost")).await;
    page.shows(&words.say("operator.behind")).await;
    portal.resume().await;
    let own = ["Нулевое", "Пока портала нет", "И ещё одно"];
    portal_has(&portal, &number, &secret, &own).await;
    operator_does(&portal, &number, "say", "Снова здесь").await;
    has_said(&page, &["Нулевое", "Слушаю вас", "Пока портала нет", "И ещё одно", "Снова здесь"]).await;
    page.stops_showing(&words.say("operator.lost")).await;
}

async fn the_network_goes_and_both_sides_write_meanwhile(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    page.expect_complaint("");
    let number = begin(&page, &portal, "Нулевое").await;
    let secret = secret(&page, &number).await;
    has_said(&page, &["Нулевое"]).await;
    portal.wire.unplug().await;
    say(&page, "Из лифта").await;
    say(&page, "Ещё из лифта").await;
    page.shows(&words.say("operator.lost")).await;
    operator_does(&portal, &number, "say", "Вы здесь?").await;
    operator_does(&portal, &number, "say", "Подожду").await;
    portal.wire.plug().await;
    has_said(&page, &["Нулевое", "Вы здесь?", "Подожду", "Из лифта", "Ещё из лифта"]).await;
    portal_has(&portal, &number, &secret, &["Нулевое", "Из лифта", "Ещё из лифта"]).await;
    page.stops_showing(&words.say("operator.lost")).await;
}

async fn without_a_stream_it_asks(stage: Stage) {
    let portal = stage.portal(MONDAY_NOON).await;
    without_streams(&portal);
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    page.expect_complaint("502");
    let number = begin(&page, &portal, "Нулевое").await;
    operator_does(&portal, &number, "say", "Первый ответ").await;
    has_said(&page, &["Нулевое", "Первый ответ"]).await;
    say(&page, "Спасибо").await;
    has_said(&page, &["Нулевое", "Первый ответ", "Спасибо"]).await;
    operator_does(&portal, &number, "say", "Второй ответ").await;
    has_said(&page, &["Нулевое", "Первый ответ", "Спасибо", "Второй ответ"]).await;
}

async fn whoever_asks_comes_again_when_the_portal_says(stage: Stage) {
    let portal = stage.portal(MONDAY_NOON).await;
    without_streams(&portal);
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    page.expect_complaint("502");
    page.expect_complaint("429");
    let path = format!("/api/conversations/{}", begin(&page, &portal, "Нулевое").await);
    has_said(&page, &["Нулевое"]).await;
    portal.wire.rule(Rule::new("GET", &path, Fault::Busy(8)));
    let asked = portal.wire.count("GET", &path);
    portal.wire.until_seen("GET", &path, asked + 1).await;
    let refused = Instant::now();
    portal.wire.until_seen("GET", &path, asked + 2).await;
    assert!(refused.elapsed() >= Duration::from_secs(7), "it came again after {:?}", refused.elapsed());
}

async fn what_waits_goes_out_as_soon_as_asking_succeeds(stage: Stage) {
    let portal = stage.portal(MONDAY_NOON).await;
    without_streams(&portal);
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    page.expect_complaint("");
    let number = begin(&page, &portal, "Нулевое").await;
    let secret = secret(&page, &number).await;
    has_said(&page, &["Нулевое"]).await;
    portal.stop().await;
    say(&page, "Пока портала нет").await;
    page.shows(&words().say("operator.lost")).await;
    page.shows(&words().say("operator.kept")).await;
    let before = portal.wire.seen().len();
    portal.resume().await;
    portal_has(&portal, &number, &secret, &["Нулевое", "Пока портала нет"]).await;
    let (state, messages) = (format!("/api/conversations/{number}"), format!("/api/conversations/{number}/messages"));
    let since = portal.wire.seen().split_off(before);
    let sent = since.iter().position(|seen| seen.method == "POST" && seen.path == messages && seen.status == Some(201));
    let is_answered = |seen: &&Exchange| seen.method == "GET" && seen.path == state && matches!(seen.status, Some(200 | 304));
    let asked = since.iter().take(sent.expect("it was sent")).filter(is_answered).count();
    assert!(asked <= 2, "the portal answered {asked} times before it was sent");
}

/// A portal that was restored, or whose clock was set.
async fn what_is_read_counts_although_the_portals_clock_went_back(stage: Stage) {
    let portal = stage.portal(MONDAY_NOON).await;
    without_streams(&portal);
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    page.expect_complaint("502");
    let number = begin(&page, &portal, "Нулевое").await;
    has_said(&page, &["Нулевое"]).await;
    portal.set_clock("2026-11-23T08:30:00Z").await;
    operator_does(&portal, &number, "say", "Здравствуйте").await;
    has_said(&page, &["Нулевое", "Здравствуйте"]).await;
}

async fn a_frozen_page_is_thawed(stage: Stage) {
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    let number = begin(&page, &portal, "Нулевое").await;
    has_said(&page, &["Нулевое"]).await;
    page.set_frozen(true);
    operator_does(&portal, &number, "say", "Пока вы спали").await;
    operator_does(&portal, &number, "hold", "").await;
    page.set_frozen(false);
    has_said(&page, &["Нулевое", "Пока вы спали"]).await;
    page.shows(&words().say("operator.hold_text")).await;
    say(&page, "Проснулась").await;
    has_said(&page, &["Нулевое", "Пока вы спали", "Проснулась"]).await;
}

async fn a_killed_page_is_opened_again(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    page.expect_complaint("");
    let number = begin(&page, &portal, "Нулевое").await;
    let secret = secret(&page, &number).await;
    has_said(&page, &["Нулевое"]).await;
    page.checkbox(words.say("operator.remember")).click().await;
    page.open_tab("/contacts").await;
    page.heading(words.say("contacts.title")).appears().await;
    page.switch_tab(0).await;
    portal.wire.rule(Rule::new("POST", "*/messages", Fault::Refuse));
    say(&page, "Не ушло").await;
    page.shows(&words.say("operator.kept")).await;
    page.textbox(words.say("operator.message")).fill("Недописано").await;
    page.kill().await;
    portal.wire.clear_rules();
    operator_does(&portal, &number, "say", "Пока вас не было").await;
    page.switch_tab(1).await;
    page.open(&format!("/operator/{number}")).await;
    has_said(&page, &["Нулевое", "Пока вас не было", "Не ушло"]).await;
    assert_eq!(page.textbox(words.say("operator.message")).value().await, "Недописано");
    portal_has(&portal, &number, &secret, &["Нулевое", "Не ушло"]).await;
}

async fn two_tabs_share_one_stream(stage: Stage) {
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    let number = begin(&page, &portal, "Нулевое").await;
    page.checkbox(words().say("operator.remember")).click().await;
    has_said(&page, &["Нулевое"]).await;
    for _ in 0..2 {
        page.open_tab(&format!("/operator/{number}")).await;
        has_said(&page, &["Нулевое"]).await;
    }
    operator_does(&portal, &number, "say", "Всем").await;
    for tab in 0..3 {
        page.switch_tab(tab).await;
        has_said(&page, &["Нулевое", "Всем"]).await;
    }
    streams(&portal, 1).await;
    // Whoever read it is gone: another one does.
    page.switch_tab(0).await;
    page.close_tab().await;
    operator_does(&portal, &number, "say", "Остальным").await;
    has_said(&page, &["Нулевое", "Всем", "Остальным"]).await;
    page.switch_tab(1).await;
    has_said(&page, &["Нулевое", "Всем", "Остальным"]).await;
    assert_eq!(portal.wire.open_now("/api/events*"), 1);
}

async fn a_late_answer_does_not_undo_what_was_told_meanwhile(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let others = crowd(&portal, 2).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    let number = begin(&page, &portal, "Вопрос об оплате").await;
    page.shows(&words.count("callback.before", 2, &[])).await;
    streams(&portal, 1).await;
    somebody_goes(&portal, &others[10], "abandoned").await;
    page.shows(&words.count("callback.before", 1, &[])).await;
    let (gate, path) = (Gate::default(), format!("/api/conversations/{number}"));
    portal.wire.rule(Rule::new("GET", &path, Fault::HoldAnswer(gate.clone())).once());
    page.evaluate("dispatchEvent(new Event('online'))", vec![]).await;
    gate.reached().await;
    somebody_goes(&portal, &others[0], "ended").await;
    page.shows(&words.say("callback.next")).await;
    let read = portal.wire.count("GET", &path);
    gate.open();
    // It is older than what is shown: the portal is asked again.
    portal.wire.until_seen("GET", &path, read + 1).await;
    page.shows(&words.say("callback.next")).await;
}

async fn places_in_the_queue_are_read_out_once(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let others = crowd(&portal, 2).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    begin(&page, &portal, "Вопрос об оплате").await;
    page.shows(&words.count("callback.before", 2, &[])).await;
    listen(&page).await;
    somebody_goes(&portal, &others[10], "abandoned").await;
    page.shows(&words.count("callback.before", 1, &[])).await;
    somebody_goes(&portal, &others[0], "ended").await;
    page.shows(&words.say("callback.next")).await;
    somebody_goes(&portal, &others[1], "ended").await;
    page.shows(&words.say("operator.status_connected")).await;
    let expected = [words.count("callback.before", 1, &[]), words.say("callback.next"), words.say("operator.status_connected")];
    let all = until(async || (said(&page).await == expected).then_some(()));
    assert!(all.await.is_some(), "{:?}", said(&page).await);
}

async fn a_tab_whose_turn_was_taken_reads_no_more(stage: Stage) {
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/operator").await;
    let number = begin(&page, &portal, "Нулевое").await;
    has_said(&page, &["Нулевое"]).await;
    streams(&portal, 1).await;
    // As a tab does that has not heard of this one for too long.
    page.evaluate("navigator.locks.request('hotline-live', { steal: true }, () => new Promise(() => {}))", vec![]).await;
    operator_does(&portal, &number, "say", "Кто читает?").await;
    streams(&portal, 0).await;
}

flows! {
    a_frozen_page_is_thawed;
    the_network_goes_and_both_sides_write_meanwhile;
    the_portal_dies_in_the_middle_of_a_conversation;
    with_two_windows_the_queue_falls_and_both_talk;
    without_a_stream_it_asks;
}

mod once {
    use super::{
        a_killed_page_is_opened_again, a_late_answer_does_not_undo_what_was_told_meanwhile, a_tab_whose_turn_was_taken_reads_no_more,
        places_in_the_queue_are_read_out_once, two_tabs_share_one_stream, what_is_read_counts_although_the_portals_clock_went_back,
        what_waits_goes_out_as_soon_as_asking_succeeds, whoever_asks_comes_again_when_the_portal_says,
    };

    browser_tests::flows_in_one_engine! {
        a_killed_page_is_opened_again;
        a_late_answer_does_not_undo_what_was_told_meanwhile;
        a_tab_whose_turn_was_taken_reads_no_more;
        places_in_the_queue_are_read_out_once;
        two_tabs_share_one_stream;
        what_is_read_counts_although_the_portals_clock_went_back;
        what_waits_goes_out_as_soon_as_asking_succeeds;
        whoever_asks_comes_again_when_the_portal_says;
    }
}
