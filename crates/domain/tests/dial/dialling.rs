use crate::number;
use contract::PhoneNumber;
use domain::dial::{Device, DialStep, Dialling, countries, dialling};
use domain::phone::read_phone;
use proptest::prelude::*;
use proptest::sample::select;

const DEVICES: [Device; 3] = [Device::Mobile, Device::Landline, Device::Internet];

fn free() -> PhoneNumber {
    number("+78005550142", "8 800 555-01-42")
}

fn moscow() -> PhoneNumber {
    number("+74955550142", "+7 495 555-01-42")
}

fn digits(number: &PhoneNumber, device: Device, from: &str) -> String {
    dialling(number, device, from).unwrap().digits
}

fn steps(number: &PhoneNumber, device: Device, from: &str) -> Vec<DialStep> {
    dialling(number, device, from).unwrap().steps
}

fn prefix(digits: &str) -> DialStep {
    DialStep::Prefix(digits.into())
}

fn trunk(digits: &str) -> DialStep {
    DialStep::Trunk(digits.into())
}

fn country(digits: &str) -> DialStep {
    DialStep::Country(digits.into())
}

fn national(digits: &str) -> DialStep {
    DialStep::Number(digits.into())
}

#[test]
fn at_home_as_the_portal_writes_it() {
    for from in ["RU", "KZ", "ru"] {
        for device in [Device::Mobile, Device::Landline] {
            assert_eq!(
                dialling(&free(), device, from),
                Some(Dialling {
                    digits: "8 800 555 01 42".into(),
                    steps: vec![trunk("8"), national("800 555 01 42")],
                    tel: Some("tel:+78005550142".into())
                })
            );
            assert_eq!(digits(&moscow(), device, from), "8 495 555 01 42");
        }
        assert_eq!(digits(&free(), Device::Internet, from), "+7 800 555 01 42");
    }
    let displayed = |e164, display, from| digits(&number(e164, display), Device::Landline, from);
    assert_eq!(displayed("+442079460958", "020 7946 0958", "GB"), "020 7946 0958");
    assert_eq!(displayed("+442079460958", "+44 20 7946 0958", "GB"), "020 7946 0958");
    assert_eq!(displayed("+37517200000", "8 (017) 200-000", "BY"), "8 017 200 000");
    assert_eq!(displayed("+375172000000", "", "BY"), "80 172 000 000");
    assert_eq!(displayed("+3758011000000", "", "BY"), "8 801 100 00 00");
    assert_eq!(displayed("+3612345678", "(1) 234-5678", "HU"), "06 1 234 5678");
    assert_eq!(displayed("+420234567890", "", "CZ"), "234 567 890");
    assert_eq!(displayed("+12125550142", "(212) 555-0142", "CA"), "1 212 555 0142");
}

#[test]
fn from_abroad_a_landline_has_the_prefix_of_its_country() {
    for (from, expected) in [
        ("DE", "00 7 495 555 01 42"),
        ("US", "011 7 495 555 01 42"),
        ("JP", "010 7 495 555 01 42"),
        ("AU", "0011 7 495 555 01 42"),
        ("BY", "8 10 7 495 555 01 42"),
        ("UA", "0 0 7 495 555 01 42"),
        ("UZ", "00 7 495 555 01 42"),
        ("KR", "001 7 495 555 01 42"),
    ] {
        assert_eq!(digits(&moscow(), Device::Landline, from), expected);
        assert_eq!(digits(&moscow(), Device::Mobile, from), "+7 495 555 01 42");
        assert_eq!(digits(&moscow(), Device::Internet, from), "+7 495 555 01 42");
    }
    assert_eq!(
        steps(&moscow(), Device::Landline, "BY"),
        [prefix("8"), DialStep::WaitForTone, prefix("10"), country("7"), national("495 555 01 42")]
    );
    assert_eq!(steps(&moscow(), Device::Landline, "DE"), [prefix("00"), country("7"), national("495 555 01 42")]);
    assert_eq!(steps(&moscow(), Device::Mobile, "DE"), [DialStep::Plus, country("7"), national("495 555 01 42")]);
    assert_eq!(digits(&number("+442079460958", "020 7946 0958"), Device::Landline, "RU"), "8 10 44 20 7946 0958");
}

#[test]
fn the_prefix_of_an_unknown_country_is_a_plus() {
    for from in ["", "XX", "RU ", "RU 7", "\0", "Россия"] {
        assert_eq!(digits(&moscow(), Device::Landline, from), "+7 495 555 01 42", "{from:?}");
    }
}

#[test]
fn calling_codes_have_one_to_three_digits() {
    for (e164, expected) in [
        ("+12125550142", "+1 212 555 01 42"),
        ("+8613800138000", "+86 138 001 380 00"),
        ("+971501234567", "+971 501 234 567"),
        ("+80012345678", "+800 123 456 78"),
        ("+29012345", "+290 123 45"),
        ("+12", "+1 2"),
    ] {
        assert_eq!(digits(&number(e164, ""), Device::Mobile, "FR"), expected);
    }
}

#[test]
fn groups_come_from_what_is_a_number() {
    for (display, expected) in [
        ("8 (800) 555-0-142", "+7 800 555 0 142"),
        ("800.555.0142", "+7 800 555 0142"),
        ("\u{200E}+7\u{A0}800\u{A0}5550142", "+7 800 5550142"),
        ("88005550142", "+7 800 555 01 42"),
        ("8 800 KEDR", "+7 800 555 01 42"),
        ("8 800 555-01-42, доб. 2", "+7 800 555 01 42"),
        ("8 800 555-01-43", "+7 800 555 01 42"),
        ("0142", "+7 800 555 01 42"),
        ("", "+7 800 555 01 42"),
    ] {
        assert_eq!(digits(&number("+78005550142", display), Device::Internet, "RU"), expected, "{display:?}");
    }
    assert_eq!(digits(&number("+78005550142", "8 800 KEDR"), Device::Mobile, "RU"), "8 800 555 01 42");
}

#[test]
fn the_extension_comes_last() {
    let with = |extension: &str| dialling(&PhoneNumber { extension: Some(extension.into()), ..moscow() }, Device::Mobile, "DE").unwrap();
    let digits = with(" 1-2 ");
    assert_eq!(digits.digits, "+7 495 555 01 42");
    assert_eq!(digits.steps.last(), Some(&DialStep::Extension("12".into())));
    assert_eq!(digits.tel.as_deref(), Some("tel:+74955550142;ext=12"));
    let words = with(" спросить\nАнну ");
    assert_eq!(words.steps.last(), Some(&DialStep::Extension("спросить Анну".into())));
    assert_eq!(words.tel.as_deref(), Some("tel:+74955550142"));
    assert_eq!(with(" \u{200B}").steps, steps(&moscow(), Device::Mobile, "DE"));
}

#[test]
fn what_is_no_number_is_not_dialled() {
    for odd in ["", "+", "112", "88005550142", "+7 800 555-01-42", "+0800555014", "+7", "+290", "+1234567890123456", "+７8005550142"] {
        for device in DEVICES {
            assert_eq!(dialling(&number(odd, "8 800 555-01-42"), device, "RU"), None, "{odd:?}");
        }
    }
}

/// A number, its display form among others, and an extension.
fn any_number() -> impl Strategy<Value = PhoneNumber> {
    let e164 = "\\+7[0-9]{10}|\\+[1-9][0-9]{7,14}|\\+375[0-9]{9}";
    (e164, proptest::option::of("[0-9]{1,5}|\\PC{0,6}"), "\\PC{0,12}|[0-9 ()+-]{0,20}", 0..4_usize).prop_map(
        |(number, extension, other, kind)| {
            let groups = |digits: &str| digits.chars().collect::<Vec<_>>().chunks(3).map(|g| g.iter().collect()).collect::<Vec<String>>();
            let display = match kind {
                0 => other,
                1 => ["+", &groups(&number[1..]).join("-")].concat(),
                2 => ["8 ", &groups(&number[2..]).join(" ")].concat(),
                _ => ["0", &groups(&number[3..]).join(" ")].concat(),
            };
            PhoneNumber { number, extension, display }
        },
    )
}

fn without_spaces(text: &str) -> String {
    text.replace(' ', "")
}

proptest! {
    #[test]
    fn from_every_country_by_everything(phone in any_number(), from in select(countries().collect::<Vec<_>>()), device in select(&DEVICES[..])) {
        let dialled = dialling(&phone, device, from).unwrap();
        prop_assert!(dialled.digits.chars().all(|c| c.is_ascii_digit() || c == '+' || c == ' '));
        prop_assert!(dialled.digits.split(' ').all(|group| !group.is_empty()), "{:?}", dialled.digits);

        let bare = without_spaces(&dialled.digits);
        let mut spelled = String::new();
        for step in &dialled.steps {
            match step {
                DialStep::Plus => spelled.push('+'),
                DialStep::WaitForTone | DialStep::Extension(_) => {}
                DialStep::Prefix(part) | DialStep::Trunk(part) | DialStep::Country(part) | DialStep::Number(part) => spelled.push_str(&without_spaces(part)),
            }
        }
        prop_assert_eq!(&spelled, &bare);

        let parts = |wanted: fn(&DialStep) -> Option<&String>| dialled.steps.iter().filter_map(wanted).cloned().collect::<Vec<_>>();
        let nationals = parts(|step| match step { DialStep::Number(digits) => Some(digits), _ => None });
        prop_assert_eq!(nationals.len(), 1);
        prop_assert!(phone.number.ends_with(&without_spaces(&nationals[0])));
        prop_assert!(bare.ends_with(&without_spaces(&nationals[0])));
        for calling in parts(|step| match step { DialStep::Country(digits) => Some(digits), _ => None }) {
            prop_assert_eq!(["+", &calling, &without_spaces(&nationals[0])].concat(), phone.number.clone());
        }
        if device == Device::Internet {
            prop_assert_eq!(&bare, &phone.number);
        }
        prop_assert_eq!(bare.contains('+'), dialled.steps.contains(&DialStep::Plus));
        prop_assert!(device != Device::Landline || !bare.contains('+'));

        let tel = dialled.tel.unwrap();
        let (address, extension) = tel.split_once(";ext=").map_or((tel.as_str(), None), |(address, digits)| (address, Some(digits)));
        prop_assert_eq!(address, ["tel:", &phone.number].concat());
        // A mobile number with the trunk prefix behind the plus is what a visitor types, not what a portal publishes.
        if !phone.number.starts_with("+89") && (!phone.number.starts_with("+7") || phone.number.len() == 12) {
            prop_assert_eq!(read_phone(address).map(|read| read.into_string()), Ok(phone.number.clone()));
        }
        if let Some(extension) = extension {
            prop_assert!(!extension.is_empty() && extension.bytes().all(|byte| byte.is_ascii_digit()));
            prop_assert_eq!(dialled.steps.last(), Some(&DialStep::Extension(extension.into())));
        }
    }

    #[test]
    fn nothing_panics(number in "\\PC{0,20}|\\+?[0-9]{0,20}|[\\s\\S]{0,20}", extension in proptest::option::of("[\\s\\S]{0,20}"), display in "[\\s\\S]{0,40}", from in "\\PC{0,4}|[A-Za-z]{2}|[\\s\\S]{0,4}", device in select(&DEVICES[..])) {
        let _ = dialling(&PhoneNumber { number, extension, display }, device, &from);
    }
}

#[test]
fn a_number_is_shown_as_it_is_dialled_with_the_country_it_belongs_to() {
    let shown = |number: &str| (domain::dial::in_groups(number), domain::dial::country_of(number));
    assert_eq!(shown("+79123456789"), ("+7 912 345 67 89".to_owned(), Some("RU")));
    assert_eq!(shown("+77012345678"), ("+7 701 234 56 78".to_owned(), Some("KZ")));
    assert_eq!(shown("+442079460958"), ("+44 207 946 09 58".to_owned(), Some("GB")));
    assert_eq!(shown("+375291234567"), ("+375 291 234 567".to_owned(), Some("BY")));
    // Two countries, or none that is known.
    assert_eq!(shown("+12125550142").1, None);
    assert_eq!(shown("+88212345678").1, None);
    assert_eq!(shown("nonsense"), ("nonsense".to_owned(), None));
}
