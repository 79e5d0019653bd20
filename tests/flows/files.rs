//! From the sheet to a ticket with a screenshot, with nothing typed twice.

use crate::common::{MONDAY_NOON, agree, check_answers, sent_number, words};
use crate::preparing::{DESCRIPTION, EMAIL, FAILURE, NAME, SUBJECT, answer_to, at, category, complete, item, keep, label_of, open_sheet};
use browser_tests::{Fault, Gate, Name, Page, Portal, Rule, Setup, Stage, flows};
use std::path::PathBuf;
use tempfile::TempDir;

/// One white point.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3A,
    0x7E, 0x9B, 0x55, 0, 0, 0, 0x0A, b'I', b'D', b'A', b'T', 0x78, 0x9C, 0x63, 0xF8, 0x0F, 0, 1, 1, 1, 0, 0x1B, 0xB6, 0xEE, 0x56, 0, 0, 0,
    0, b'I', b'E', b'N', b'D', 0xAE, 0x42, 0x60, 0x82,
];

/// A directory with files to choose; it must live as long as they are needed.
pub(crate) struct Disk(TempDir);

impl Disk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary directory"))
    }

    pub(crate) fn file(&self, name: &str, length: usize) -> PathBuf {
        let path = self.0.path().join(name);
        let mut content = PNG.to_vec();
        content.resize(length.max(PNG.len()), 0);
        std::fs::write(&path, content).expect("the file is written");
        path
    }
}

/// The control with which files are chosen.
async fn attach(page: &Page, files: &[&PathBuf]) {
    let files: Vec<&std::path::Path> = files.iter().map(|file| file.as_path()).collect();
    page.file(Name::Has(words().say("files.label"))).attach(&files).await;
}

/// The screen of the checklist on which files can be added.
async fn open_files(page: &Page) {
    keep(page, &complete(FAILURE), "given").await;
    page.open(&at(FAILURE, "error")).await;
    page.file(Name::Has(words().say("files.label"))).appears().await;
}

/// From the sheet to the last button before sending.
async fn to_ticket(page: &Page, portal: &Portal) {
    let words = words();
    page.open(&at(FAILURE, "sheet")).await;
    page.button(words.say("sheet.ticket")).click().await;
    page.button(words.say("form.check")).appears().await;
    agree(page, portal).await;
    check_answers(page).await;
}

async fn a_sheet_becomes_a_ticket(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let failure = category(&portal, FAILURE).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    open_sheet(&page, &complete(FAILURE)).await;
    page.button(words.say("sheet.ticket")).click().await;
    page.heading(&failure.name).has_focus().await;
    assert_eq!(page.textbox(words.say("form.name")).value().await, SUBJECT);
    assert_eq!(page.textbox(words.say("form.full_name")).value().await, NAME);
    assert_eq!(page.textbox(words.say("form.email")).value().await, EMAIL);
    let description = page.textbox(words.say("form.description")).value().await;
    assert!(description.starts_with(DESCRIPTION), "{description}");
    // What the form has no field for stands in the description, with its question.
    for code in ["login", "tried"] {
        assert!(description.contains(&format!("{}: {}", item(&failure, code).description, answer_to(code))), "{description}");
    }
    let error = failure.attributes.iter().find(|attribute| attribute.code == "error-text").unwrap();
    assert_eq!(page.textbox(label_of(error)).value().await, answer_to("error-text"));
    assert!(page.checkbox("Сайт на компьютере").is_checked().await);
    agree(&page, &portal).await;
    check_answers(&page).await;
    page.button(words.say("check.send")).click().await;
    sent_number(&page).await;
    assert_eq!(portal.count_tickets_of(EMAIL).await, 1);
}

async fn a_ticket_begun_before_is_not_replaced_unasked(stage: Stage) {
    let words = words();
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/tickets/new?category=failure").await;
    page.textbox(words.say("form.name")).fill("Начатое раньше").await;
    open_sheet(&page, &complete(FAILURE)).await;
    page.button(words.say("sheet.ticket")).click().await;
    let question = page.dialog(words.say("sheet.replace"));
    question.appears().await;
    page.button(words.say("settings.keep")).within(&question).click().await;
    page.open("/tickets/new?category=failure").await;
    assert_eq!(page.textbox(words.say("form.name")).value().await, "Начатое раньше");
    page.open(&at(FAILURE, "sheet")).await;
    page.button(words.say("sheet.ticket")).click().await;
    page.button(words.say("sheet.replace_yes")).within(&question).click().await;
    assert_eq!(page.textbox(words.say("form.name")).value().await, SUBJECT);
}

async fn a_file_goes_with_the_ticket(stage: Stage) {
    let (words, disk) = (words(), Disk::new());
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    open_files(&page).await;
    attach(&page, &[&disk.file("снимок.png", 0)]).await;
    let remove = page.button(words.say_with("files.remove", &[("name", "снимок.png")]));
    remove.appears().await;
    // It outlives the page.
    page.reload().await;
    remove.appears().await;
    page.open(&at(FAILURE, "sheet")).await;
    page.region(words.say("sheet.title")).says("снимок.png").await;
    to_ticket(&page, &portal).await;
    page.shows("снимок.png").await;
    let gate = Gate::default();
    portal.wire.rule(Rule::new("POST", "*/attachments", Fault::HoldAnswer(gate.clone())).once());
    page.button(words.say("check.send")).click().await;
    let number = sent_number(&page).await;
    gate.reached().await;
    page.role("progressbar", words.say_with("files.progress", &[("name", "снимок.png")])).appears().await;
    gate.open();
    // The ticket has it by now.
    page.shows("снимок.png (").await;
    page.heading(words.say("files.sending")).disappears().await;
    page.reload().await;
    page.shows("снимок.png (").await;
    assert_eq!(portal.wire.count("POST", "*/attachments"), 1, "{number}");
    // And the next ticket does not.
    page.open("/tickets/new?category=failure").await;
    page.file(Name::Has(words.say("files.label"))).appears().await;
    assert!(!remove.is_there().await);
}

async fn a_file_that_cannot_be_taken_is_named(stage: Stage) {
    let (words, disk) = (words(), Disk::new());
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    open_files(&page).await;
    let text = disk.0.path().join("письмо.txt");
    std::fs::write(&text, "Здравствуйте").expect("the file is written");
    attach(&page, &[&text]).await;
    page.alert(Name::Text(words.say_with("files.wrong_type", &[("name", "письмо.txt")]))).appears().await;
    attach(&page, &[&disk.file("большой.png", 5_000_001)]).await;
    let size = words.say_with("files.megabytes", &[("size", "5")]);
    page.alert(Name::Text(words.say_with("files.too_large", &[("name", "большой.png"), ("size", &size)]))).appears().await;
    let files: Vec<PathBuf> = (1..=6).map(|number| disk.file(&format!("{number}.png"), 0)).collect();
    attach(&page, &files.iter().collect::<Vec<_>>()).await;
    page.alert(Name::Text(words.say_with("files.too_many", &[("name", "6.png"), ("most", "5")]))).appears().await;
    let remove = |name: &str| page.button(words.say_with("files.remove", &[("name", name)]));
    remove("5.png").appears().await;
    remove("1.png").click().await;
    remove("1.png").disappears().await;
    assert!(remove("2.png").is_there().await && !remove("6.png").is_there().await);
}

async fn an_upload_that_failed_waits_to_be_tried_again(stage: Stage) {
    let (words, disk) = (words(), Disk::new());
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    open_files(&page).await;
    attach(&page, &[&disk.file("снимок.png", 0)]).await;
    page.button(words.say_with("files.remove", &[("name", "снимок.png")])).appears().await;
    to_ticket(&page, &portal).await;
    page.expect_complaint("/attachments");
    portal.wire.rule(Rule::new("POST", "*/attachments", Fault::Answer(503, "text/html", "<h1>Bad Gateway</h1>".into())));
    page.button(words.say("check.send")).click().await;
    sent_number(&page).await;
    let again = page.button(words.say("action.retry"));
    again.appears().await;
    page.shows(&words.say("failure.portal")).await;
    // Nobody is asked over and over.
    assert_eq!(portal.wire.count("POST", "*/attachments"), 1);
    portal.wire.clear_rules();
    portal.wire.rule(Rule::new("POST", "*/attachments", Fault::LoseAnswer).once());
    again.click().await;
    page.shows(&words.say("failure.unreachable")).await;
    portal.wire.clear_rules();
    again.click().await;
    page.shows("снимок.png (").await;
    // The lost answer and its repetition are one file.
    page.reload().await;
    page.shows("снимок.png (").await;
    assert_eq!(page.text().await.matches("снимок.png (").count(), 1);
}

async fn a_file_that_was_on_its_way_goes_on_after_a_reload(stage: Stage) {
    let (words, disk) = (words(), Disk::new());
    let portal = stage.portal(MONDAY_NOON).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    open_files(&page).await;
    attach(&page, &[&disk.file("большой.png", 4_900_000)]).await;
    page.button(words.say_with("files.remove", &[("name", "большой.png")])).appears().await;
    to_ticket(&page, &portal).await;
    let gate = Gate::default();
    portal.wire.rule(Rule::new("POST", "*/attachments", Fault::HoldRequest(gate.clone())).once());
    page.button(words.say("check.send")).click().await;
    sent_number(&page).await;
    gate.reached().await;
    page.expect_complaint("/attachments");
    page.reload().await;
    gate.open();
    page.shows("большой.png (").await;
    assert_eq!(page.text().await.matches("большой.png (").count(), 1);
}

flows! {
    a_sheet_becomes_a_ticket;
    a_ticket_begun_before_is_not_replaced_unasked;
    a_file_goes_with_the_ticket;
    a_file_that_cannot_be_taken_is_named;
    an_upload_that_failed_waits_to_be_tried_again;
    a_file_that_was_on_its_way_goes_on_after_a_reload;
}
