//! The sheet on another device: by its code alone, and past every server.

use crate::common::{MONDAY_NOON, words};
use crate::preparing::{DESCRIPTION, EMAIL, FAILURE, NAME, SUBJECT, at, complete, open_sheet};
use browser_tests::{Name, Page, Setup, Stage, flows};
use serde_json::json;

/// Pixels of a module's side.
const SCALE: usize = 4;

/// What a camera reads from the picture.
fn read_code(picture: &str) -> String {
    let svg = percent_decoded(picture.strip_prefix("data:image/svg+xml,").expect("a picture in the address"));
    let side = svg.split("viewBox='0 0 ").nth(1).and_then(|rest| rest.split(' ').next()).expect("its size");
    let side: usize = side.parse().expect("a number");
    let path = svg.rsplit("path d='").next().and_then(|rest| rest.split('\'').next()).expect("the dark modules");
    let mut dark = vec![false; side * side];
    for module in path.split('M').filter(|module| !module.is_empty()) {
        let (x, y) = module.strip_suffix("h1v1h-1z").and_then(|place| place.split_once(' ')).expect("a module");
        dark[y.parse::<usize>().expect("a number") * side + x.parse::<usize>().expect("a number")] = true;
    }
    let is_dark = |x: usize, y: usize| dark[y / SCALE * side + x / SCALE];
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(side * SCALE, side * SCALE, |x, y| if is_dark(x, y) { 0 } else { 255 });
    let codes = image.detect_grids();
    assert_eq!(codes.len(), 1, "codes in the picture");
    codes[0].decode().expect("a code that can be read").1
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        if *first == b'%' {
            let (code, others) = rest.split_at(2);
            bytes.push(u8::from_str_radix(std::str::from_utf8(code).unwrap(), 16).expect("a hexadecimal number"));
            rest = others;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

async fn show_code(page: &Page) -> String {
    let words = words();
    page.button(words.say("carry.show")).click().await;
    let picture = page.img(words.say("carry.alt"));
    picture.appears().await;
    read_code(&picture.attribute("src").await.unwrap())
}

async fn the_sheet(page: &Page) -> String {
    let words = words();
    page.heading(words.say("sheet.title")).appears().await;
    page.region(words.say("sheet.title")).text().await
}

async fn the_code_opens_the_same_sheet_elsewhere(stage: Stage) {
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    open_sheet(&page, &complete(FAILURE)).await;
    let here = the_sheet(&page).await;
    let address = show_code(&page).await;
    assert!(address.starts_with(&format!("{}/sheet#s=", portal.wire.origin())), "{address}");
    let other = stage.visit(&Setup::default().width(390), &portal.wire, "/contacts").await;
    other.open(&address).await;
    other.arrives_at(&at(FAILURE, "sheet")).await;
    assert_eq!(the_sheet(&other).await, here);
    other.reload().await;
    assert_eq!(the_sheet(&other).await, here);
    // The digits never leave the two devices.
    let digits = address.split_once("#s=").unwrap().1;
    assert!(portal.wire.seen().iter().all(|seen| !seen.path.contains(digits) && !seen.body.contains(digits)));
    other.back().await;
    assert!(!other.url().await.contains(digits));
}

async fn the_code_can_leave_out_who_calls(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    let mut answers = complete(FAILURE);
    // Of another topic, which has been left.
    answers["values"]["contract"] = json!(["77-104512"]);
    open_sheet(&page, &answers).await;
    page.checkbox(words.say("sheet.named")).click().await;
    let text = the_sheet(&page).await;
    assert!(!text.contains(NAME) && text.contains(SUBJECT), "{text}");
    let address = show_code(&page).await;
    let other = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    other.open(&address).await;
    let there = the_sheet(&other).await;
    assert!(there.contains(SUBJECT) && there.contains(DESCRIPTION), "{there}");
    let kept = other.evaluate("return JSON.stringify(localStorage)", vec![]).await;
    for of_somebody in [NAME, EMAIL, "345-67-89", "77-104512"] {
        assert!(!there.contains(of_somebody) && !kept.as_str().unwrap().contains(of_somebody), "{of_somebody}: {there} {kept}");
    }
}

/// Text that hardly deflates.
fn long_text() -> String {
    let mut state = 7_u32;
    let letters: Vec<char> = "абвгдежзиклмнопрстуфхцчшщыэюяABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".chars().collect();
    let letter = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        letters[usize::try_from(state >> 8).unwrap() % letters.len()]
    };
    (0..4900).map(letter).collect()
}

async fn a_long_sheet_is_shortened_and_says_so(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    let mut answers = complete(FAILURE);
    let long = long_text();
    answers["values"]["description"] = json!([long]);
    open_sheet(&page, &answers).await;
    let address = show_code(&page).await;
    page.shows(&words.say("carry.short")).await;
    let other = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    other.open(&address).await;
    let there = the_sheet(&other).await;
    let beginning: String = long.chars().take(80).collect();
    assert!(there.contains(NAME) && there.contains(SUBJECT) && there.contains(&beginning) && there.contains('…'), "{there}");
    // Here nothing was shortened.
    assert!(the_sheet(&page).await.contains(&long));
}

async fn answers_to_other_topics_shorten_nothing(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    let mut answers = complete(FAILURE);
    answers["values"]["operations"] = json!([long_text()]);
    open_sheet(&page, &answers).await;
    show_code(&page).await;
    page.shows(&words.say("carry.text")).await;
    assert!(!page.text().await.contains(&words.say("carry.short")));
}

async fn a_code_that_was_damaged_says_so(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    for digits in ["", "#s=", "#s=12345", "#s=01000000256", "#s=99999", "#s=%E2%98%83", "#s=003280012800128"] {
        page.open("/contacts").await;
        page.open(&format!("/sheet{digits}")).await;
        page.alert(Name::Text(words.say("carry.broken"))).appears().await;
        page.arrives_at("/sheet").await;
    }
    page.link(words.say("prepare.title")).within(&page.main(Name::Any)).click().await;
    page.arrives_at("/prepare").await;
}

async fn a_sheet_that_is_here_already_is_not_replaced_unasked(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    open_sheet(&page, &complete(FAILURE)).await;
    let address = show_code(&page).await;
    let mut own = complete("advice");
    own["values"]["subject"] = json!(["Своё"]);
    let other = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    open_sheet(&other, &own).await;
    other.open(&address).await;
    other.shows(&words.say("carry.both")).await;
    other.link(words.say("carry.keep")).click().await;
    other.arrives_at(&at("advice", "sheet")).await;
    assert!(the_sheet(&other).await.contains("Своё"));
    other.open(&address).await;
    other.button(words.say("carry.take")).click().await;
    other.arrives_at(&at(FAILURE, "sheet")).await;
    let there = the_sheet(&other).await;
    assert!(there.contains(SUBJECT) && !there.contains("Своё"), "{there}");
}

flows! {
    the_code_opens_the_same_sheet_elsewhere;
    the_code_can_leave_out_who_calls;
    a_long_sheet_is_shortened_and_says_so;
    answers_to_other_topics_shorten_nothing;
    a_code_that_was_damaged_says_so;
    a_sheet_that_is_here_already_is_not_replaced_unasked;
}
