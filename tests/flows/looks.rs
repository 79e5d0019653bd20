//! Every screen in every language and theme: accessible, no sideways scroll, nothing too small to press, nothing that jumps.

use crate::common::{LETTER, MONDAY_NOON, check_answers, fill_form, form_of, guest_category, sent_number, sign_in, words, write_as_guest};
use crate::preparing::{FAILURE, at, category, complete, keep};
use browser_tests::{Fault, Gate, Name, Page, Portal, Rule, Setup, Stage, Words, flows_in_one_engine};

/// The screens that an address alone opens, and the heading by which each is known.
const SCREENS: &[(&str, &str)] = &[
    ("/", "home.title"),
    ("/contacts", "contacts.title"),
    ("/tickets", "tickets.title"),
    ("/tickets/new", "new.title"),
    ("/find", "find.title"),
    ("/callback", "callback.title"),
    ("/account", "account.title"),
    ("/settings", "settings.title"),
    ("/prepare", "prepare.title"),
    ("/help", "help.title"),
    ("/prepare/failure/checks", "checks.title"),
    ("/prepare/failure/help", "prepare.help"),
    ("/call", "call.title"),
    ("/nowhere", "not_found.title"),
];

pub(crate) async fn check(page: &Page, name: &str, with_axe: bool) {
    let mut found: Vec<String> = page.sideways().await;
    found.extend(page.small_targets(24).await);
    page.photograph(name).await;
    if with_axe {
        // At its end, where the bar with the number has its own place: elsewhere it covers whatever happens to be under it, which
        // is called too small to press.
        page.evaluate("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })", vec![]).await;
        found.extend(page.axe().await);
    }
    let setup = page.setup();
    assert!(found.is_empty(), "{name} at {} px, {}, {:?}:\n{}", setup.width, setup.language, setup.scheme, found.join("\n"));
}

/// The screens for a guest, then those for somebody who is signed in, then a ticket on its way.
async fn walk(page: &Page, portal: &Portal, words: &Words, with_axe: bool) {
    page.expect_complaint("404");
    for (path, heading) in SCREENS {
        page.open(path).await;
        page.heading(words.say(heading)).appears().await;
        let name = path.trim_start_matches('/').replace('/', "-");
        check(page, if name.is_empty() { "home" } else { &name }, with_axe).await;
    }
    let category = guest_category(portal).await;
    page.open(&form_of(&category)).await;
    page.button(words.say("form.check")).appears().await;
    check(page, "form", with_axe).await;
    page.button(words.say("form.check")).click().await;
    page.alert(Name::Text(words.say("form.errors"))).appears().await;
    check(page, "form-errors", with_axe).await;
}

async fn walk_signed_in(page: &Page, words: &Words, with_axe: bool) {
    for (path, sign) in [("/", "home.tickets"), ("/tickets", "tickets.more"), ("/account", "account.sign_out")] {
        page.open(path).await;
        page.shows(&words.say(sign)).await;
        check(page, &format!("signed-in-{}", path.trim_start_matches('/')), with_axe).await;
    }
    page.open("/tickets?status=waiting").await;
    page.link(Name::Any).within(&page.listitem(Name::Text("HL-".into()))).first().click().await;
    page.shows(&words.say("ticket.waits")).await;
    check(page, "ticket", with_axe).await;
}

async fn every_screen(stage: &Stage, setup: Setup) {
    // Tall, so that the bar at the bottom lies over nothing that a scroll would bring out from under it.
    let setup = Setup { height: 4000, ..setup };
    let portal = stage.portal(MONDAY_NOON).await;
    let words = Words::of(setup.language.split('-').next().unwrap());
    let page = stage.visit(&setup, &portal.wire, "/contacts").await;
    walk(&page, &portal, &words, true).await;
    sign_in(&page, "/account").await;
    walk_signed_in(&page, &words, true).await;
}

/// Every sort of screen around the checklist: of a topic with an outage, of one without, with errors, with everything filled in.
async fn every_preparing_screen(stage: &Stage, setup: Setup) {
    let setup = Setup { height: 6000, ..setup };
    let portal = stage.portal(MONDAY_NOON).await;
    let words = Words::of(setup.language.split('-').next().unwrap());
    let page = stage.visit(&setup, &portal.wire, "/prepare").await;
    page.heading(words.say("prepare.title")).appears().await;
    check(&page, "prepare", true).await;
    for (path, sign) in [
        ("/prepare/payment/outage", "outage.title"),
        ("/prepare/failure/help", "prepare.help"),
        ("/prepare/failure/checks", "checks.title"),
        ("/prepare/failure/solved", "prepare.solved"),
        ("/help", "help.title"),
        ("/sheet", "carry.broken"),
    ] {
        page.open(path).await;
        page.shows(&words.say(sign)).await;
        check(&page, &path.replace('/', "-"), true).await;
    }
    page.open("/help/paid-twice").await;
    page.button(words.say("solved.yes")).appears().await;
    check(&page, "article", true).await;
    page.open("/prepare/failure/help").await;
    page.combobox(words.say("prepare.help_label")).fill("cookie").await;
    page.option(Name::Any).first().appears().await;
    check(&page, "suggestions", true).await;
    // With nothing answered, and all of it wrong.
    for screen in category(&portal, FAILURE).await.checklist {
        page.open(&at(FAILURE, &screen.code)).await;
        page.button(words.say("prepare.next")).appears().await;
        if screen.items.iter().any(|item| item.required) {
            page.button(words.say("prepare.next")).click().await;
            page.alert(Name::Text(words.say("form.errors"))).appears().await;
        }
        check(&page, &format!("page-{}", screen.code), true).await;
    }
    page.open(&at(FAILURE, "sheet")).await;
    page.shows(&words.say("sheet.missing")).await;
    check(&page, "sheet-missing", true).await;
    keep(&page, &complete(FAILURE), "given").await;
    page.open(&at(FAILURE, "sheet")).await;
    page.button(words.say("carry.show")).click().await;
    page.img(words.say("carry.alt")).appears().await;
    page.checkbox(words.say("sheet.no_voice")).click().await;
    page.shows(&words.say("sheet.relay")).await;
    check(&page, "sheet", true).await;
    page.open("/prepare").await;
    page.shows(&words.say("prepare.begun")).await;
    check(&page, "prepare-begun", true).await;
}

async fn preparing_wide_light_russian(stage: Stage) {
    every_preparing_screen(&stage, Setup::default()).await;
}

async fn preparing_narrow_dark_russian(stage: Stage) {
    every_preparing_screen(&stage, Setup::default().width(320).dark()).await;
}

async fn preparing_narrow_light_english(stage: Stage) {
    every_preparing_screen(&stage, Setup::default().width(320).language("en-US")).await;
}

async fn preparing_phone_dark_english(stage: Stage) {
    every_preparing_screen(&stage, Setup::default().width(390).dark().language("en-US")).await;
}

async fn preparing_forced_colors_russian(stage: Stage) {
    every_preparing_screen(&stage, Setup::default().width(768).forced_colors().reduced_motion()).await;
}

/// In every engine: a screen of each kind, as narrow as can be.
async fn the_sheet_fits_a_narrow_screen(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup { height: 6000, ..Setup::default().width(320) }, &portal.wire, "/prepare").await;
    page.heading(words.say("prepare.title")).appears().await;
    for screen in ["checks", "who", "when", "where", "error"] {
        page.open(&at(FAILURE, screen)).await;
        page.heading(Name::Any).first().appears().await;
        page.link(words.say("prepare.back")).appears().await;
        check(&page, screen, false).await;
    }
    keep(&page, &complete(FAILURE), "given").await;
    page.open(&at(FAILURE, "sheet")).await;
    page.button(words.say("carry.show")).click().await;
    page.img(words.say("carry.alt")).appears().await;
    check(&page, "sheet", true).await;
}

async fn wide_light_russian(stage: Stage) {
    every_screen(&stage, Setup::default()).await;
}

async fn narrow_dark_russian(stage: Stage) {
    every_screen(&stage, Setup::default().width(320).dark()).await;
}

async fn narrow_light_english(stage: Stage) {
    every_screen(&stage, Setup::default().width(320).language("en-US")).await;
}

async fn wide_dark_english(stage: Stage) {
    every_screen(&stage, Setup::default().dark().language("en-US")).await;
}

async fn phone_more_contrast_russian(stage: Stage) {
    every_screen(&stage, Setup::default().width(390).more_contrast()).await;
}

async fn phone_more_contrast_dark_russian(stage: Stage) {
    every_screen(&stage, Setup::default().width(390).more_contrast().dark()).await;
}

async fn tablet_forced_colors_english(stage: Stage) {
    every_screen(&stage, Setup::default().width(768).forced_colors().reduced_motion().language("en-US")).await;
}

/// The page before the application, or without it: its script is kept away, since axe needs scripts to run.
async fn first_paint(stage: Stage) {
    for setup in [Setup::default().width(320), Setup::default().dark(), Setup::default().language("en-US").more_contrast()] {
        let portal = stage.portal(MONDAY_NOON).await;
        portal.wire.rule(Rule::new("GET", "*.wasm", Fault::HoldRequest(Gate::default())));
        let page = stage.visit(&setup, &portal.wire, "/").await;
        page.shows("8 800").await;
        check(&page, "first-paint", true).await;
    }
}

/// The page after the application has died.
async fn the_last_resort(stage: Stage) {
    for setup in [Setup::default().width(320), Setup::default().dark().language("en-US")] {
        let words = Words::of(setup.language.split('-').next().unwrap());
        let portal = stage.portal(MONDAY_NOON).await;
        portal.wire.rule(Rule::new("GET", "*.wasm", Fault::Refuse));
        let page = stage.visit(&setup, &portal.wire, "/").await;
        page.expect_complaint("");
        page.heading(words.say("fatal.heading")).appears().await;
        check(&page, "fatal", true).await;
    }
}

async fn a_ticket_on_its_way(stage: Stage) {
    let words = words();
    for setup in [Setup::default().width(320), Setup::default().dark()] {
        let portal = stage.portal(MONDAY_NOON).await;
        let page = stage.visit(&setup, &portal.wire, "/contacts").await;
        write_as_guest(&page, &portal, &LETTER).await;
        check(&page, "check", true).await;
        page.button(words.say("check.send")).click().await;
        sent_number(&page).await;
        check(&page, "sent", true).await;
    }
}

/// docs/home.png is what this takes.
async fn the_picture_of_the_readme(stage: Stage) {
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup { height: 700, ..Setup::default().width(390) }, &portal.wire, "/").await;
    page.region(words().say("home.title")).appears().await;
    check(&page, "readme", false).await;
}

async fn hours_in_two_zones_fit_a_narrow_screen(stage: Stage) {
    for language in ["ru-RU", "en-GB"] {
        let portal = stage.portal(MONDAY_NOON).await;
        let setup = Setup::default().width(320).language(language).zone("Asia/Vladivostok");
        let page = stage.visit(&setup, &portal.wire, "/contacts").await;
        page.heading(Words::of(language.split('-').next().unwrap()).say("contacts.title")).appears().await;
        check(&page, "contacts-two-zones", false).await;
    }
}

async fn nothing_jumps(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    for width in [390, 1280] {
        for (path, heading) in SCREENS {
            let page = stage.visit(&Setup::default().width(width), &portal.wire, path).await;
            page.expect_complaint("404");
            page.heading(words.say(heading)).appears().await;
            let (sum, parts) = page.layout_shift().await.unwrap();
            assert!(sum <= 0.0, "{path} at {width} px: {sum} {parts:#?}");
        }
    }
}

/// In every engine: the first screens, narrow and wide.
async fn the_first_screens(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    for width in [320, 1280] {
        let page = stage.visit(&Setup::default().width(width), &portal.wire, "/").await;
        page.region(words.say("home.title")).appears().await;
        check(&page, "home", true).await;
        page.open("/contacts").await;
        page.heading(words.say("contacts.title")).appears().await;
        check(&page, "contacts", true).await;
        let category = guest_category(&portal).await;
        page.open(&form_of(&category)).await;
        fill_form(&page, &portal, &category, &LETTER).await;
        check(&page, "form", true).await;
        check_answers(&page).await;
        check(&page, "check", false).await;
    }
}

mod everywhere {
    use super::{the_first_screens, the_sheet_fits_a_narrow_screen};

    browser_tests::flows! {
        the_first_screens;
        the_sheet_fits_a_narrow_screen;
    }
}

flows_in_one_engine! {
    wide_light_russian;
    narrow_dark_russian;
    narrow_light_english;
    wide_dark_english;
    phone_more_contrast_russian;
    phone_more_contrast_dark_russian;
    tablet_forced_colors_english;
    first_paint;
    the_last_resort;
    a_ticket_on_its_way;
    the_picture_of_the_readme;
    hours_in_two_zones_fit_a_narrow_screen;
    nothing_jumps;
    preparing_wide_light_russian;
    preparing_narrow_dark_russian;
    preparing_narrow_light_english;
    preparing_phone_dark_english;
    preparing_forced_colors_russian;
}
