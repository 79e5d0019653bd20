//! The sheet on paper.

use crate::common::MONDAY_NOON;
use crate::preparing::{DESCRIPTION, FAILURE, NAME, at, complete, keep};
use browser_tests::{Setup, Stage, Words, flows_in_one_engine};

async fn a_sheet_is_one_page_of_a4(stage: Stage) {
    for language in ["ru-RU", "en-US"] {
        let words = Words::of(language.split('-').next().unwrap());
        let portal = stage.portal(MONDAY_NOON).await;
        let page = stage.visit(&Setup::default().language(language), &portal.wire, "/contacts").await;
        keep(&page, &complete(FAILURE), "printed").await;
        page.open(&at(FAILURE, "sheet")).await;
        page.region(words.say("sheet.title")).says(NAME).await;
        let paper = lopdf::Document::load_mem(&page.print().await).expect("a PDF");
        let pages: Vec<u32> = paper.get_pages().into_keys().collect();
        assert_eq!(pages, [1], "{language}");
        let text: String = paper.extract_text(&pages).unwrap_or_default().split_whitespace().collect();
        for word in [NAME, DESCRIPTION] {
            assert!(text.contains(&word.split_whitespace().collect::<String>()), "{language}: {word} is not in {text}");
        }
        for unwanted in ["carry.show", "sheet.ticket", "dial.title", "prepare.over"] {
            let word: String = words.say(unwanted).split_whitespace().collect();
            assert!(!text.contains(&word), "{language}: {word} is on paper");
        }
    }
}

// Firefox prints on the paper of the system's printer, WebKit's driver not at all: the style sheet is the same.
flows_in_one_engine! {
    a_sheet_is_one_page_of_a4;
}
