//! What is wrong on a screen, and what a check of the device says.

use crate::desk::{answers, categories, category, complete, item};
use contract::{ChecklistPage, Datatype};
use core::time::Duration;
use domain::phone::PhoneError;
use domain::prepare::{Answers, Verdict, check_page, is_asked, judge_clock, judge_delay};
use domain::ticket::Rule;
use domain::ticket::limits::{FULL_NAME_MAX, NAME_MAX, TEXT_MAX};
use proptest::prelude::*;

fn wrong(code: &str, change: impl FnOnce(&mut Answers)) -> Vec<(String, Rule)> {
    let mut answers = complete();
    change(&mut answers);
    let category = category("failure");
    check_page(category.checklist.iter().find(|page| page.code == code).unwrap(), &answers)
}

fn at(code: &str, rule: Rule) -> Vec<(String, Rule)> {
    vec![(code.to_owned(), rule)]
}

proptest! {
    #[test]
    fn whatever_was_answered_is_judged(answers in answers(), category in categories()) {
        for page in &category.checklist {
            for (code, _) in check_page(page, &answers) {
                prop_assert!(page.items.iter().any(|item| item.code == code && is_asked(item, &answers)));
            }
        }
    }

    #[test]
    fn a_verdict_is_kept(amount: i64, text in "\\PC{0,12}|poor -?[0-9]{0,25}") {
        for verdict in [Verdict::Good, Verdict::Bad, Verdict::Done, Verdict::Poor(amount)] {
            prop_assert_eq!(Verdict::read(&verdict.as_text()), Some(verdict));
        }
        if let Some(verdict) = Verdict::read(&text) {
            prop_assert_eq!(Verdict::read(&verdict.as_text()), Some(verdict));
        }
    }
}

#[test]
fn a_complete_sheet_is_fine() {
    for page in category("failure").checklist {
        assert_eq!(check_page(&page, &complete()), [], "{}", page.code);
    }
}

#[test]
fn a_screen_says_what_is_wrong_with_it_in_its_order() {
    assert_eq!(wrong("who", |answers| answers.write("fullName", " \u{200B}")), at("fullName", Rule::Required));
    assert_eq!(wrong("contact", |answers| answers.write("phone", "8 912")), at("phone", Rule::NotAPhone(PhoneError::TooShort)));
    assert_eq!(wrong("contact", |answers| answers.write("email", "почта")), at("email", Rule::NotAnEmail));
    assert_eq!(wrong("contact", |answers| answers.write("email", "")), []);
    assert_eq!(wrong("when", |answers| answers.write("since", "2026-02-30T10:00")), at("since", Rule::NotADate));
    assert_eq!(wrong("where", |answers| answers.values.insert("where".into(), vec![])), at("where", Rule::Required));
    let both = wrong("contact", |answers| {
        answers.write("phone", "");
        answers.write("email", "x");
    });
    assert_eq!(both, [at("phone", Rule::Required), at("email", Rule::NotAnEmail)].concat());
}

#[test]
fn what_is_not_asked_is_not_wrong() {
    let mut page = ChecklistPage { code: "x".into(), items: vec![item("a", Datatype::String, true)], ..ChecklistPage::default() };
    assert_eq!(check_page(&page, &Answers::default()), at("a", Rule::Required));
    page.items[0].only_if = Some(contract::Answer { code: "b".into(), values: vec!["yes".into()] });
    assert_eq!(check_page(&page, &Answers::default()), []);
}

/// What a screen lets pass, the form of a ticket must not refuse.
#[test]
fn nothing_is_longer_than_a_ticket_takes() {
    let most = |code: &str, page: &str, max: usize| {
        assert_eq!(wrong(page, |answers| answers.write(code, &"ж".repeat(max))), [], "{code}");
        assert_eq!(wrong(page, |answers| answers.write(code, &"ж".repeat(max + 1))), at(code, Rule::TooLong { max }));
    };
    most("fullName", "who", FULL_NAME_MAX);
    most("subject", "what", NAME_MAX);
    most("description", "what", TEXT_MAX);
}

#[test]
fn delays_and_clocks_are_judged() {
    assert_eq!(judge_delay(None), Verdict::Bad);
    assert_eq!(judge_delay(Some(Duration::from_secs(1))), Verdict::Good);
    assert_eq!(judge_delay(Some(Duration::from_millis(1001))), Verdict::Poor(1001));
    assert_eq!(judge_delay(Some(Duration::MAX)), Verdict::Poor(i64::MAX));
    assert_eq!([judge_clock(60), judge_clock(-60), judge_clock(0)], [Verdict::Good; 3]);
    assert_eq!([judge_clock(61), judge_clock(-61)], [Verdict::Poor(61), Verdict::Poor(-61)]);
    assert_eq!(judge_clock(i64::MIN), Verdict::Poor(i64::MIN));
}
