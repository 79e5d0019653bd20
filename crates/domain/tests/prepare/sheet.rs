//! The lines of the sheet.

use crate::desk::{answers, categories, category, complete, demo, item};
use contract::{Answer, Attribute, ChecklistPage, ChecklistPart, Datatype};
use domain::prepare::{Answers, is_asked, missing, pack, rows, without_identity};
use proptest::prelude::*;
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn who_calls_comes_first_and_nothing_that_was_not_asked(answers in answers(), category in categories()) {
        let rows = rows(&answers, &category);
        prop_assert!(rows.is_sorted_by_key(|row| row.part == ChecklistPart::Description));
        for row in &rows {
            prop_assert!(is_asked(row.item, &answers), "{:?}", row);
            prop_assert!(!row.values.is_empty() && row.values.iter().all(|value| !value.trim().is_empty()), "{:?}", row);
            let is_there = |page: &ChecklistPage| page.code == row.page && page.part == row.part && page.items.contains(row.item);
            prop_assert!(category.checklist.iter().any(is_there));
        }
        let codes: BTreeSet<&str> = rows.iter().map(|row| row.item.code.as_str()).collect();
        prop_assert_eq!(codes.len(), rows.len());
    }

    #[test]
    fn what_is_missing_is_asked_and_either_not_there_or_of_no_use(answers in answers(), category in categories()) {
        let (missing, rows) = (missing(&answers, &category), rows(&answers, &category));
        for open in &missing {
            let is_there = rows.iter().any(|row| row.item.code == open.item.code);
            prop_assert!(is_asked(open.item, &answers) && (open.item.required || is_there));
        }
        let codes: BTreeSet<&str> = missing.iter().map(|open| open.item.code.as_str()).collect();
        prop_assert_eq!(codes.len(), missing.len());
    }

    #[test]
    fn without_identity_nobody_is_named(answers in answers(), category in categories()) {
        let less = without_identity(&answers, &category);
        let pages = category.checklist.iter().filter(|page| page.part == ChecklistPart::Identity);
        let of_identity: BTreeSet<&str> = pages.flat_map(|page| &page.items).map(|item| item.code.as_str()).collect();
        prop_assert!(less.values.iter().all(|(code, _)| !of_identity.contains(code)));
        prop_assert!(rows(&less, &category).iter().all(|row| row.part == ChecklistPart::Description));
        prop_assert_eq!(&without_identity(&less, &category), &less);
        prop_assert_eq!(&less.checks, &answers.checks);
    }
}

#[test]
fn the_demonstration_names_nobody_in_any_category() {
    let mut answers = complete();
    // Given on another topic's way: there is no such question here, and it is somebody's nevertheless.
    for (code, value) in [("contract", "77-104512"), ("operations", "Вчера платёж"), ("whose-account", "Иванов Пётр")]
    {
        answers.write(code, value);
    }
    for category in demo().categories {
        let less = pack(&without_identity(&answers, &category));
        let text = String::from_utf8_lossy(&less);
        for of_somebody in ["Петрова", "345-67-89", "olga", "77-104512", "Вчера", "Иванов"] {
            assert!(!text.contains(of_somebody), "{}: {of_somebody}", category.id);
        }
    }
    let category = category("failure");
    let codes = |answers: &Answers| -> Vec<String> { rows(answers, &category).iter().map(|row| row.item.code.clone()).collect() };
    let shown = codes(&without_identity(&answers, &category));
    assert_eq!(shown[..], codes(&answers)[4..]);
}

#[test]
fn the_sheet_is_read_as_an_operator_asks() {
    let (answers, category) = (complete(), category("failure"));
    let rows = rows(&answers, &category);
    let codes: Vec<&str> = rows.iter().map(|row| row.item.code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "fullName",
            "phone",
            "email",
            "login",
            "subject",
            "description",
            "since",
            "led-to",
            "where",
            "part",
            "device",
            "browser",
            "tried",
            "error-text",
            "earlier",
            "earlier-number"
        ]
    );
    assert_eq!(rows[8].values, ["website", "mobile"]);
    assert_eq!(rows[8].page, "where");
    assert_eq!(missing(&answers, &category), []);
}

#[test]
fn an_answer_that_no_longer_holds_is_not_shown() {
    let category = category("failure");
    let mut answers = complete();
    answers.write("earlier", "no");
    let shown = rows(&answers, &category);
    assert!(!shown.iter().any(|row| row.item.code == "earlier-number"));
    // Choices that the portal does not offer.
    answers.values.insert("where".into(), vec!["fridge".into(), "website".into()]);
    let shown = rows(&answers, &category);
    assert_eq!(shown.iter().find(|row| row.item.code == "where").unwrap().values, ["website"]);
    answers.values.insert("where".into(), vec!["fridge".into()]);
    assert_eq!(
        missing(&answers, &category).iter().map(|open| (open.page, open.item.code.as_str())).collect::<Vec<_>>(),
        [("where", "where")]
    );
}

#[test]
fn what_is_asked_twice_is_said_and_missed_once() {
    let mut category = category("failure");
    let page = |code: &str, item: Attribute| ChecklistPage { code: code.into(), items: vec![item], ..ChecklistPage::default() };
    category.checklist = vec![page("one", item("a", Datatype::String, true)), page("two", item("a", Datatype::String, true))];
    let mut answers = Answers::default();
    assert_eq!(missing(&answers, &category).iter().map(|open| open.page).collect::<Vec<_>>(), ["one"]);
    answers.write("a", "x");
    assert_eq!(rows(&answers, &category).iter().map(|row| row.page).collect::<Vec<_>>(), ["one"]);
}

#[test]
fn a_condition_is_met_by_any_of_its_values() {
    let condition = |values: &[&str]| Some(Answer { code: "a".into(), values: values.iter().map(ToString::to_string).collect() });
    let with = |values: &[&str]| Attribute { only_if: condition(values), ..item("b", Datatype::String, false) };
    let mut answers = Answers::default();
    assert!(is_asked(&item("b", Datatype::String, false), &answers));
    assert!(!is_asked(&with(&["yes"]), &answers));
    answers.values.insert("a".into(), vec!["no".into(), "yes".into()]);
    assert!(is_asked(&with(&["maybe", "yes"]), &answers));
    assert!(!is_asked(&with(&["maybe"]), &answers) && !is_asked(&with(&[]), &answers));
}

#[test]
fn what_was_passed_over_though_nobody_can_use_it_is_missing() {
    let category = category("failure");
    let mut answers = complete();
    assert!(missing(&answers, &category).is_empty());
    answers.write("phone", "12");
    assert_eq!(missing(&answers, &category).iter().map(|open| open.item.code.as_str()).collect::<Vec<_>>(), ["phone"]);
}
