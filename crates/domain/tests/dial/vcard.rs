use crate::line;
use contract::Line;
use domain::vcard::vcard;
use proptest::collection::vec;
use proptest::prelude::*;
use vcard4::property::{AnyProperty, TextOrUriProperty};

const HOURS: &str = "Пн–пт 09:00–18:00,\nсб 10:00–14:00; вс — выходной. Звонок по России бесплатный.";

fn lines() -> Vec<Line> {
    vec![
        line("Поддержка, круглосуточно", "+78005550142", None),
        line("Не номер", "112", None),
        line("Из-за рубежа", "+74955550142", Some("2")),
        line("", "+4930123456", Some("спросить Анну")),
    ]
}

fn card(name: &str, note: &str) -> String {
    vcard(name, &lines(), &["help@example.org".into()], Some("https://example.org/support?a=1,2"), note, "ru")
}

#[test]
fn a_card_in_russian() {
    let expected = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:org",
        "FN;LANGUAGE=ru:Портал «Кедр»\\, поддержка",
        "ORG;LANGUAGE=ru:Портал «Кедр»\\, поддержка",
        "item1.TEL;VALUE=uri;TYPE=\"work,voice\":tel:+78005550142",
        "item1.X-ABLABEL:Поддержка\\, круглосуточно",
        "item2.TEL;VALUE=uri;TYPE=\"work,voice\":tel:+74955550142;ext=2",
        "item2.X-ABLABEL:Из-за рубежа",
        "item3.TEL;VALUE=uri;TYPE=\"work,voice\":tel:+4930123456",
        "EMAIL;TYPE=work:help@example.org",
        "URL:https://example.org/support?a=1,2",
        "NOTE;LANGUAGE=ru:Пн–пт 09:00–18:00\\,\\nсб 10:00–14:00\\; вс —",
        "  выходной. Звонок по России бесплатный.",
        "END:VCARD",
        "",
    ];
    assert_eq!(card("Портал «Кедр», поддержка", HOURS).split("\r\n").collect::<Vec<_>>(), expected);
}

#[test]
fn another_parser_reads_it_back() {
    let name = "Портал «Кедр», поддержка \\ 24";
    let cards = vcard4::parse(card(name, HOURS)).unwrap();
    assert_eq!(cards.len(), 1);
    let card = &cards[0];
    assert_eq!(card.kind.as_ref().map(|kind| kind.value.to_string()).as_deref(), Some("org"));
    assert_eq!(card.formatted_name.iter().map(|text| text.value.as_str()).collect::<Vec<_>>(), [name]);
    assert_eq!(card.org[0].value, [name]);
    assert_eq!(card.note[0].value, HOURS);
    assert_eq!(card.email[0].value, "help@example.org");
    assert_eq!(card.url[0].value.to_string(), "https://example.org/support?a=1,2");
    let numbers = card.tel.iter().map(|tel| match tel {
        TextOrUriProperty::Uri(tel) => (tel.group.as_deref().unwrap(), tel.value.to_string()),
        TextOrUriProperty::Text(tel) => panic!("{tel:?}"),
    });
    let numbers: Vec<(&str, String)> = numbers.collect();
    let tel = |number: &str| number.to_owned();
    assert_eq!(numbers, [("item1", tel("tel:+78005550142")), ("item2", tel("tel:+74955550142;ext=2")), ("item3", tel("tel:+4930123456"))]);
    let labels: Vec<_> = card.extensions.iter().map(|label| (label.group.as_deref(), label.name.as_str(), &label.value)).collect();
    let label = |text: &str| AnyProperty::Text(text.into());
    assert_eq!(
        labels,
        [(Some("item1"), "X-ABLABEL", &label("Поддержка, круглосуточно")), (Some("item2"), "X-ABLABEL", &label("Из-за рубежа"))]
    );
}

#[test]
fn what_is_not_known_is_left_out() {
    let card = vcard("Кедр", &[], &["\u{200B}".into()], Some("javascript:alert(1)"), " \n", "ru\r\nNOTE:x");
    assert_eq!(card, "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\nFN:Кедр\r\nORG:Кедр\r\nEND:VCARD\r\n");
    let url =
        |url| properties(&vcard("", &[], &[], Some(url), "", "")).into_iter().find_map(|(name, value)| (name == "URL").then_some(value));
    assert_eq!(
        url("HTTPS://пример.рф/a b\r\nX:1").as_deref(),
        Some("HTTPS://%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80.%D1%80%D1%84/a%20b%0D%0AX:1")
    );
    for other in ["", "https", "ftp://example.org", "//example.org", "путь"] {
        assert_eq!(url(other), None, "{other:?}");
    }
}

/// Names and values, unfolded by the letter of RFC 6350, section 3.2.
fn properties(card: &str) -> Vec<(String, String)> {
    let unfolded = card.replace("\r\n ", "").replace("\r\n\t", "");
    let lines = unfolded.strip_suffix("\r\n").unwrap().split("\r\n");
    lines.map(|line| line.split_once(':').map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap()).collect()
}

/// A text as it was before it was escaped, section 3.4.
fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        assert!(c != ',' && c != ';', "{value:?}");
        text.push(match c {
            '\\' => match rest.next().unwrap() {
                'n' => '\n',
                c @ ('\\' | ',' | ';') => c,
                other => panic!("\\{other} in {value:?}"),
            },
            c => c,
        });
    }
    text
}

/// The only card there is, whatever the texts are.
fn check(name: &str, label: &str, email: &str, url: &str, note: &str, language: &str) {
    let lines = [line(label, "+78005550142", Some(note)), line(label, note, None)];
    let card = vcard(name, &lines, &[email.to_owned()], Some(url), note, language);
    for physical in card.split("\r\n") {
        assert!(physical.len() <= 75, "{physical:?}");
        let backslashes = physical.bytes().rev().take_while(|byte| *byte == b'\\').count();
        assert!(backslashes.is_multiple_of(2), "{physical:?}");
        assert!(!physical.contains(|c: char| c.is_control() && c != '\t'), "{physical:?}");
    }
    let properties = properties(&card);
    let mut names = properties.iter().map(|(name, _)| name.split(';').next().unwrap()).peekable();
    for expected in ["BEGIN", "VERSION", "KIND", "FN", "ORG", "item1.TEL"] {
        assert_eq!(names.next(), Some(expected));
    }
    for possible in ["item1.X-ABLABEL", "item2.TEL", "item2.X-ABLABEL", "EMAIL", "URL", "NOTE"] {
        names.next_if(|name| *name == possible);
    }
    assert_eq!(names.collect::<Vec<_>>(), ["END"]);
    for (name, value) in &properties {
        if !name.contains("TEL") && name != "URL" {
            let text = unescaped(value);
            assert!(!text.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
        }
    }
}

#[test]
fn hostile_texts_stay_texts() {
    for text in [
        "x\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nFN:Evil",
        "x\nTEL:+1900",
        "x\rTEL:+1900\u{85}URL:https://evil.example\u{2028}NOTE:x\u{B}NOTE:y",
        "END:VCARD",
        "\\",
        "\\n",
        "a\\,b\\;c",
        ";TYPE=home:x",
        "\0\u{7}\u{1B}[31m\u{7F}",
        "\u{202E}gpj.exe",
        "\"",
        "^n",
        " ",
        "\r\n ",
    ] {
        check(text, text, text, text, text, text);
        check(text, text, text, &["https://example.org/", text].concat(), text, text);
    }
    for long in ["x", "я", "👨‍👩‍👧‍👦", ";", "\\", "\n", "a b ", "END:VCARD\r\n"] {
        let long = long.repeat(10_000);
        check(&long, &long, &long, &["https://example.org/", &long].concat(), &long, &long);
    }
}

proptest! {
    #[test]
    fn unfolding_gives_back_what_was_said(name in "[а-яёa-z0-9«»,;:\\\\]{1,200}", note in "[а-яa-z👍\\\\,;:\n]{1,400}") {
        let properties = properties(&card(&name, &note));
        let value = |wanted: &str| properties.iter().find(|(name, _)| name.split(';').next() == Some(wanted)).map(|(_, value)| unescaped(value)).unwrap_or_default();
        prop_assert_eq!(value("FN"), name.as_str());
        prop_assert_eq!(value("ORG"), name);
        prop_assert_eq!(value("NOTE"), note.trim());
        prop_assert_eq!(value("item2.X-ABLABEL"), "Из-за рубежа");
    }

    #[test]
    fn another_parser_reads_any_words(name in "[а-яa-z][а-яёA-Z0-9«», -]{0,100}[а-я]", note in "[а-яa-z]([а-яa-z👍,; \n-]{0,300}[а-я])?") {
        let cards = vcard4::parse(card(&name, &note)).unwrap();
        prop_assert_eq!(cards.len(), 1);
        prop_assert_eq!(&cards[0].note[0].value, &note);
        prop_assert_eq!(cards[0].formatted_name[0].value.split_whitespace().collect::<Vec<_>>(), name.split_whitespace().collect::<Vec<_>>());
        prop_assert_eq!(cards[0].tel.len(), 3);
    }

    #[test]
    fn any_text_stays_a_text(texts in vec("\\PC{0,100}|[\\s\\S]{0,100}|[a\r\n:;,\\\\ ]{0,100}|(x|\r\nEND:VCARD\r\n|\nTEL:1){0,8}", 6)) {
        check(&texts[0], &texts[1], &texts[2], &texts[3], &texts[4], &texts[5]);
    }
}
