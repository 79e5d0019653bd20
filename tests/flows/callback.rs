//! A callback: asked for once, watched while the queue moves, changed, cancelled, missed.

use crate::common::{MONDAY_NOON, agree, unfold, words};
use crate::preparing::NAME;
use browser_tests::{Fault, Gate, Name, Page, Portal, Rule, Setup, Stage, flows, until};
use serde_json::{Value, json};

pub(crate) const FORM: &str = "/callback";
pub(crate) const PHONE: &str = "8 (912) 345-67-89";

/// A call that somebody else waits for.
struct Other {
    number: String,
    secret: String,
}

/// Somebody else asks, past the browser.
async fn somebody_asks(portal: &Portal, phone: &str) -> Other {
    let desk = portal.desk().await;
    let consents: Vec<Value> =
        desk.consents.iter().map(|consent| json!({ "id": consent.id, "version": consent.version, "at": "2026-11-23T08:59:00Z" })).collect();
    let body = json!({ "fullName": "Иванов Иван", "phone": phone, "consents": consents });
    let answer = portal.ask("POST".parse().unwrap(), "/api/callbacks", Some(&body)).await;
    assert_eq!(answer.status(), 201);
    let created: Value = answer.json().await.unwrap();
    Other { number: created["callback"]["number"].as_str().unwrap().to_owned(), secret: created["secret"].as_str().unwrap().to_owned() }
}

async fn somebody_gives_up(portal: &Portal, other: &Other) {
    let url = format!("{}/api/callbacks/{}", portal.address().await, other.number);
    let answer = reqwest::Client::new().delete(url).header("Ticket-Secret", &other.secret).send().await.unwrap();
    assert_eq!(answer.status(), 200);
}

/// How many wait, as the portal tells everybody.
pub(crate) async fn waiting(portal: &Portal) -> u64 {
    let answer: Value = portal.ask("GET".parse().unwrap(), "/api/availability", None).await.json().await.unwrap();
    let channels = answer["channels"].as_array().unwrap();
    channels.iter().find(|channel| channel["kind"] == "callback").and_then(|channel| channel["queueLength"].as_u64()).unwrap()
}

pub(crate) async fn fill(page: &Page, portal: &Portal, phone: &str) {
    let words = words();
    page.textbox(words.say("callback.phone")).fill(phone).await;
    page.textbox(words.say("form.full_name")).fill(NAME).await;
    agree(page, portal).await;
}

pub(crate) async fn ask(page: &Page) {
    page.button(words().say("callback.ask")).click().await;
}

/// The number of the callback on the screen.
pub(crate) async fn number(page: &Page) -> String {
    page.heading(words().say("callback.how_sure")).appears().await;
    let path = page.path().await;
    path.trim_start_matches("/callback/").split(['?', '#']).next().unwrap().to_owned()
}

async fn a_guest_watches_the_queue_move_and_cancels(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let first = somebody_asks(&portal, "+79120000001").await;
    let second = somebody_asks(&portal, "+79120000002").await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    page.open("/").await;
    page.link("Обратный звонок").click().await;
    page.heading(words.say("callback.title")).has_focus().await;
    page.shows(&words.count("callback.queue", 2, &[])).await;
    // What is missing is said beside its field and above.
    ask(&page).await;
    page.alert(Name::Text(words.say("callback.required_phone"))).has_focus().await;
    fill(&page, &portal, PHONE).await;
    // Shown back as it will be dialled.
    page.shows("+7 912 345 67 89, Россия").await;
    ask(&page).await;
    let number = number(&page).await;
    page.shows(&words.count("callback.before", 2, &[])).await;
    page.shows("8 800 555-01-42").await;
    page.shows(&words.say("callback.code_word")).await;
    let title = async |place: &str| {
        let wanted = words.say_with("callback.place_tab", &[("place", place)]);
        assert!(until(async || page.title().await.contains(&wanted).then_some(())).await.is_some(), "the title is {}", page.title().await);
    };
    title("3").await;
    somebody_gives_up(&portal, &first).await;
    page.shows(&words.count("callback.before", 1, &[])).await;
    somebody_gives_up(&portal, &second).await;
    page.shows(&words.say("callback.next")).await;
    title("1").await;
    // It is at hand on the first screen, and its number alone opens it to nobody else.
    page.open("/").await;
    page.link(words.say_with("callback.number", &[("number", &number)])).click().await;
    page.shows(&words.say("callback.next")).await;
    let stranger = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    stranger.expect_complaint("/api/");
    stranger.open(&format!("/callback/{number}")).await;
    stranger.shows(&words.say("callback.not_yours")).await;
    page.button(words.say("callback.cancel")).first().click().await;
    let question = page.dialog(words.say("callback.cancel_question"));
    question.appears().await;
    page.button(words.say("callback.cancel_yes")).within(&question).click().await;
    page.shows(&words.say("callback.status.cancelled")).await;
    assert_eq!(waiting(&portal).await, 0);
    page.link(words.say("callback.new")).click().await;
    page.shows(&words.say_with("callback.after", &[("number", &number)])).await;
}

async fn a_slot_goes_into_the_calendar_and_another_takes_its_place(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default().zone("Asia/Vladivostok"), &portal.wire, FORM).await;
    page.radio(words.say("callback.when_later")).click().await;
    ask(&page).await;
    page.alert(Name::Text(words.say("callback.required_slot"))).has_focus().await;
    // In two clocks: it is evening in Vladivostok.
    let times = page.radiogroup(words.say("callback.time"));
    page.radio(Name::Any).within(&times).first().click().await;
    times.says("19:30").await;
    times.says("12:30").await;
    page.radio("21:00–21:30").within(&times).click().await;
    page.shows(&words.say("callback.quiet")).await;
    page.radio("19:30–20:00").within(&times).click().await;
    page.stops_showing(&words.say("callback.quiet")).await;
    fill(&page, &portal, PHONE).await;
    ask(&page).await;
    number(&page).await;
    page.shows(&words.say("callback.status.scheduled")).await;
    page.evaluate("window.kept = []; const make = URL.createObjectURL; URL.createObjectURL = (blob) => { window.kept.push(blob); return make.call(URL, blob); }", vec![]).await;
    page.button(words.say("callback.calendar")).click().await;
    let saved =
        page.evaluate_async("const done = arguments[0]; window.kept[0].text().then(done, (error) => done(String(error)))", vec![]).await;
    let saved = saved.as_str().unwrap().to_owned();
    assert!(
        saved.starts_with("BEGIN:VCALENDAR\r\n") && saved.contains("\r\nDTSTART:20261123T09") && saved.contains("TRIGGER:-PT10M"),
        "{saved}"
    );
    assert!(!saved.contains("secret"), "{saved}");
    page.button(Name::Has(words.say("callback.change"))).appears().await;
    unfold(&page, &words.say("callback.change")).await;
    page.radio(words.say("callback.soon")).click().await;
    page.textbox(words.say("callback.phone")).fill("+44 20 7946 0958").await;
    page.button(words.say("callback.change_save")).click().await;
    page.shows(&words.say("callback.status.queued")).await;
    page.shows("+44 207 946 09 58").await;
    assert_eq!(waiting(&portal).await, 1);
}

async fn a_double_click_asks_once_and_so_does_a_reload(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, FORM).await;
    // Left before it has loaded.
    page.expect_complaint("failed to load");
    page.expect_complaint("/api/");
    fill(&page, &portal, PHONE).await;
    let gate = Gate::default();
    portal.wire.rule(Rule::new("POST", "/api/callbacks", Fault::HoldAnswer(gate.clone())).once());
    page.button(words.say("callback.ask")).double_click().await;
    gate.reached().await;
    page.shows(&words.say("callback.sending")).await;
    page.reload().await;
    gate.open();
    page.shows(&words.say("callback.next")).await;
    assert_eq!(waiting(&portal).await, 1);
}

async fn a_second_one_for_the_same_number_is_noticed(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, FORM).await;
    fill(&page, &portal, PHONE).await;
    ask(&page).await;
    let first = number(&page).await;
    page.open(FORM).await;
    fill(&page, &portal, "+7 912 345 67 89").await;
    page.textbox(Name::Has(words.say("callback.description"))).fill("Код так и не пришёл").await;
    ask(&page).await;
    page.shows(&words.say("callback.asked_already")).await;
    page.button(words.say("callback.add")).click().await;
    page.arrives_at(&format!("/callback/{first}")).await;
    page.shows("Код так и не пришёл").await;
    assert_eq!(waiting(&portal).await, 1);
    // Another one, with its reason.
    page.open(FORM).await;
    fill(&page, &portal, PHONE).await;
    ask(&page).await;
    page.button(words.say("callback.another")).click().await;
    page.button(words.say("callback.another_send")).click().await;
    page.shows(&words.say("callback.required_reason")).await;
    page.textbox(words.say("callback.reason")).fill("Вопрос об оплате").await;
    page.button(words.say("callback.another_send")).click().await;
    page.shows(&words.count("callback.before", 1, &[])).await;
    assert_eq!(waiting(&portal).await, 2);
}

async fn what_is_asked_for_offline_is_sent_later(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, FORM).await;
    page.expect_complaint("");
    fill(&page, &portal, PHONE).await;
    page.set_offline(true).await;
    ask(&page).await;
    page.shows(&words.say("callback.unsent")).await;
    assert_eq!(waiting(&portal).await, 0);
    page.set_offline(false).await;
    page.shows(&words.say("callback.next")).await;
    assert_eq!(waiting(&portal).await, 1);
    // Without a connection the code word is still there.
    page.set_offline(true).await;
    page.shows(&words.say("callback.code_word")).await;
}

async fn a_draft_of_a_request_is_kept_listed_and_cleared(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, FORM).await;
    fill(&page, &portal, PHONE).await;
    page.reload().await;
    page.heading(words.say("callback.title")).appears().await;
    assert_eq!(page.textbox(words.say("callback.phone")).value().await, PHONE);
    page.open("/settings").await;
    page.shows(&format!("{} {}", words.say("settings.kept_callback"), words.say("settings.yes"))).await;
    page.button(words.say("settings.clear")).click().await;
    page.button(words.say("settings.clear_yes")).within(&page.dialog(words.say("settings.clear_question"))).click().await;
    page.shows(&words.say("settings.cleared")).await;
    page.open(FORM).await;
    page.heading(words.say("callback.title")).appears().await;
    assert_eq!(page.textbox(words.say("callback.phone")).value().await, "");
}

flows! {
    a_guest_watches_the_queue_move_and_cancels;
    a_slot_goes_into_the_calendar_and_another_takes_its_place;
    a_second_one_for_the_same_number_is_noticed;
}

mod once {
    use super::{
        a_double_click_asks_once_and_so_does_a_reload, a_draft_of_a_request_is_kept_listed_and_cleared,
        what_is_asked_for_offline_is_sent_later,
    };

    browser_tests::flows_in_one_engine! {
        a_double_click_asks_once_and_so_does_a_reload;
        a_draft_of_a_request_is_kept_listed_and_cleared;
        what_is_asked_for_offline_is_sent_later;
    }
}
