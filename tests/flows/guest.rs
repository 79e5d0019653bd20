//! A guest writes, and the ticket exists once, whatever happens on the way.

use crate::common::{LETTER, MONDAY_NOON, check_answers, fill_form, form_of, guest_category, sent_number, words, write_as_guest};
use browser_tests::{Fault, Gate, Name, Page, Portal, Rule, Setup, Stage, flows};

async fn a_guest_sends_and_opens_by_the_link(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    let category = guest_category(&portal).await;
    // From the first screen, by its links.
    page.link(words.say("home.new_ticket")).click().await;
    page.heading(words.say("new.title")).has_focus().await;
    page.link(&category.name).click().await;
    page.heading(&category.name).has_focus().await;
    fill_form(&page, &portal, &category, &LETTER).await;
    check_answers(&page).await;
    page.shows(LETTER.description).await;
    page.button(words.say("check.send")).click().await;
    let number = sent_number(&page).await;
    page.shows(&words.say_with("sent.mailed", &[("email", LETTER.email)])).await;
    page.shows(&words.say_with("sent.answer_by", &[("day", "понедельник, 23 ноября")])).await;
    page.button(words.say("sent.copy")).appears().await;
    page.button(words.say("sent.print")).appears().await;
    assert_eq!(portal.count_tickets_of(LETTER.email).await, 1);
    let mail = portal.mail_to(LETTER.email).await;
    assert!(mail.subject.contains(&number) && mail.body.contains(&number), "{mail:?}");
    // Another browser, by the link alone.
    let link = mail.link();
    assert!(link.contains("#secret="), "{link}");
    let other = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    other.open(&link).await;
    other.heading(LETTER.name).appears().await;
    other.shows(&words.say("status.acknowledged")).await;
    other.arrives_at(&format!("/tickets/{number}")).await;
    // The number alone opens nothing.
    let stranger = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    stranger.expect_complaint("/api/tickets/");
    stranger.open(&format!("/tickets/{number}")).await;
    stranger.shows(&words.say("ticket.not_yours")).await;
    assert!(!stranger.text().await.contains(LETTER.name));
}

async fn a_double_click_sends_once(stage: Stage) {
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    write_as_guest(&page, &portal, &LETTER).await;
    page.button(words().say("check.send")).double_click().await;
    sent_number(&page).await;
    assert_eq!(portal.count_tickets_of(LETTER.email).await, 1);
}

async fn a_reload_while_sending_sends_once(stage: Stage) {
    for hold in [Fault::HoldRequest as fn(Gate) -> Fault, Fault::HoldAnswer] {
        let portal = stage.portal(MONDAY_NOON).await;
        let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
        // Left before it has loaded: a download that is broken off is no fault of the page.
        page.expect_complaint("failed to load");
        write_as_guest(&page, &portal, &LETTER).await;
        let gate = Gate::default();
        portal.wire.rule(Rule::new("POST", "/api/tickets", hold(gate.clone())).once());
        page.button(words().say("check.send")).click().await;
        gate.reached().await;
        page.shows(&words().say("new.sending")).await;
        page.expect_complaint("/api/tickets");
        page.reload().await;
        gate.open();
        sent_number(&page).await;
        assert_eq!(portal.count_tickets_of(LETTER.email).await, 1);
    }
}

async fn an_answer_that_got_lost_is_asked_for_again(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    write_as_guest(&page, &portal, &LETTER).await;
    page.expect_complaint("/api/tickets");
    portal.wire.rule(Rule::new("POST", "/api/tickets", Fault::LoseAnswer));
    page.button(words.say("check.send")).click().await;
    page.shows(&words.say("failure.unknown_outcome")).await;
    page.shows(&words.say("new.or_call")).await;
    assert_eq!(portal.count_tickets_of(LETTER.email).await, 1);
    portal.wire.clear_rules();
    page.button(words.say("new.send_again")).click().await;
    sent_number(&page).await;
    assert_eq!(portal.count_tickets_of(LETTER.email).await, 1);
    let keys: std::collections::BTreeSet<_> = portal
        .wire
        .seen()
        .iter()
        .filter(|seen| seen.method == "POST" && seen.path == "/api/tickets")
        .map(|seen| seen.headers["idempotency-key"].clone())
        .collect();
    assert_eq!(keys.len(), 1);
}

async fn a_refusal_from_in_between_does_not_end_an_uncertain_ticket(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    write_as_guest(&page, &portal, &LETTER).await;
    page.expect_complaint("/api/tickets");
    portal.wire.rule(Rule::new("POST", "/api/tickets", Fault::LoseAnswer));
    page.button(words.say("check.send")).click().await;
    page.shows(&words.say("failure.unknown_outcome")).await;
    portal.wire.clear_rules();
    portal.wire.rule(Rule::new("POST", "/api/tickets", Fault::Answer(400, "text/html", "<h1>Bad Request</h1>".into())));
    page.button(words.say("new.send_again")).click().await;
    let refused = || portal.wire.seen().iter().any(|seen| seen.path == "/api/tickets" && seen.method == "POST" && seen.status.is_none());
    assert!(browser_tests::until(async || refused().then_some(())).await.is_some(), "it was not asked again");
    page.shows(&words.say("failure.unknown_outcome")).await;
    portal.wire.clear_rules();
    page.button(words.say("new.send_again")).click().await;
    sent_number(&page).await;
    assert_eq!(portal.count_tickets_of(LETTER.email).await, 1);
}

async fn a_secret_that_no_header_carries_is_no_secret(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    page.expect_complaint("/api/tickets/");
    page.open("/tickets/HL-2611-12345#secret=%E2%98%83%0A").await;
    page.shows(&words.say("ticket.not_yours")).await;
}

async fn two_tabs_with_one_draft_send_once(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    write_as_guest(&page, &portal, &LETTER).await;
    let category = guest_category(&portal).await;
    page.open_tab(&form_of(&category)).await;
    // The second tab found what was typed in the first.
    page.button(words.say("form.check")).click().await;
    page.button(words.say("check.send")).click().await;
    sent_number(&page).await;
    page.switch_tab(0).await;
    page.button(words.say("check.send")).click().await;
    sent_number(&page).await;
    assert_eq!(portal.count_tickets_of(LETTER.email).await, 1);
}

/// A ticket that the portal is too busy to take, and that waits.
async fn send_to_a_busy_portal(page: &Page, portal: &Portal) {
    let words = words();
    write_as_guest(page, portal, &LETTER).await;
    page.expect_complaint("/api/tickets");
    portal.wire.rule(Rule::new("POST", "/api/tickets", Fault::Answer(503, "text/html", "<h1>Bad Gateway</h1>".into())));
    page.button(words.say("check.send")).click().await;
    page.shows(&words.say("new.kept")).await;
}

async fn a_portal_that_is_busy_keeps_the_text(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    page.expect_complaint("503");
    send_to_a_busy_portal(&page, &portal).await;
    page.reload().await;
    page.shows(&words.say("new.kept")).await;
    assert_eq!(portal.count_tickets_of(LETTER.email).await, 0);
    portal.wire.clear_rules();
    page.button(words.say("new.send_again")).click().await;
    sent_number(&page).await;
    assert_eq!(portal.count_tickets_of(LETTER.email).await, 1);
}

async fn a_refusal_after_a_reload_says_why(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    send_to_a_busy_portal(&page, &portal).await;
    portal.wire.clear_rules();
    let problem =
        r#"{"type":"about:blank","status":422,"errors":[{"pointer":"/contact/email","detail":"Такого ящика нет","code":"invalid"}]}"#;
    portal.wire.rule(Rule::new("POST", "/api/tickets", Fault::Answer(422, "application/problem+json", problem.into())));
    page.reload().await;
    page.shows("Такого ящика нет").await;
    assert_eq!(page.textbox(words.say("form.email")).value().await, LETTER.email);
    assert_eq!(page.textbox(words.say("form.description")).value().await, LETTER.description);
    // Another try is another intent.
    portal.wire.clear_rules();
    check_answers(&page).await;
    page.button(words.say("check.send")).click().await;
    sent_number(&page).await;
    assert_eq!(portal.count_tickets_of(LETTER.email).await, 1);
}

async fn without_storage_it_works_and_says_so(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default().without_storage(), &portal.wire, "/").await;
    page.shows(&words.say("shell.storage_denied")).await;
    page.shows(&words.say("shell.storage_denied_advice")).await;
    write_as_guest(&page, &portal, &LETTER).await;
    page.button(words.say("check.send")).click().await;
    sent_number(&page).await;
    assert_eq!(portal.count_tickets_of(LETTER.email).await, 1);
    page.checkbox(Name::Has(words.say("sent.remember"))).click().await;
    page.shows(&words.say("sent.remember_denied")).await;
}

async fn a_ticket_is_remembered_when_asked(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    write_as_guest(&page, &portal, &LETTER).await;
    page.button(words.say("check.send")).click().await;
    let number = sent_number(&page).await;
    page.checkbox(Name::Has(words.say("sent.remember"))).click().await;
    page.open_tab("/tickets").await;
    page.link(&number).click().await;
    page.heading(LETTER.name).appears().await;
}

flows! {
    a_guest_sends_and_opens_by_the_link;
    a_double_click_sends_once;
    a_reload_while_sending_sends_once;
    an_answer_that_got_lost_is_asked_for_again;
    a_refusal_from_in_between_does_not_end_an_uncertain_ticket;
    a_secret_that_no_header_carries_is_no_secret;
    two_tabs_with_one_draft_send_once;
    a_portal_that_is_busy_keeps_the_text;
    a_refusal_after_a_reload_says_why;
    without_storage_it_works_and_says_so;
    a_ticket_is_remembered_when_asked;
}
