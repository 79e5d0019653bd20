use crate::at;
use contract::read::Read;
use contract::{Category, Consent, NewCallback, SupportDesk};
use domain::callback::{CallbackDraft, CallbackError, Field, limits, validate};
use domain::phone::PhoneError;
use domain::ticket::Rule;

const NOW: &str = "2026-11-25T09:00:00Z";

fn consent(id: &str, required: bool) -> Consent {
    Consent { id: id.into(), version: "2".into(), required, ..Consent::default() }
}

fn desk() -> SupportDesk {
    SupportDesk {
        categories: vec![Category { id: "access".into(), ..Category::default() }],
        consents: vec![consent("personal", true), consent("news", false)],
        ..SupportDesk::default()
    }
}

fn draft() -> CallbackDraft {
    let mut draft =
        CallbackDraft { phone: "8 (912) 345-67-89".into(), full_name: " Ольга  Петрова ".into(), ..CallbackDraft::default() };
    draft.agree(&consent("personal", true), Some(NOW.into()));
    draft
}

fn send(draft: &CallbackDraft) -> NewCallback {
    validate(draft, None, &desk(), at(NOW)).unwrap().as_wire().clone()
}

fn wrong(draft: &CallbackDraft) -> Vec<(Field, Rule)> {
    let errors = validate(draft, None, &desk(), at(NOW)).unwrap_err();
    errors.into_iter().map(|CallbackError { field, rule }| (field, rule)).collect()
}

#[test]
fn number_and_name_are_enough() {
    let sent = send(&draft());
    assert_eq!((sent.phone.as_str(), sent.full_name.as_str()), ("+79123456789", "Ольга Петрова"));
    assert_eq!(sent.consents.iter().map(|given| (given.id.as_str(), given.version.as_str())).collect::<Vec<_>>(), [("personal", "2")]);
    assert_eq!(NewCallback { full_name: String::new(), phone: String::new(), consents: Vec::new(), ..sent }, NewCallback::default());
}

#[test]
fn everything_that_is_wrong_is_said_in_the_order_of_the_form() {
    let draft = CallbackDraft {
        later: true,
        category: "gone".into(),
        another: true,
        description: "x".repeat(limits::DESCRIPTION_MAX + 1),
        ..CallbackDraft::default()
    };
    assert_eq!(
        wrong(&draft),
        [
            (Field::Slot, Rule::Required),
            (Field::Phone, Rule::Required),
            (Field::FullName, Rule::Required),
            (Field::Category, Rule::NotAChoice),
            (Field::Description, Rule::TooLong { max: limits::DESCRIPTION_MAX }),
            (Field::Consent("personal".into()), Rule::Required),
            (Field::Reason, Rule::Required),
        ]
    );
}

#[test]
fn a_time_that_has_come_is_none_to_choose() {
    let with = |slot: &str| CallbackDraft { later: true, slot: slot.into(), ..draft() };
    assert_eq!(send(&with("2026-11-25T09:30:00Z")).slot.as_deref(), Some("2026-11-25T09:30:00Z"));
    assert_eq!(wrong(&with(NOW)), [(Field::Slot, Rule::NotAChoice)]);
    assert_eq!(wrong(&with("tomorrow")), [(Field::Slot, Rule::NotAChoice)]);
    // As soon as possible: what was chosen before stays in the draft, and is not sent.
    assert_eq!(send(&CallbackDraft { later: false, ..with(NOW) }).slot, None);
}

#[test]
fn a_number_is_read_as_people_write_it_or_what_is_wrong_is_said() {
    let with = |phone: &str| CallbackDraft { phone: phone.into(), ..draft() };
    assert_eq!(send(&with("+44 (0)20 7946 0958")).phone, "+442079460958");
    assert_eq!(wrong(&with("912 345")), [(Field::Phone, Rule::NotAPhone(PhoneError::TooShort))]);
    assert_eq!(wrong(&with("02079460958")), [(Field::Phone, Rule::NotAPhone(PhoneError::NoCountryCode))]);
    assert_eq!(wrong(&with("call me")), [(Field::Phone, Rule::NotAPhone(PhoneError::Unexpected('c')))]);
}

#[test]
fn the_sheet_goes_along_unless_it_is_left_behind() {
    let sheet = |draft: &CallbackDraft, sheet: &str| validate(draft, Some(sheet), &desk(), at(NOW)).unwrap().as_wire().sheet.clone();
    assert_eq!(sheet(&draft(), "Логин: olga77").as_deref(), Some("Логин: olga77"));
    assert_eq!(sheet(&CallbackDraft { without_sheet: true, ..draft() }, "Логин: olga77"), None);
    assert_eq!(sheet(&draft(), " \n "), None);
    assert_eq!(sheet(&draft(), &"я".repeat(limits::SHEET_MAX + 5)).unwrap().chars().count(), limits::SHEET_MAX);
}

#[test]
fn a_reason_is_asked_only_of_another_one() {
    let another = CallbackDraft { another: true, reason: "Другой вопрос".into(), ..draft() };
    assert_eq!(send(&another).reason.as_deref(), Some("Другой вопрос"));
    assert_eq!(wrong(&CallbackDraft { reason: " ".into(), ..another.clone() }), [(Field::Reason, Rule::Required)]);
    let too_long = CallbackDraft { reason: "x".repeat(limits::REASON_MAX + 1), ..another.clone() };
    assert_eq!(wrong(&too_long), [(Field::Reason, Rule::TooLong { max: limits::REASON_MAX })]);
    let added = send(&CallbackDraft { existing: "CB-2611-48213".into(), ..another });
    assert_eq!((added.existing.as_deref(), added.reason), (Some("CB-2611-48213"), None));
}

#[test]
fn agreement_to_an_earlier_text_is_none() {
    let mut draft = draft();
    draft.agree(&Consent { version: "1".into(), ..consent("personal", true) }, Some(NOW.into()));
    assert_eq!(wrong(&draft), [(Field::Consent("personal".into()), Rule::Required)]);
    draft.agree(&consent("personal", true), None);
    assert_eq!(wrong(&draft), [(Field::Consent("personal".into()), Rule::Required)]);
}

#[test]
fn pointers_lead_to_fields() {
    let sent = send(&draft());
    let field = |pointer: &str| Field::from_pointer(pointer, &sent);
    assert_eq!(field("/slot"), Some(Field::Slot));
    assert_eq!(field("#/phone"), Some(Field::Phone));
    assert_eq!(field("/fullName"), Some(Field::FullName));
    assert_eq!(field("/ticketType"), Some(Field::Category));
    assert_eq!(field("/description"), Some(Field::Description));
    assert_eq!(field("/reason"), Some(Field::Reason));
    assert_eq!(field("/consents/0/version"), Some(Field::Consent("personal".into())));
    assert_eq!(field("/consents/personal"), Some(Field::Consent("personal".into())));
    for none in ["/consents/7", "/sheet", "", "phone"] {
        assert_eq!(field(none), None, "{none}");
    }
}

#[test]
fn a_draft_comes_back_as_it_was_and_half_a_draft_as_far_as_it_goes() {
    let whole = CallbackDraft {
        later: true,
        slot: "2026-11-25T09:30:00Z".into(),
        category: "access".into(),
        description: "…".into(),
        without_sheet: true,
        previous: "CV-1".into(),
        existing: "CB-1".into(),
        another: true,
        reason: "!".into(),
        intent_key: Some("k".into()),
        ..draft()
    };
    let read = |text: &str| CallbackDraft::read(serde_json::from_str::<serde_json::Value>(text).unwrap().into());
    assert_eq!(read(&serde_json::to_string(&whole).unwrap()), Some(whole));
    assert_eq!(
        read(r#"{"phone":"8","slot":null,"later":null,"colour":"green"}"#),
        Some(CallbackDraft { phone: "8".into(), ..CallbackDraft::default() })
    );
}

#[test]
fn what_is_filled_in_is_nothing_written() {
    let of_profile =
        CallbackDraft {
            phone: "+79123456789".into(), full_name: "Ольга".into(), category: "access".into(), ..CallbackDraft::default()
        };
    assert!(!of_profile.has_words(true) && of_profile.has_words(false));
    assert!(draft().has_words(true), "a box that is ticked is somebody's answer");
    assert!(CallbackDraft { description: "x".into(), ..CallbackDraft::default() }.has_words(true));
    assert!(CallbackDraft { reason: "x".into(), ..CallbackDraft::default() }.has_words(true));
    assert!(!CallbackDraft { description: " \u{200B}".into(), ..CallbackDraft::default() }.has_words(false));
}

#[test]
fn the_answer_to_asked_already_is_forgotten_with_the_question() {
    let mut draft = CallbackDraft { existing: "CB-1".into(), another: true, reason: "x".into(), ..draft() };
    draft.forget_choice();
    assert_eq!(draft, self::draft());
}
