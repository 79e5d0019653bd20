//! The checklist, from the first screen to the sheet.

use crate::common::{MONDAY_NOON, label, sign_in, sign_in_here, words};
use crate::preparing::{
    DESCRIPTION, FAILURE, NAME, SUBJECT, answer_all, answer_to, at, category, complete, item, keep, label_of, open_sheet, page_of,
};
use browser_tests::{Key, Name, Page, Setup, Stage, flows};
use contract::{CheckKind, Datatype};
use serde_json::json;

async fn next(page: &Page) {
    page.button(words().say("prepare.next")).click().await;
}

async fn a_visitor_prepares_an_error_report(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let failure = category(&portal, FAILURE).await;
    let page = stage.visit(&Setup::default().width(390), &portal.wire, "/").await;
    page.link(words.say("prepare.title")).click().await;
    page.heading(words.say("prepare.title")).has_focus().await;
    page.link(&failure.name).click().await;
    page.heading(words.say("prepare.help")).has_focus().await;
    page.combobox(words.say("prepare.help_label")).fill(SUBJECT).await;
    page.link(words.say("help.next")).click().await;
    page.heading(words.say("checks.title")).has_focus().await;
    for check in failure.checks.iter().filter(|check| check.kind == CheckKind::Guided) {
        page.button(words.say("checks.done")).within(&page.listitem(Name::Text(check.name.clone()))).click().await;
    }
    page.shows(&words.say("checks.no_help")).await;
    page.link(words.say("checks.next")).click().await;
    for screen in &failure.checklist {
        page.heading(&screen.title).has_focus().await;
        page.shows(screen.reason.as_deref().unwrap()).await;
        if screen.code == "what" {
            // What was typed to look for help is not typed again.
            assert_eq!(page.textbox(label_of(item(&failure, "subject"))).value().await, SUBJECT);
        }
        answer_all(&page, screen).await;
        next(&page).await;
    }
    page.heading(words.say("sheet.title")).has_focus().await;
    page.does_not_scroll_sideways().await;
    let sheet = page.region(words.say("sheet.title"));
    let text = sheet.text().await;
    for item in failure.checklist.iter().flat_map(|screen| &screen.items).filter(|item| item.datatype == Datatype::String) {
        assert!(text.contains(answer_to(&item.code)), "“{}” is not on the sheet: {text}", item.code);
    }
    assert!(text.contains(DESCRIPTION) && text.contains(&words.say("checks.no_help")), "{text}");
    assert!(!page.text().await.contains(&words.say("sheet.missing")));
    // Who calls comes before what happened.
    assert!(text.find(NAME) < text.find(SUBJECT), "{text}");
}

async fn the_whole_way_by_keyboard(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let advice = category(&portal, "advice").await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    page.region(words.say("home.title")).appears().await;
    page.enter_on("link", &words.say("prepare.title")).await;
    page.heading(words.say("prepare.title")).has_focus().await;
    page.enter_on("link", &advice.name).await;
    page.heading(words.say("prepare.help")).has_focus().await;
    page.enter_on("link", &words.say("help.next")).await;
    page.heading(words.say("checks.title")).has_focus().await;
    page.enter_on("link", &words.say("checks.next")).await;
    for screen in &advice.checklist {
        page.heading(&screen.title).has_focus().await;
        for item in &screen.items {
            let label = label(&words, &item.description, item.required);
            match item.datatype {
                Datatype::Singlevaluelist => {
                    page.tab_to("radio", &item.values[0].name).await;
                    page.type_text(" ").await;
                }
                _ => {
                    page.tab_to("textbox", &label).await;
                    page.type_text(answer_to(&item.code)).await;
                }
            }
        }
        page.enter_on("button", &words.say("prepare.next")).await;
    }
    page.heading(words.say("sheet.title")).has_focus().await;
    page.region(words.say("sheet.title")).says(DESCRIPTION).await;
    page.region(words.say("sheet.title")).says(NAME).await;
}

async fn history_and_reload_keep_the_answers(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let failure = category(&portal, FAILURE).await;
    let (who, contact) = (page_of(&failure, "who"), page_of(&failure, "contact"));
    let page = stage.visit(&Setup::default(), &portal.wire, &at(FAILURE, "who")).await;
    answer_all(&page, who).await;
    next(&page).await;
    page.heading(&contact.title).appears().await;
    let phone = page.textbox(label_of(item(&failure, "phone")));
    phone.fill("8 912").await;
    // Wrong as it is.
    page.back().await;
    page.heading(&who.title).appears().await;
    assert_eq!(page.textbox(label_of(item(&failure, "fullName"))).value().await, NAME);
    page.forward().await;
    page.heading(&contact.title).appears().await;
    assert_eq!(phone.value().await, "8 912");
    page.reload().await;
    page.heading(&contact.title).appears().await;
    assert_eq!(phone.value().await, "8 912");
    next(&page).await;
    page.link(Name::Has(words.say("rule.phone_short"))).appears().await;
    // What was begun is offered where it begins.
    page.open("/prepare").await;
    page.shows(&words.say("prepare.begun")).await;
    page.link(failure.name.clone()).first().click().await;
    page.region(words.say("sheet.title")).says(NAME).await;
}

async fn starting_over_asks_and_forgets(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    open_sheet(&page, &complete(FAILURE)).await;
    page.button(words.say("prepare.over")).click().await;
    page.press(Key::Escape).await;
    page.dialog(Name::Any).disappears().await;
    page.region(words.say("sheet.title")).says(NAME).await;
    page.button(words.say("prepare.over")).click().await;
    page.button(words.say("prepare.over_yes")).within(&page.dialog(words.say("prepare.over_question"))).click().await;
    page.arrives_at("/prepare").await;
    page.heading(words.say("prepare.title")).appears().await;
    assert!(!page.text().await.contains(&words.say("prepare.begun")));
    page.open(&at(FAILURE, "who")).await;
    assert_eq!(page.textbox(Name::Any).value().await, "");
    let kept = page.evaluate("return JSON.stringify(localStorage)", vec![]).await;
    assert!(!kept.as_str().unwrap().contains("Петрова"), "{kept}");
}

async fn without_storage_it_says_so_and_goes_on(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let failure = category(&portal, FAILURE).await;
    let page = stage.visit(&Setup::default().without_storage(), &portal.wire, &at(FAILURE, "who")).await;
    page.shows(&words.say("shell.storage_denied")).await;
    page.shows(&words.say("form.not_kept")).await;
    answer_all(&page, page_of(&failure, "who")).await;
    next(&page).await;
    page.heading(&page_of(&failure, "contact").title).appears().await;
    page.back().await;
    page.heading(&page_of(&failure, "who").title).appears().await;
    assert_eq!(page.textbox(label_of(item(&failure, "fullName"))).value().await, NAME);
}

async fn what_is_left_open_is_named_and_led_to(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let failure = category(&portal, FAILURE).await;
    let (who, contact) = (page_of(&failure, "who"), page_of(&failure, "contact"));
    let name = item(&failure, "fullName");
    let page = stage.visit(&Setup::default(), &portal.wire, &at(FAILURE, "who")).await;
    next(&page).await;
    let summary = page.alert(Name::Text(words.say("form.errors")));
    summary.has_focus().await;
    let field = page.textbox(label_of(name));
    assert_eq!(field.attribute("aria-invalid").await.as_deref(), Some("true"));
    page.link(Name::Has(name.description.clone())).within(&summary).click().await;
    field.has_focus().await;
    // In the summary and beside the field.
    assert_eq!(page.text().await.matches(&words.say("rule.required")).count(), 2);
    page.link(words.say("prepare.skip")).click().await;
    page.heading(&contact.title).has_focus().await;
    page.open(&at(FAILURE, "sheet")).await;
    page.shows(&words.say("sheet.missing")).await;
    page.link(&name.description).click().await;
    page.heading(&who.title).has_focus().await;
    // Back to the sheet, and not through every question behind it.
    field.fill(NAME).await;
    next(&page).await;
    page.heading(words.say("sheet.title")).has_focus().await;
    page.arrives_at(&at(FAILURE, "sheet")).await;
}

async fn a_question_comes_and_goes_with_another(stage: Stage) {
    let portal = stage.portal(MONDAY_NOON).await;
    let access = category(&portal, "access").await;
    let (whom, whose) = (item(&access, "for-whom"), item(&access, "whose-account"));
    let page = stage.visit(&Setup::default(), &portal.wire, &at("access", "for-whom")).await;
    let choice = |key: &str| {
        let name = whom.values.iter().find(|value| value.key == key).unwrap().name.clone();
        page.radio(name).within(&page.radiogroup(label_of(whom)))
    };
    let field = page.textbox(label_of(whose));
    choice("self").click().await;
    field.disappears().await;
    choice("other").click().await;
    field.fill("Иванов Пётр").await;
    choice("self").click().await;
    field.disappears().await;
    choice("other").click().await;
    // It was only out of sight.
    assert_eq!(field.value().await, "Иванов Пётр");
}

async fn a_profile_fills_it_in_and_differences_are_named(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let failure = category(&portal, FAILURE).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    sign_in(&page, &at(FAILURE, "who")).await;
    page.heading(&page_of(&failure, "who").title).appears().await;
    assert_eq!(page.textbox(label_of(item(&failure, "fullName"))).value().await, "Соколова Анна Викторовна");
    next(&page).await;
    let phone = page.textbox(label_of(item(&failure, "phone")));
    assert_eq!(phone.value().await, "+74955550199");
    let differs = words.say_with("prepare.differs", &[("known", "+74955550199")]);
    phone.fill("8 (495) 555-01-99").await;
    assert!(!page.text().await.contains(&differs));
    phone.fill("8 912 345-67-89").await;
    page.shows(&differs).await;
    page.button(words.say("prepare.take_profile")).click().await;
    page.stops_showing(&differs).await;
    assert_eq!(phone.value().await, "+74955550199");
}

async fn a_session_that_ends_on_the_way_loses_nothing(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let failure = category(&portal, FAILURE).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    sign_in(&page, &at(FAILURE, "what")).await;
    let subject = page.textbox(label_of(item(&failure, "subject")));
    subject.fill(SUBJECT).await;
    page.expect_complaint("401");
    page.forget_cookies().await;
    // As when somebody comes back to the tab.
    page.evaluate("dispatchEvent(new Event('online'))", vec![]).await;
    page.shows(&words.say("new.session_ended")).await;
    assert!(!page.main(Name::Any).text().await.contains(SUBJECT));
    page.link(words.say("account.sign_in")).within(&page.main(Name::Any)).click().await;
    sign_in_here(&page, "demo", "demo-demo").await;
    page.arrives_at(&at(FAILURE, "what")).await;
    assert_eq!(subject.value().await, SUBJECT);
}

async fn two_tabs_show_the_same(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let failure = category(&portal, FAILURE).await;
    let page = stage.visit(&Setup::default(), &portal.wire, &at(FAILURE, "what")).await;
    let subject = page.textbox(label_of(item(&failure, "subject")));
    subject.fill("В первой вкладке").await;
    page.open_tab(&at(FAILURE, "what")).await;
    assert_eq!(subject.value().await, "В первой вкладке");
    subject.fill("Во второй вкладке").await;
    page.switch_tab(0).await;
    page.shows(&words.say("tabs.followed")).await;
    assert_eq!(subject.value().await, "Во второй вкладке");
    // And back, with nothing asked.
    subject.fill("Снова в первой").await;
    page.switch_tab(1).await;
    page.shows(&words.say("tabs.followed")).await;
    assert_eq!(subject.value().await, "Снова в первой");
}

async fn what_two_tabs_wrote_apart_is_asked_about(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let failure = category(&portal, FAILURE).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    let subject = page.textbox(label_of(item(&failure, "subject")));
    for (choice, kept) in [("tabs.ours", "Моё"), ("tabs.theirs", "Чужое")] {
        keep(&page, &complete(FAILURE), "first").await;
        page.open(&at(FAILURE, "what")).await;
        subject.fill("Моё").await;
        page.stops_showing(&words.say("tabs.torn")).await;
        // Another tab's, of which the browser did not tell this one.
        let mut theirs = complete(FAILURE);
        theirs["values"]["subject"] = json!(["Чужое"]);
        keep(&page, &theirs, "another").await;
        subject.fill("Моё").await;
        page.shows(&words.say("tabs.torn")).await;
        // Nothing is decided by a reload.
        page.reload().await;
        page.shows(&words.say("tabs.torn")).await;
        page.button(words.say(choice)).click().await;
        page.stops_showing(&words.say("tabs.torn")).await;
        assert_eq!(subject.value().await, kept, "{choice}");
        page.reload().await;
        assert_eq!(subject.value().await, kept, "{choice}");
        assert!(!page.text().await.contains(&words.say("tabs.torn")));
    }
}

async fn the_clock_and_the_portal_are_judged(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let failure = category(&portal, FAILURE).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    let check = |kind: CheckKind| {
        let name = failure.checks.iter().find(|check| check.kind == kind).unwrap().name.clone();
        page.listitem(Name::Text(name))
    };
    let device = |minutes: i64| {
        let page = page.clone();
        async move {
            let script = "return new Date(Date.now() + arguments[0] * 60000).toISOString()";
            page.evaluate(script, vec![json!(minutes)]).await.as_str().unwrap().to_owned()
        }
    };
    portal.set_clock(&device(-10).await).await;
    page.open(&at(FAILURE, "checks")).await;
    check(CheckKind::Clock).says(&words.start_of("checks.clock_ahead")).await;
    portal.set_clock(&device(10).await).await;
    page.button(words.say("checks.again")).within(&check(CheckKind::Clock)).click().await;
    check(CheckKind::Clock).says(&words.start_of("checks.clock_behind")).await;
    portal.set_clock(&device(0).await).await;
    page.button(words.say("checks.again")).within(&check(CheckKind::Clock)).click().await;
    check(CheckKind::Clock).says(&words.say("checks.good")).await;
    check(CheckKind::Portal).says(&words.say("checks.portal_good")).await;
    check(CheckKind::Connection).says(&words.say("checks.connection_good")).await;
    check(CheckKind::Storage).says(&words.say("checks.storage_good")).await;
    check(CheckKind::Browser).says(&words.say("checks.browser_good")).await;
    // Of a guest nobody knows whether the account is active.
    assert_eq!(check(CheckKind::Account).count().await, 0);
    portal.set_faults(&json!([{ "path": "/api/availability", "action": { "delayMs": 1300 } }])).await;
    page.reload().await;
    check(CheckKind::Portal).says(&words.start_of("checks.slow")).await;
    page.expect_complaint("503");
    portal.set_faults(&json!([{ "path": "/api/availability", "action": { "status": 503 } }])).await;
    page.button(words.say("checks.again")).within(&check(CheckKind::Portal)).click().await;
    check(CheckKind::Portal).says(&words.say("checks.portal_bad")).await;
    // What to do about it, and nothing about what is well.
    let advice = &failure.checks.iter().find(|check| check.kind == CheckKind::Portal).unwrap().steps[0];
    check(CheckKind::Portal).says(advice).await;
}

async fn a_check_that_helped_ends_it(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, &at(FAILURE, "checks")).await;
    page.link(words.say("solved.yes")).click().await;
    page.heading(words.say("prepare.solved")).has_focus().await;
    page.link(words.say("not_found.home")).click().await;
    page.arrives_at("/").await;
}

flows! {
    a_visitor_prepares_an_error_report;
    the_whole_way_by_keyboard;
    history_and_reload_keep_the_answers;
    starting_over_asks_and_forgets;
    without_storage_it_says_so_and_goes_on;
    what_is_left_open_is_named_and_led_to;
    a_question_comes_and_goes_with_another;
    a_profile_fills_it_in_and_differences_are_named;
    a_session_that_ends_on_the_way_loses_nothing;
    two_tabs_show_the_same;
    what_two_tabs_wrote_apart_is_asked_about;
    the_clock_and_the_portal_are_judged;
    a_check_that_helped_ends_it;
}
