//! A guest's ticket is found again by its number and e-mail.

use crate::common::{LETTER, MONDAY_NOON, sent_number, words, write_as_guest};
use browser_tests::{Page, Setup, Stage, flows};

async fn ask(page: &Page, number: &str, email: &str) -> String {
    let words = words();
    page.open("/find").await;
    page.textbox(words.say("find.number")).fill(number).await;
    page.textbox(words.say("form.email")).fill(email).await;
    page.button(words.say("find.send")).click().await;
    page.shows(&words.say("find.sent")).await;
    page.shows(&words.say("find.sent_advice")).await;
    page.main(browser_tests::Name::Any).text().await
}

async fn the_link_is_sent_again(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    write_as_guest(&page, &portal, &LETTER).await;
    page.button(words.say("check.send")).click().await;
    let number = sent_number(&page).await;
    let before = portal.mail().await.len();
    let known = ask(&page, &number.to_lowercase(), LETTER.email).await;
    let again = browser_tests::until(async || (portal.mail().await.len() > before).then_some(()));
    assert!(again.await.is_some(), "no second mail");
    let link = portal.mail_to(LETTER.email).await.link();
    // Whether it exists or not, the page says the same.
    let unknown = ask(&page, "HL-2611-00000", "nobody@example.org").await;
    assert_eq!(known, unknown);
    assert_eq!(portal.mail().await.iter().filter(|mail| mail.recipient.contains("nobody")).count(), 0);
    let other = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    other.open(&link).await;
    other.heading(LETTER.name).appears().await;
}

async fn a_number_that_is_none_is_said(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/find").await;
    page.button(words.say("find.send")).click().await;
    page.link(words.say("find.number_wrong")).appears().await;
    page.link(words.say("rule.not_an_email")).appears().await;
    assert_eq!(portal.wire.count("POST", "/api/ticket-links"), 0);
}

flows! {
    the_link_is_sent_again;
    a_number_that_is_none_is_said;
}
