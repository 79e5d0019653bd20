//! Which screens there are.

use crate::desk::{answers, categories, category, complete, demo};
use contract::ChecklistPage;
use domain::prepare::{Answers, Circumstances, Step, steps};
use proptest::prelude::*;
use std::collections::BTreeSet;

const ALL: Circumstances = Circumstances { has_outage: true, has_articles: true };

proptest! {
    #[test]
    fn every_screen_has_its_own_name_and_the_sheet_is_the_last(answers in answers(), category in categories(), has_outage: bool, has_articles: bool) {
        let all = steps(&category, &answers, Circumstances { has_outage, has_articles });
        let names: BTreeSet<&str> = all.iter().map(Step::code).collect();
        prop_assert_eq!(names.len(), all.len(), "{:?}", all);
        prop_assert_eq!(all.last(), Some(&Step::Sheet));
        // These are the application's own.
        prop_assert!(!names.contains("") && !names.contains("solved"));
        prop_assert_eq!((names.contains("outage"), names.contains("help")), (has_outage, has_articles));
    }
}

#[test]
fn the_demonstration_shows_every_page_in_its_order() {
    for category in demo().categories {
        let all = steps(&category, &Answers::default(), ALL);
        let pages: Vec<&str> = all.iter().filter(|step| matches!(step, Step::Page(_))).map(Step::code).collect();
        let wanted: Vec<&str> = category.checklist.iter().map(|page| page.code.as_str()).collect();
        assert_eq!(pages, wanted, "{}", category.id);
        assert_eq!([all[0].code(), all[1].code()], ["outage", "help"]);
        assert_eq!(all.contains(&Step::Checks), !category.checks.is_empty(), "{}", category.id);
    }
}

#[test]
fn a_page_on_which_nothing_is_asked_is_none() {
    let mut category = category("failure");
    for page in &mut category.checklist {
        if page.code == "earlier" {
            page.items.retain(|item| item.only_if.is_some());
        }
    }
    let names = |answers: &Answers| -> Vec<String> {
        steps(&category, answers, Circumstances::default()).iter().map(|step| step.code().to_owned()).collect()
    };
    assert!(!names(&Answers::default()).contains(&"earlier".to_owned()));
    assert!(names(&complete()).contains(&"earlier".to_owned()));
}

#[test]
fn files_alone_are_a_page_and_nothing_at_all_is_none() {
    let mut category = category("failure");
    let page = |code: &str, attachments| ChecklistPage { code: code.into(), attachments, ..ChecklistPage::default() };
    category.checklist = vec![page("empty", false), page("files", true)];
    category.checks.clear();
    assert_eq!(steps(&category, &Answers::default(), Circumstances::default()), [Step::Page("files".into()), Step::Sheet]);
}
