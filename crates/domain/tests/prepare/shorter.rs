//! What is left out of a sheet that is too long.

use crate::desk::{answers, categories, category, complete};
use domain::prepare::{Answers, pack, rows, shorter};
use proptest::prelude::*;

/// More steps than there can be things to leave out.
const MANY: usize = 100;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn every_step_is_less_and_there_is_a_last_one(answers in answers(), category in categories()) {
        let (mut answers, mut steps) = (answers, 0);
        while let Some(less) = shorter(&answers, &category) {
            prop_assert!(pack(&less).len() < pack(&answers).len(), "{:?} after {:?}", less, answers);
            prop_assert_eq!(&less.category, &answers.category);
            (answers, steps) = (less, steps + 1);
            prop_assert!(steps < MANY, "it goes on: {:?}", answers);
        }
        // What is left is short: 80 letters, or as many more as the mark of a cut takes bytes.
        let longest = answers.values.iter().flat_map(|(_, values)| values).map(|value| value.chars().count()).max();
        prop_assert!(longest.unwrap_or(0) <= 83, "{:?}", answers);
    }

    #[test]
    fn who_calls_and_what_it_is_about_are_never_left_out(answers in answers()) {
        let category = category("failure");
        let kept = ["fullName", "phone", "email", "login", "subject", "description"];
        let shown = |answers: &Answers| -> Vec<String> {
            rows(answers, &category).iter().map(|row| row.item.code.clone()).filter(|code| kept.contains(&code.as_str())).collect()
        };
        let before = shown(&answers);
        let mut answers = answers;
        while let Some(less) = shorter(&answers, &category) {
            answers = less;
        }
        prop_assert_eq!(shown(&answers), before);
    }
}

#[test]
fn the_least_important_goes_first() {
    let category = category("failure");
    let mut answers = complete();
    answers.write("order", "of another topic");
    answers.write("description", "слово ".repeat(700).trim());
    let mut gone = Vec::new();
    let lost = |before: &Answers, after: &Answers| -> Vec<String> {
        let codes = before.values.iter().map(|(code, _)| code.to_owned());
        let lost = codes.filter(|code| before.values.get(code) != after.values.get(code));
        lost.chain((before.checks.len() > after.checks.len()).then(|| "checks".to_owned())).collect()
    };
    while let Some(less) = shorter(&answers, &category) {
        gone.push(lost(&answers, &less).join(" "));
        answers = less;
    }
    let optional = ["earlier-number", "earlier", "error-text", "tried", "part", "led-to"];
    assert_eq!(gone[..5], ["order", "checks", "browser", "device", "description"], "{gone:?}");
    assert_eq!(gone[5], "description");
    assert_eq!(gone[6..12], optional, "{gone:?}");
    assert_eq!(gone[12..], ["description", "description"], "{gone:?}");
    assert!(answers.text("description").ends_with('…'));
}
