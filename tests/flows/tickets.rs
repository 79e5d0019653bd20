//! The list of one's tickets, and one of them.

use crate::common::{MONDAY_NOON, own_tickets, sign_in, words};
use browser_tests::{Name, Setup, Stage, flows};

async fn the_list_comes_in_pages_and_by_state(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    sign_in(&page, "/tickets").await;
    let all = own_tickets(&page).await;
    let all = all.as_array().unwrap();
    assert_eq!(all.len(), 60, "the demonstration has 60");
    page.shows(&words.count("tickets.total", 60, &[])).await;
    let rows = page.listitem(Name::Text("HL-".into()));
    assert_eq!(rows.count().await, 20);
    for shown in [40, 60] {
        page.button(words.say("tickets.more")).click().await;
        let come = browser_tests::until(async || (rows.count().await == shown).then_some(()));
        assert!(come.await.is_some(), "{} rows and not {shown}", rows.count().await);
    }
    page.button(words.say("tickets.more")).disappears().await;
    // Every one of them, once.
    let text = page.main(Name::Any).text().await;
    for ticket in all {
        let number = ticket["number"].as_str().unwrap();
        assert_eq!(text.matches(number).count(), 1, "{number}");
    }
    page.link(words.say("group.waiting")).click().await;
    let waiting = all.iter().filter(|ticket| ticket["status"] == "pending").count();
    page.shows(&words.count("tickets.total", waiting as u64, &[])).await;
    page.arrives_at("/tickets?status=waiting").await;
    page.reload().await;
    page.shows(&words.count("tickets.total", waiting as u64, &[])).await;
    assert_eq!(page.link(words.say("group.waiting")).attribute("aria-current").await.as_deref(), Some("true"));
    page.back().await;
    page.shows(&words.count("tickets.total", 60, &[])).await;
}

async fn the_button_for_more_is_free_again(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    sign_in(&page, "/tickets").await;
    let rows = page.listitem(Name::Text("HL-".into()));
    let more = page.button(words.say("tickets.more"));
    more.click().await;
    let come = browser_tests::until(async || (rows.count().await == 40).then_some(()));
    assert!(come.await.is_some(), "{} rows and not 40", rows.count().await);
    let free = browser_tests::until(async || more.attribute("aria-busy").await.is_none().then_some(()));
    assert!(free.await.is_some(), "the button stays busy");
}

async fn a_ticket_shows_its_history(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    sign_in(&page, "/tickets?status=waiting").await;
    let all = own_tickets(&page).await;
    let waiting = all.as_array().unwrap().iter().find(|ticket| ticket["status"] == "pending").unwrap().clone();
    page.link(waiting["name"].as_str().unwrap())
        .within(&page.listitem(Name::Text(waiting["number"].as_str().unwrap().into())))
        .click()
        .await;
    page.heading(waiting["name"].as_str().unwrap()).has_focus().await;
    page.shows(&words.say("ticket.waits")).await;
    page.heading(words.say("ticket.history")).appears().await;
    page.shows(&words.say("status.acknowledged")).await;
    page.shows(&words.say("status.pending")).await;
}

async fn a_guest_is_told_how_to_see_theirs(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/tickets").await;
    page.shows(&words.say("tickets.guest")).await;
    page.link(words.say("find.title")).appears().await;
}

async fn an_address_that_leads_nowhere_leads_home(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    page.expect_complaint("404");
    page.open("/no/such/page").await;
    page.heading(words.say("not_found.title")).appears().await;
    page.link(words.say("not_found.home")).click().await;
    page.arrives_at("/").await;
    page.heading(words.say("home.title")).has_focus().await;
}

flows! {
    the_list_comes_in_pages_and_by_state;
    the_button_for_more_is_free_again;
    a_ticket_shows_its_history;
    a_guest_is_told_how_to_see_theirs;
    an_address_that_leads_nowhere_leads_home;
}
