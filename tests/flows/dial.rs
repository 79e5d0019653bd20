//! How to dial, the card for an address book, and which addresses are the application's.

use crate::common::{MONDAY_NOON, unfold, words};
use browser_tests::{Name, Setup, Stage, flows, flows_in_one_engine};
use serde_json::json;

async fn from_germany_by_landline(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    let dialling = page.main(Name::Any);
    unfold(&page, &words.say("dial.title")).await;
    page.radio(words.say("dial.landline")).click().await;
    // In Moscow the free number is called as it is written.
    dialling.says(&words.say_with("dial.number", &[("digits", "800 555 01 42")])).await;
    let unreachable = words.say_with("dial.unreachable", &[("number", "8 800 555-01-42")]);
    assert!(!dialling.text().await.contains(&unreachable));
    page.combobox(words.say("dial.country")).choose("Германия").await;
    dialling.says(&unreachable).await;
    dialling.says(&words.say_with("dial.prefix", &[("digits", "00")])).await;
    dialling.says(&words.say_with("dial.country_code", &[("digits", "7")])).await;
    dialling.says(&words.say_with("dial.number", &[("digits", "495 555 01 42")])).await;
    dialling.says(&words.say_with("dial.extension", &[("digits", "2")])).await;
    let text = dialling.text().await;
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    assert!(digits.contains("0074955550142"), "{text}");
    // It is remembered.
    page.reload().await;
    unfold(&page, &words.say("dial.title")).await;
    dialling.says(&unreachable).await;
    page.radio(words.say("dial.mobile")).click().await;
    dialling.says(&words.say("dial.plus")).await;
}

async fn the_card_has_every_number(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    page.button(words.say("contact.save")).appears().await;
    // Caught on its way to the disk.
    let catch = "window.saved = [];
                 const make = URL.createObjectURL;
                 URL.createObjectURL = (blob) => { window.saved.push(blob); return make.call(URL, blob); };
                 HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download; }";
    page.evaluate(catch, vec![]).await;
    page.button(words.say("contact.save")).click().await;
    let caught = browser_tests::until(async || (page.evaluate("return window.saved.length", vec![]).await != json!(0)).then_some(()));
    assert!(caught.await.is_some(), "nothing was saved");
    let read = "const done = arguments[0]; window.saved[0].text().then((text) => done([text, window.saved[0].type, window.savedAs]))";
    let saved = page.evaluate_async(read, vec![]).await;
    let card = saved[0].as_str().unwrap();
    assert!(card.starts_with("BEGIN:VCARD\r\nVERSION:4.0\r\n") && card.ends_with("END:VCARD\r\n"), "{card}");
    for number in ["+78005550142", "+74955550142"] {
        assert!(card.contains(number), "{number}: {card}");
    }
    assert!(card.contains("ext=2"), "{card}");
    assert!(card.contains("support@sever.example"), "{card}");
    assert!(saved[1].as_str().unwrap().starts_with("text/vcard"), "{}", saved[1]);
    assert!(saved[2].as_str().unwrap().ends_with(".vcf"), "{}", saved[2]);
}

const OURS: [&str; 19] = [
    "/",
    "/contacts",
    "/contacts/",
    "/tickets",
    "/tickets/new",
    "/tickets/HL-2611-04821",
    "/find",
    "/prepare",
    "/prepare/failure",
    "/prepare/failure/who",
    "/prepare/failure/sheet",
    "/prepare/a%2Fb/c",
    "/sheet",
    "/help",
    "/help/",
    "/help/paid-twice",
    "/help/%D0%BA%D0%BE%D0%B4",
    "/account",
    "/settings",
];

const NOT_OURS: [&str; 9] =
    ["/nowhere", "/prepare/a/b/c", "/help/a/b", "/tickets/a/b", "/sheet/x", "/contacts/x", "/find/x", "/account/x", "/settings/x"];

/// Three places know which addresses are screens: the application, the portal that serves it, and the worker that stands in.
async fn everybody_knows_the_same_screens(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    page.expect_complaint("404");
    let worker = std::fs::read_to_string(browser_tests::workspace().join("public/sw.js")).unwrap();
    let pattern = worker.split("const SCREENS = /").nth(1).and_then(|rest| rest.split("/;\n").next()).expect("the worker's screens");
    let not_found = words.say("not_found.title");
    for (paths, is_ours) in [(&OURS[..], true), (&NOT_OURS[..], false)] {
        for path in paths {
            let known = page.evaluate("return new RegExp(arguments[0]).test(arguments[1])", vec![json!(pattern), json!(path)]).await;
            assert_eq!(known, json!(is_ours), "the worker, of {path}");
            let answer = portal.ask("GET".parse().unwrap(), path, None).await;
            assert_eq!(answer.status().as_u16(), if is_ours { 200 } else { 404 }, "the portal, of {path}");
            page.open(path).await;
            page.heading(Name::Any).first().appears().await;
            let settled = browser_tests::until(async || {
                let text = page.evaluate("return document.querySelector('main h1')?.textContent ?? ''", vec![]).await;
                let is_there = page.evaluate("return document.querySelector('main [tabindex=\"-1\"]') !== null", vec![]).await == true;
                (is_there && text != "").then(|| text.as_str().unwrap().contains(&not_found))
            });
            assert_eq!(settled.await, Some(!is_ours), "the application, of {path}");
        }
    }
}

mod once {
    use super::{everybody_knows_the_same_screens, flows_in_one_engine};

    flows_in_one_engine! {
        everybody_knows_the_same_screens;
    }
}

flows! {
    from_germany_by_landline;
    the_card_has_every_number;
}
