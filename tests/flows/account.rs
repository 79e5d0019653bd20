//! Signing in happens on the portal's own pages and comes back with all that was typed.

use crate::common::{
    LETTER, Letter, MONDAY_NOON, check_answers, fill_form, fill_letter, form_of, guest_category, own_tickets, sent_number, sign_in,
    sign_in_here, words,
};
use browser_tests::{Name, Page, Setup, Stage, Words, flows};
use contract::Category;

/// What was typed is in the form.
async fn the_letter_is_there(page: &Page, letter: &Letter) {
    let words = words();
    assert_eq!(page.textbox(words.say("form.name")).value().await, letter.name);
    assert_eq!(page.textbox(words.say("form.description")).value().await, letter.description);
    assert_eq!(page.textbox(words.say("form.full_name")).value().await, letter.full_name);
    assert_eq!(page.textbox(words.say("form.email")).value().await, letter.email);
}

async fn signing_in_keeps_what_was_typed(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let category = guest_category(&portal).await;
    let page = stage.visit(&Setup::default(), &portal.wire, &form_of(&category)).await;
    fill_form(&page, &portal, &category, &LETTER).await;
    page.link(words.say("account.sign_in")).within(&page.main(Name::Any)).click().await;
    sign_in_here(&page, "demo", "demo-demo").await;
    page.arrives_at(&form_of(&category)).await;
    the_letter_is_there(&page, &LETTER).await;
    check_answers(&page).await;
    page.button(words.say("check.send")).click().await;
    let number = sent_number(&page).await;
    assert!(own_tickets(&page).await.to_string().contains(&number));
}

async fn registering_keeps_what_was_typed(stage: Stage) {
    let (words, pages) = (words(), Words::of_portal("ru"));
    let portal = stage.portal(MONDAY_NOON).await;
    let category = guest_category(&portal).await;
    let page = stage.visit(&Setup::default(), &portal.wire, &form_of(&category)).await;
    fill_form(&page, &portal, &category, &LETTER).await;
    page.link(words.say("account.register")).within(&page.main(Name::Any)).click().await;
    page.textbox(Name::Has(pages.say("login"))).fill("olga77").await;
    page.textbox(Name::Has(pages.say("password"))).fill("correct horse 7").await;
    page.textbox(Name::Has(pages.say("fullName"))).fill("Петрова Ольга").await;
    page.textbox(Name::Has(pages.say("email"))).fill("olga77@example.org").await;
    page.button(pages.say("sendRegister")).click().await;
    page.arrives_at(&form_of(&category)).await;
    the_letter_is_there(&page, &LETTER).await;
}

/// Ends the session behind the page's back, as time does.
async fn session_ends(page: &Page) {
    // The cookie is beyond the page's scripts; the driver reaches it.
    page.forget_cookies().await;
}

async fn a_session_that_ends_while_typing_loses_nothing(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    let category: Category = portal.desk().await.categories.into_iter().find(|category| category.id == "payment").unwrap();
    sign_in(&page, &form_of(&category)).await;
    fill_form(&page, &portal, &category, &LETTER).await;
    check_answers(&page).await;
    session_ends(&page).await;
    page.expect_complaint("401");
    page.button(words.say("check.send")).click().await;
    page.shows(&words.say("failure.session_ended")).await;
    page.link(words.say("account.sign_in")).within(&page.main(Name::Any)).click().await;
    sign_in_here(&page, "demo", "demo-demo").await;
    // Sent by itself under the same key, or one press away: never twice, and nothing typed again.
    let again = page.button(words.say("check.send"));
    let came = browser_tests::until(async || {
        if page.heading(words.say("sent.title")).is_there().await {
            return Some(true);
        }
        again.is_there().await.then_some(false)
    });
    if came.await == Some(false) {
        again.click().await;
    }
    let number = sent_number(&page).await;
    page.open(&format!("/tickets/{number}")).await;
    page.heading(LETTER.name).appears().await;
    let tickets = own_tickets(&page).await;
    let same = tickets.as_array().unwrap().iter().filter(|ticket| ticket["name"] == LETTER.name).count();
    assert_eq!(same, 1);
}

async fn a_profile_fills_in_the_form(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let category = guest_category(&portal).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    sign_in(&page, &form_of(&category)).await;
    page.heading(&category.name).appears().await;
    assert_eq!(page.textbox(words.say("form.full_name")).value().await, "Соколова Анна Викторовна");
    assert_eq!(page.textbox(words.say("form.email")).value().await, "anna.sokolova@example.org");
    fill_letter(&page, &LETTER).await;
    the_letter_is_there(&page, &LETTER).await;
}

async fn a_topic_that_needs_an_account_says_so(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let category = portal.desk().await.categories.into_iter().find(|category| !category.guests).unwrap();
    let page = stage.visit(&Setup::default(), &portal.wire, &form_of(&category)).await;
    page.shows(&words.say("new.sign_in_first")).await;
    page.link(words.say("account.sign_in")).within(&page.main(Name::Any)).click().await;
    sign_in_here(&page, "demo", "demo-demo").await;
    page.arrives_at(&form_of(&category)).await;
    page.textbox(words.say("form.name")).appears().await;
}

async fn the_account_shows_the_profile_and_ends_the_session(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/account").await;
    page.shows(&words.say("account.guest")).await;
    sign_in(&page, "/account").await;
    page.shows("Соколова Анна Викторовна").await;
    page.shows("77-104512").await;
    page.link(words.say("account.correct")).appears().await;
    page.button(words.say("account.sign_out")).click().await;
    page.shows(&words.say("account.guest")).await;
    page.reload().await;
    page.shows(&words.say("account.guest")).await;
}

flows! {
    signing_in_keeps_what_was_typed;
    registering_keeps_what_was_typed;
    a_session_that_ends_while_typing_loses_nothing;
    a_profile_fills_in_the_form;
    a_topic_that_needs_an_account_says_so;
    the_account_shows_the_profile_and_ends_the_session;
}
