//! The form of a ticket: what is wrong with it, what is kept of it, what can be put into it.

use crate::common::{
    LETTER, Letter, MONDAY_NOON, agree, agree_by_keyboard, check_answers, fill_form, form_of, guest_category, sent_number, words,
    write_as_guest,
};
use browser_tests::{Name, Setup, Stage, flows};
use serde_json::json;

async fn what_is_wrong_is_said_twice(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let category = guest_category(&portal).await;
    let page = stage.visit(&Setup::default(), &portal.wire, &form_of(&category)).await;
    page.button(words.say("form.check")).click().await;
    let summary = page.alert(Name::Text(words.say("form.errors")));
    summary.has_focus().await;
    for (field, rule) in [
        ("form.name", "rule.required_name"),
        ("form.description", "rule.required_description"),
        ("form.full_name", "rule.required_full_name"),
        ("form.email", "rule.required_email"),
    ] {
        let link = page.link(words.say(rule)).within(&summary);
        link.appears().await;
        let field = page.textbox(words.say(field));
        assert_eq!(field.attribute("aria-invalid").await.as_deref(), Some("true"));
        link.click().await;
        field.has_focus().await;
    }
    // In the summary and beside the field.
    let text = page.text().await;
    assert_eq!(text.matches(&words.say("rule.required_name")).count(), 2, "{text}");
    page.textbox(words.say("form.email")).fill("почта").await;
    page.shows(&words.say("rule.not_an_email")).await;
    let phone = page.textbox(Name::Has(words.say("form.phone")));
    phone.fill("8 900").await;
    page.shows(&words.say("rule.phone_short")).await;
    phone.fill("8 (900) 000-00-01").await;
    page.stops_showing(&words.say("rule.phone_short")).await;
}

async fn what_is_typed_survives_a_reload(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let category = guest_category(&portal).await;
    let page = stage.visit(&Setup::default(), &portal.wire, &form_of(&category)).await;
    fill_form(&page, &portal, &category, &LETTER).await;
    page.reload().await;
    assert_eq!(page.textbox(words.say("form.description")).value().await, LETTER.description);
    assert!(page.radio(&category.attributes.iter().find(|question| question.required).unwrap().values[0].name).is_checked().await);
    for consent in portal.desk().await.consents.iter().filter(|consent| consent.required) {
        assert!(page.checkbox(Name::Has(consent.text.clone())).is_checked().await);
    }
    // And a walk through the rest of the application.
    page.link(words.say("nav.contacts")).click().await;
    page.heading(words.say("contacts.title")).appears().await;
    page.back().await;
    assert_eq!(page.textbox(words.say("form.description")).value().await, LETTER.description);
    check_answers(&page).await;
    page.back().await;
    assert_eq!(page.textbox(words.say("form.name")).value().await, LETTER.name);
}

const HOSTILE: Letter = Letter {
    name: "<script>document.title='взломано'</script><img src=x onerror=document.title='взломано'>",
    description: "\u{202e}справа налево\u{202c}\n\u{200b}нулевая ширина\n👩‍👩‍👧‍👦 'кавычки\" \\ & <b>жирно</b> {count} %00 javascript:alert(1)\n\u{1d56f}",
    full_name: "Ŝtefan O'Тест \"><svg onload=alert(1)>",
    email: "o'hostile+tag@example.org",
};

async fn nothing_typed_becomes_markup(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    write_as_guest(&page, &portal, &HOSTILE).await;
    page.shows(HOSTILE.name).await;
    page.shows("<b>жирно</b>").await;
    page.button(words.say("check.send")).click().await;
    let number = sent_number(&page).await;
    let link = portal.mail_to(HOSTILE.email).await.link();
    page.open(&link).await;
    page.heading(HOSTILE.name).appears().await;
    page.shows("<b>жирно</b>").await;
    assert!(page.title().await.contains("<script>"), "{}", page.title().await);
    let planted = "return document.querySelectorAll('main script, main img, main svg[onload], main b').length";
    assert_eq!(page.evaluate(planted, vec![]).await, json!(0), "{number}");
}

async fn a_text_too_long_is_kept_and_named(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let category = guest_category(&portal).await;
    let page = stage.visit(&Setup::default(), &portal.wire, &form_of(&category)).await;
    let long = "слово ".repeat(17_000);
    page.textbox(words.say("form.description")).fill(&long).await;
    page.button(words.say("form.check")).click().await;
    let rule = words.count("rule.too_long", 5000, &[]);
    page.shows(&rule).await;
    assert_eq!(page.textbox(words.say("form.description")).value().await.chars().count(), long.chars().count());
}

async fn the_whole_way_by_keyboard(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let category = guest_category(&portal).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/tickets/new").await;
    page.enter_on("link", &category.name).await;
    page.heading(&category.name).has_focus().await;
    let question = category.attributes.iter().find(|question| question.required && !question.values.is_empty()).unwrap();
    page.tab_to("radio", &question.values[0].name).await;
    page.type_text(" ").await;
    for attribute in category.attributes.iter().filter(|question| question.required && question.values.is_empty()) {
        page.tab_to("textbox", &attribute.description).await;
        page.type_text("olga77").await;
    }
    for (field, text) in [
        ("form.name", LETTER.name),
        ("form.description", LETTER.description),
        ("form.full_name", LETTER.full_name),
        ("form.email", LETTER.email),
    ] {
        page.tab_to("textbox", &words.say(field)).await;
        page.type_text(text).await;
    }
    agree_by_keyboard(&page, &portal).await;
    page.enter_on("button", &words.say("form.check")).await;
    page.heading(words.say("check.title")).has_focus().await;
    page.enter_on("button", &words.say("check.send")).await;
    sent_number(&page).await;
    assert_eq!(portal.count_tickets_of(LETTER.email).await, 1);
}

async fn what_the_portal_refuses_stands_beside_its_field(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    write_as_guest(&page, &portal, &LETTER).await;
    page.expect_complaint("422");
    let problem = json!({ "type": "about:blank", "title": "Проверьте", "status": 422,
        "errors": [{ "pointer": "/contact/email", "detail": "Этот адрес портал не принимает.", "code": "invalid" }] });
    portal.wire.rule(
        browser_tests::Rule::new(
            "POST",
            "/api/tickets",
            browser_tests::Fault::Answer(422, "application/problem+json", problem.to_string()),
        )
        .once(),
    );
    page.button(words.say("check.send")).click().await;
    page.shows("Этот адрес портал не принимает.").await;
    let email = page.textbox(words.say("form.email"));
    assert_eq!(email.attribute("aria-invalid").await.as_deref(), Some("true"));
    assert_eq!(email.value().await, LETTER.email);
    email.fill("other@example.org").await;
    check_answers(&page).await;
    page.button(words.say("check.send")).click().await;
    sent_number(&page).await;
    assert_eq!(portal.count_tickets_of("other@example.org").await, 1);
}

async fn a_consent_is_needed(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let category = guest_category(&portal).await;
    let page = stage.visit(&Setup::default(), &portal.wire, &form_of(&category)).await;
    fill_form(&page, &portal, &category, &LETTER).await;
    // Ticked and unticked.
    agree(&page, &portal).await;
    page.button(words.say("form.check")).click().await;
    page.link(words.say("rule.required_consent")).appears().await;
    agree(&page, &portal).await;
    check_answers(&page).await;
    page.button(words.say("check.send")).click().await;
    sent_number(&page).await;
    let sent = portal.wire.seen().into_iter().find(|seen| seen.method == "POST" && seen.path == "/api/tickets").unwrap();
    let body: serde_json::Value = serde_json::from_str(&sent.body).unwrap();
    let consent = &portal.desk().await.consents[0];
    assert_eq!(body["consents"][0]["version"], json!(consent.version));
    assert!(body["consents"][0]["at"].as_str().unwrap().starts_with("2026-11-23T09:"), "{}", body["consents"][0]);
}

flows! {
    what_is_wrong_is_said_twice;
    what_is_typed_survives_a_reload;
    nothing_typed_becomes_markup;
    a_text_too_long_is_kept_and_named;
    the_whole_way_by_keyboard;
    what_the_portal_refuses_stands_beside_its_field;
    a_consent_is_needed;
}
