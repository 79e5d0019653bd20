use domain::ticket::read_ticket_number;
use proptest::prelude::*;

#[test]
fn a_number_as_it_was_read_out() {
    for typed in [
        "HL-2611-48213",
        " hl-2611-48213\n",
        "hl 2611 48213",
        "HL – 2611 — 48213",
        "№ HL-2611-48213",
        "#hl\u{2011}2611\u{a0}48213",
        "НL-2611-48213",
        "HL\u{200B}-2611-\u{202E}48213\u{FEFF}",
        "-HL--2611-48213-",
        "HL\0-2611-\u{7F}48213",
        "HL-２６１１-٤٨٢١٣",
    ] {
        assert_eq!(read_ticket_number(typed).as_deref(), Some("HL-2611-48213"), "{typed:?}");
    }
}

#[test]
fn cyrillic_letters_stay_when_they_are_meant() {
    assert_eq!(read_ticket_number("авек-мнор-стух").as_deref(), Some("ABEK-MHOP-CTYX"));
    assert_eq!(read_ticket_number("ѕіј 1").as_deref(), Some("SIJ-1"));
    assert_eq!(read_ticket_number("тп-17").as_deref(), Some("ТП-17"));
    assert_eq!(read_ticket_number("ин/5.a").as_deref(), Some("ИН/5.A"));
}

#[test]
fn nothing_and_too_much_are_no_numbers() {
    for typed in ["", "  ", "---", "№", "!?", "\u{200B}"] {
        assert_eq!(read_ticket_number(typed), None, "{typed:?}");
    }
    assert_eq!(read_ticket_number(&"7".repeat(64)).map(|number| number.len()), Some(64));
    assert_eq!(read_ticket_number(&"7".repeat(65)), None);
    assert_eq!(read_ticket_number(&"7".repeat(100_000)), None);
}

proptest! {
    #[test]
    fn reading_twice_is_reading_once(typed in "(\\PC|[- №\u{200B}А-Яа-яёA-Za-z0-9]){0,70}") {
        if let Some(number) = read_ticket_number(&typed) {
            prop_assert!((1..=64).contains(&number.chars().count()));
            prop_assert_eq!(read_ticket_number(&number), Some(number.clone()));
        }
    }

    #[test]
    fn what_a_portal_issued_is_kept(number in "[A-Z]{1,4}-[0-9]{1,6}(-[0-9A-Z]{1,8})?") {
        prop_assert_eq!(read_ticket_number(&number), Some(number.clone()));
        prop_assert_eq!(read_ticket_number(&number.to_lowercase().replace('-', " ")), Some(number.clone()));
    }
}
