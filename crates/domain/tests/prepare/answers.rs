//! What was answered, as it is kept and compared.

use crate::desk::answers;
use contract::Account;
use contract::read::Read;
use domain::prepare::{ANSWERS_VERSION, Answers};
use proptest::prelude::*;
use serde_json::{Value, json, to_value};

fn read(kept: Value) -> Option<Answers> {
    Answers::read(kept.into())
}

proptest! {
    #[test]
    fn what_is_kept_is_read(answers in answers()) {
        let kept = to_value(&answers).unwrap();
        let again = read(kept).unwrap();
        // An object of JSON has no order.
        let sorted = |answers: &Answers| to_value(answers).unwrap();
        prop_assert_eq!(sorted(&again), sorted(&answers));
        prop_assert_eq!((again.values.len(), again.checks.len()), (answers.values.len(), answers.checks.len()));
    }
}

#[test]
fn answers_of_another_version_are_read_as_far_as_they_go() {
    assert_eq!(read(json!({})), Some(Answers::default()));
    let old = json!({ "version": 0, "category": null, "values": null, "checks": null, "colour": {"of": ["the sky"]} });
    assert_eq!(read(old), Some(Answers::default()));
    let new = json!({ "version": 77, "category": "failure", "values": {"a": ["x", ""]}, "files": 3 });
    let new = read(new).unwrap();
    assert_eq!((new.version, new.category.as_str(), new.text("a")), (ANSWERS_VERSION, "failure", "x"));
    for wrong in [json!(null), json!([]), json!("x"), json!({"values": []}), json!({"values": {"a": "x"}}), json!({"category": 5})] {
        assert_eq!(read(wrong.clone()), None, "{wrong}");
    }
}

#[test]
fn answers_are_kept_under_these_names() {
    let mut answers = Answers { category: "failure".into(), ..Answers::default() };
    answers.write("phone", " 8 912 ");
    answers.checks.insert("clock".into(), "good".into());
    assert_eq!(
        to_value(&answers).unwrap(),
        json!({ "version": 1, "category": "failure", "values": {"phone": [" 8 912 "]}, "others": {}, "checks": {"clock": "good"} })
    );
}

#[test]
fn a_topic_and_blanks_are_no_words() {
    let mut answers = Answers { category: "failure".into(), ..Answers::default() };
    assert!(!answers.has_words(false));
    answers.write("a", " \u{200B}\n");
    assert!(!answers.has_words(false));
    answers.write("b", "x");
    assert!(answers.has_words(false));
}

#[test]
fn what_was_filled_in_is_nothing_that_somebody_wrote() {
    let mut answers = Answers::default();
    answers.write("device", "iPhone");
    answers.write("browser", "Safari 26");
    assert!(!answers.has_words(false));
    answers.fill_from(&account());
    assert!(!answers.has_words(true));
    // A guest has no profile: what stands there was typed.
    assert!(answers.has_words(false));
}

fn account() -> Account {
    Account {
        id: "1".into(),
        login: "Olga77".into(),
        full_name: "Петрова Ольга".into(),
        email: Some("Olga@example.org".into()),
        phone: Some("+79123456789".into()),
        contract_numbers: vec!["77-1".into(), "77-2".into()],
        ..Account::default()
    }
}

#[test]
fn the_same_in_another_form_is_no_difference() {
    let differs = |code: &str, typed: &str| {
        let mut answers = Answers::default();
        answers.write(code, typed);
        answers.differs_from(code, &account())
    };
    for same in ["8 912 345-67-89", "+7 (912) 345 67 89", "79123456789", "9123456789", "007 912 345 67 89", "+79123456789", "", "  "] {
        assert_eq!(differs("phone", same), None, "{same}");
    }
    for other in ["8 912 345-67-88", "+49 30 123456", "8 912", "позвоните жене"] {
        assert_eq!(differs("phone", other).as_deref(), Some("+79123456789"), "{other}");
    }
    for same in [("email", " OLGA@EXAMPLE.ORG "), ("login", "olga77"), ("fullName", "Петрова \u{200B} Ольга\n"), ("contract", "77-2")]
    {
        assert_eq!(differs(same.0, same.1), None, "{same:?}");
    }
    assert_eq!(differs("contract", "77-3").as_deref(), Some("77-1"));
    assert_eq!(differs("fullName", "Петрова О.").as_deref(), Some("Петрова Ольга"));
    assert_eq!(differs("subject", "x"), None);
    // Nothing is known, nothing differs.
    let mut answers = Answers::default();
    answers.write("phone", "x");
    assert_eq!(answers.differs_from("phone", &Account::default()), None);
}

#[test]
fn a_profile_fills_in_what_nobody_touched() {
    let mut answers = Answers::default();
    answers.write("phone", "");
    answers.write("login", "someone");
    answers.fill_from(&account());
    assert_eq!(
        ["fullName", "phone", "email", "login", "contract"].map(|code| answers.text(code).to_owned()),
        ["Петрова Ольга", "", "Olga@example.org", "someone", "77-1"]
    );
    answers.fill("subject", "");
    assert_eq!(answers.values.get("subject"), None);
}

#[test]
fn one_topic_never_tells_anothers_story() {
    let mut answers = Answers { category: "access".into(), ..Answers::default() };
    answers.write("fullName", "Ольга Петрова");
    answers.write("subject", "Не приходит код");
    answers.write("for-whom", "other");
    answers.checks.insert("login-data".into(), "done".into());
    let before = answers.clone();
    answers.turn_to("access");
    assert_eq!(answers, before);
    answers.turn_to("payment");
    assert_eq!((answers.text("fullName"), answers.text("subject"), answers.text("for-whom")), ("Ольга Петрова", "", ""));
    assert!(answers.checks.is_empty() && answers.has_words(true));
    assert_eq!(answers.topics(), ["payment", "access"]);
    answers.write("subject", "Списали дважды");
    answers.turn_to("access");
    assert_eq!((answers.text("subject"), answers.text("for-whom")), ("Не приходит код", "other"));
    assert_eq!(answers.topics(), ["access", "payment"]);
    answers.turn_to("payment");
    assert_eq!(answers.text("subject"), "Списали дважды");
}

#[test]
fn a_sheet_from_elsewhere_takes_no_other_topics_story_away() {
    let mut answers = Answers { category: "access".into(), ..Answers::default() };
    answers.write("subject", "Не приходит код");
    let mut carried = Answers { category: "payment".into(), ..Answers::default() };
    carried.write("subject", "Списали дважды");
    answers.take(carried.clone());
    assert_eq!((answers.category.as_str(), answers.text("subject")), ("payment", "Списали дважды"));
    answers.turn_to("access");
    assert_eq!(answers.text("subject"), "Не приходит код");
    carried.category = "access".into();
    answers.take(carried);
    assert_eq!(answers.text("subject"), "Списали дважды");
}
