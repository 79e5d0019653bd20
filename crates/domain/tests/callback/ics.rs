use crate::at;
use domain::ics::{Appointment, ics};
use ical::parser::ical::component::IcalCalendar;
use proptest::prelude::*;

fn appointment<'a>(title: &'a str, description: &'a str) -> Appointment<'a> {
    Appointment {
        uid: "CB-2611-48213@hotline.example",
        written: at("2026-11-25T09:00:00Z"),
        start: at("2026-11-26T06:30:00Z"),
        end: at("2026-11-26T07:00:00Z"),
        title,
        description,
        url: "https://hotline.example/callback/CB-2611-48213",
    }
}

fn read(text: &str) -> IcalCalendar {
    let mut calendars = ical::IcalParser::new(text.as_bytes());
    let calendar = calendars.next().unwrap().unwrap();
    assert!(calendars.next().is_none());
    calendar
}

fn value(properties: &[ical::property::Property], name: &str) -> String {
    let mut found = properties.iter().filter(|property| property.name == name);
    // Nothing behind the colon is no value to this parser.
    let value = found.next().unwrap().value.clone().unwrap_or_default();
    assert!(found.next().is_none(), "{name} twice");
    value
}

/// What an escaped text says (RFC 5545, section 3.3.11).
fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next().unwrap() {
                'n' | 'N' => text.push('\n'),
                c => text.push(c),
            },
            c => text.push(c),
        }
    }
    text
}

#[test]
fn another_parser_reads_it_back() {
    let title = "Звонок поддержки портала «Кедр»: CB-2611-48213";
    let description = "Номер, с которого позвонят: 8 800 555-01-42\nКодовое слово: «кедр»; назовёт его оператор, первым";
    let calendar = read(&ics(&appointment(title, description)));
    assert_eq!(value(&calendar.properties, "VERSION"), "2.0");
    assert!(!value(&calendar.properties, "PRODID").is_empty());
    assert_eq!(calendar.events.len(), 1);
    let event = &calendar.events[0];
    assert_eq!(value(&event.properties, "UID"), "CB-2611-48213@hotline.example");
    assert_eq!(value(&event.properties, "DTSTAMP"), "20261125T090000Z");
    assert_eq!(value(&event.properties, "DTSTART"), "20261126T063000Z");
    assert_eq!(value(&event.properties, "DTEND"), "20261126T070000Z");
    assert_eq!(value(&event.properties, "URL"), "https://hotline.example/callback/CB-2611-48213");
    assert_eq!(unescaped(&value(&event.properties, "SUMMARY")), title);
    assert_eq!(unescaped(&value(&event.properties, "DESCRIPTION")), description);
    assert_eq!(event.alarms.len(), 1);
    assert_eq!(value(&event.alarms[0].properties, "ACTION"), "DISPLAY");
    assert_eq!(value(&event.alarms[0].properties, "TRIGGER"), "-PT10M");
}

#[test]
fn what_is_written_later_has_the_higher_sequence() {
    let first = appointment("a", "");
    let second = Appointment { written: at("2026-11-25T09:00:01Z"), ..first };
    let sequence = |appointment: &Appointment<'_>| value(&read(&ics(appointment)).events[0].properties, "SEQUENCE").parse::<u32>().unwrap();
    assert_eq!(sequence(&second), sequence(&first) + 1);
}

proptest! {
    #[test]
    fn no_text_becomes_a_line_of_its_own(
        title in "(\\PC|[\r\n\\\\;,:\t\0\u{2028}\u{202E}]){0,120}",
        description in "(\\PC|[\r\n\\\\;,:\"\t\0\u{85}]|END:VEVENT\r\n){0,60}",
    ) {
        let text = ics(&appointment(&title, &description));
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= 75, "{} octets", line.len());
            prop_assert!(!line.contains(['\r', '\n', '\0']));
        }
        prop_assert!(text.ends_with("END:VCALENDAR\r\n"));
        let calendar = read(&text);
        prop_assert_eq!(calendar.events.len(), 1);
        let event = &calendar.events[0];
        prop_assert_eq!(event.alarms.len(), 1);
        prop_assert!(event.properties.len() <= 8);
        // Nothing of it is lost on the way, but for what shows nothing.
        let kept: String = unescaped(&value(&event.properties, "SUMMARY")).chars().filter(|c| c.is_alphanumeric()).collect();
        let typed: String = title.chars().filter(|c| c.is_alphanumeric() && !"\u{115F}\u{1160}\u{3164}\u{FFA0}".contains(*c)).collect();
        let kept: String = kept.chars().filter(|c| !"\u{115F}\u{1160}\u{3164}\u{FFA0}".contains(*c)).collect();
        prop_assert_eq!(kept, typed);
    }
}
