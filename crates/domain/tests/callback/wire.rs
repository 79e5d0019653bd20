use contract::{Category, Consent, ConsentGiven, NewCallback, SupportDesk};
use domain::callback::{WireError, accept, joined, limits, phone_rule};

fn desk() -> SupportDesk {
    SupportDesk {
        categories: vec![Category { id: "access".into(), ..Category::default() }],
        consents: vec![Consent { id: "personal".into(), version: "2".into(), required: true, ..Consent::default() }],
        ..SupportDesk::default()
    }
}

fn sent() -> NewCallback {
    NewCallback {
        full_name: "Ольга Петрова".into(),
        phone: "+79123456789".into(),
        consents: vec![ConsentGiven { id: "personal".into(), version: "2".into(), at: "2026-11-25T09:00:00Z".into() }],
        ..NewCallback::default()
    }
}

fn wrong(sent: NewCallback) -> Vec<(String, &'static str)> {
    accept(sent, &desk()).unwrap_err().into_iter().map(|WireError { pointer, code }| (pointer, code)).collect()
}

#[test]
fn number_and_name_are_enough() {
    assert_eq!(accept(sent(), &desk()), Ok(sent()));
}

#[test]
fn it_is_kept_without_blanks_and_what_is_hidden() {
    let text = |text: &str| Some(text.to_owned());
    let typed = NewCallback {
        full_name: " Ольга \u{202E} Петрова\n".into(),
        ticket_type: text("access"),
        description: text(" одно\r\nдругое "),
        sheet: text("\u{200B}"),
        previous_number: text(" HL-1 "),
        urgent: text(" "),
        reason: text(" иначе "),
        existing: text(""),
        slot: text("2026-11-26T09:00:00Z"),
        ..sent()
    };
    let kept = accept(typed, &desk()).unwrap();
    let expected = NewCallback {
        ticket_type: text("access"),
        description: text("одно\nдругое"),
        previous_number: text("HL-1"),
        reason: text("иначе"),
        slot: text("2026-11-26T09:00:00Z"),
        ..sent()
    };
    assert_eq!(kept, expected);
    assert_eq!(accept(kept.clone(), &desk()), Ok(kept), "twice is once");
}

#[test]
fn each_part_may_be_as_long_as_it_may_and_no_longer() {
    type Put = fn(&mut NewCallback, String);
    let parts: [(&str, usize, Put); 7] = [
        ("/fullName", limits::FULL_NAME_MAX, |sent, text| sent.full_name = text),
        ("/description", limits::DESCRIPTION_MAX, |sent, text| sent.description = Some(text)),
        ("/sheet", limits::SHEET_MAX, |sent, text| sent.sheet = Some(text)),
        ("/previousNumber", 64, |sent, text| sent.previous_number = Some(text)),
        ("/urgent", limits::REASON_MAX, |sent, text| sent.urgent = Some(text)),
        ("/existing", 64, |sent, text| sent.existing = Some(text)),
        ("/reason", limits::REASON_MAX, |sent, text| sent.reason = Some(text)),
    ];
    for (pointer, max, put) in parts {
        let mut fits = sent();
        put(&mut fits, "я".repeat(max));
        assert!(accept(fits, &desk()).is_ok(), "{pointer}");
        let mut long = sent();
        put(&mut long, "я".repeat(max + 1));
        assert_eq!(wrong(long), [(pointer.to_owned(), "tooLong")]);
    }
}

#[test]
fn all_that_is_wrong_is_said_in_the_order_of_the_form() {
    let nothing = NewCallback { ticket_type: Some("nothing".into()), ..NewCallback::default() };
    let expected = [("/phone", "required"), ("/fullName", "required"), ("/ticketType", "notAllowed"), ("/consents/personal", "required")];
    assert_eq!(wrong(nothing), expected.map(|(pointer, code)| (pointer.to_owned(), code)));
    let mut older = sent();
    older.consents[0].version = "1".into();
    assert_eq!(wrong(older), [("/consents/0".to_owned(), "outdated")]);
}

#[test]
fn a_number_goes_over_the_wire_in_one_form_only() {
    assert_eq!(phone_rule("+79123456789"), None);
    for other in ["8 912 345-67-89", "+7 912 345 67 89", " +79123456789", "+7912", "nobody", "+0123456789"] {
        assert_eq!(phone_rule(other).map(|rule| rule.code()), Some("invalid"), "{other:?}");
    }
    assert_eq!(phone_rule(" ").map(|rule| rule.code()), Some("required"));
}

#[test]
fn what_is_added_stands_below() {
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(joined(Some("a"), Some("b")), some("a\n\nb"));
    assert_eq!(joined(Some("a"), None), some("a"));
    assert_eq!(joined(None, Some("b")), some("b"));
    assert_eq!(joined(None, None), None);
}
