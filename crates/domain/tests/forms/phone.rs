use contract::PhoneNumber;
use domain::phone::{PhoneError, read_phone, tel_uri};
use proptest::prelude::*;

fn read(typed: &str) -> Result<String, PhoneError> {
    read_phone(typed).map(|number| number.into_string())
}

#[test]
fn russian_numbers_as_people_write_them() {
    for typed in [
        "89123456789",
        "8 (912) 345-67-89",
        "+7 912 345 67 89",
        "7 912 345-67-89",
        "9123456789",
        "912.345.67.89",
        " 8\u{a0}912\u{2011}345\u{2013}67\u{2212}89\t",
        "+ 7 (912) 345‑67‑89",
        "\u{202A}+7 912 345-67-89\u{202C}",
        "＋７９１２３４５６７８９",
        "tel:+79123456789",
        "+8 912 345-67-89",
        "8-10-7-912-345-67-89",
        "00 7 912 345 67 89",
        "8\0912\u{7}3456789",
    ] {
        assert_eq!(read(typed).as_deref(), Ok("+79123456789"), "{typed:?}");
    }
    assert_eq!(read("8005550142").as_deref(), Ok("+78005550142"));
    assert_eq!(read("8 800 555-01-42").as_deref(), Ok("+78005550142"));
    assert_eq!(read("8 701 234 56 78").as_deref(), Ok("+77012345678"));
}

#[test]
fn other_countries_need_their_code() {
    assert_eq!(read("+49 (0)30 901820").as_deref(), Ok("+4930901820"));
    assert_eq!(read("8~10 49 30 901820").as_deref(), Ok("+4930901820"));
    assert_eq!(read("+1 (202) 555-0143").as_deref(), Ok("+12025550143"));
    assert_eq!(read("+1 (0123) 45678").as_deref(), Ok("+1012345678"));
    assert_eq!(read("+880 1712-345678").as_deref(), Ok("+8801712345678"));
    assert_eq!(read("+86 138 0013 8000").as_deref(), Ok("+8613800138000"));
    assert_eq!(read("+81 90-1234-567").as_deref(), Ok("+81901234567"));
    // Only a whole Russian mobile number is taken for one.
    assert_eq!(read("+89 123 456 7").as_deref(), Ok("+891234567"));
    for typed in ["+(0) 7 912 345-67-89", "0612345678", "380501234567", "12025550143", "+0612345678", "00 0 12345678"] {
        assert_eq!(read(typed), Err(PhoneError::NoCountryCode), "{typed:?}");
    }
}

#[test]
fn what_is_no_number_says_why() {
    for nothing in ["", " ", "+", "()", "-", "\u{200B}", "tel:"] {
        assert_eq!(read(nothing), Err(PhoneError::Empty), "{nothing:?}");
    }
    for (typed, first) in [
        ("8 912 345 67 8x", 'x'),
        ("call me", 'c'),
        ("8912+3456789", '+'),
        ("++79123456789", '+'),
        ("8912345678,1", ','),
        ("8 912 №5", '№'),
    ] {
        assert_eq!(read(typed), Err(PhoneError::Unexpected(first)), "{typed:?}");
    }
    for typed in ["112", "555-01-42", "8 912 345 67 8", "+7 912 345", "+1", "810", "00", "912345678"] {
        assert_eq!(read(typed), Err(PhoneError::TooShort), "{typed:?}");
    }
    for typed in ["8 (0) 912 345-67-89", "8 912 345 67 89 0", "+7 8 912 345 67 89", "+1234567890123456", "1234567890123456", "791234567890"]
    {
        assert_eq!(read(typed), Err(PhoneError::TooLong), "{typed:?}");
    }
}

#[test]
fn e164_has_8_to_15_digits() {
    assert_eq!(read("+12345678").as_deref(), Ok("+12345678"));
    assert_eq!(read("+123456789012345").as_deref(), Ok("+123456789012345"));
}

fn published(number: &str, extension: Option<&str>) -> PhoneNumber {
    PhoneNumber { number: number.into(), extension: extension.map(Into::into), display: String::new() }
}

#[test]
fn addresses_that_dial() {
    let uri = |number, extension| tel_uri(&published(number, extension));
    assert_eq!(uri("+78005550142", None).as_deref(), Some("tel:+78005550142"));
    assert_eq!(uri("+78005550142", Some("12")).as_deref(), Some("tel:+78005550142;ext=12"));
    assert_eq!(uri("+78005550142", Some(" 1-2 ")).as_deref(), Some("tel:+78005550142;ext=12"));
    for odd in ["", " ", "доб. 12", "1;phone-context=evil", "*5"] {
        assert_eq!(uri("+78005550142", Some(odd)).as_deref(), Some("tel:+78005550142"), "{odd:?}");
    }
    for other in [
        "",
        "+",
        "112",
        "88005550142",
        "+7 800 555-01-42",
        "+7800555014x",
        "+08005550142",
        "+1",
        "+1 234",
        "+1234567890123456",
        "+７800555014",
    ] {
        assert_eq!(uri(other, None), None, "{other:?}");
    }
    assert_eq!(uri("+29012345", None).as_deref(), Some("tel:+29012345"));
    assert_eq!(uri("+12", None).as_deref(), Some("tel:+12"));
    assert_eq!(uri("+123456789012345", None).as_deref(), Some("tel:+123456789012345"));
}

proptest! {
    #[test]
    fn reading_what_was_read_changes_nothing(typed in "[+]?[0-9 ()-]{0,20}|\\+[1-9][0-9]{7,14}|\\PC{0,20}") {
        if let Ok(number) = read_phone(&typed) {
            prop_assert_eq!(read(number.as_str()), Ok(number.as_str().to_owned()));
            let uri = tel_uri(&published(number.as_str(), None));
            prop_assert_eq!(uri, Some(["tel:", number.as_str()].concat()));
        }
    }

    #[test]
    fn every_way_to_write_a_russian_number_is_the_same(a in "[349][0-9]{2}", b in "[0-9]{3}", c in "[0-9]{2}", d in "[0-9]{2}") {
        let expected = format!("+7{a}{b}{c}{d}");
        for typed in [
            format!("+7{a}{b}{c}{d}"), format!("8{a}{b}{c}{d}"), format!("7 {a} {b} {c} {d}"), format!("{a}{b}{c}{d}"),
            format!("8 ({a}) {b}-{c}-{d}"), format!("+7 ({a}) {b} {c}.{d}"), format!("8\u{a0}{a}\u{2013}{b}\u{2013}{c}{d}"),
            format!("007{a}{b}{c}{d}"), format!("8 10 7 {a} {b} {c} {d}"),
        ] {
            prop_assert_eq!(read(&typed), Ok(expected.clone()), "{}", typed);
        }
    }

    #[test]
    fn a_foreign_number_is_kept_digit_by_digit(digits in "[1-69][0-9]{7,14}") {
        let expected = format!("+{digits}");
        for typed in [format!("+{digits}"), format!("00{digits}"), format!("810 {digits}")] {
            prop_assert_eq!(read(&typed), Ok(expected.clone()), "{}", typed);
        }
    }
}
