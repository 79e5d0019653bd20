//! Whatever is typed, pasted or sent: nothing panics, and what is accepted keeps the rules as counted here, by other means.

use crate::desk::{AT, desk, payer};
use contract::{Answer, ConsentGiven, Contact, NewTicket, NotificationChannel, Severity};
use domain::ticket::limits::{DESCRIPTION_MAX, FULL_NAME_MAX, NAME_MAX};
use domain::ticket::{Agreement, Field, Rule, TicketDraft, check_wire, normalise, validate};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

const NAUGHTY: [&str; 22] = [
    "",
    " ",
    "null",
    "undefined",
    "-1",
    "1e309",
    "NaN",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "'; DROP TABLE tickets; --",
    "{{7*7}} ${7*7} %s %n",
    "../../etc/passwd\0",
    "\u{202E}gpj.exe\u{202C}",
    "\u{2066}\u{2067}\u{2068}",
    "\u{200B}\u{200C}\u{200D}\u{FEFF}",
    "👨‍👩‍👧‍👦 🏳️‍🌈 🏴\u{E0067}\u{E0062}\u{E007F} 👍🏽",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!",
    "ﷺ ｆｕｌｌ ｗｉｄｔｈ",
    "\u{FFFE}\u{FFFF}\u{FFFD}",
    "a\r\nBcc: everybody@example.org",
    "إيو. \u{200F}שלום",
];

fn text() -> impl Strategy<Value = String> + Clone {
    Union::new_weighted(vec![
        (3, select(NAUGHTY.to_vec()).prop_map(String::from).boxed()),
        (3, "\\PC{0,20}".boxed()),
        (2, "[\\s\\S]{0,20}".boxed()),
        (1, (select(NAUGHTY.to_vec()), 100..400_usize).prop_map(|(text, times)| text.repeat(times)).boxed()),
    ])
}

fn drafts() -> impl Strategy<Value = TicketDraft> {
    let or = |right: &'static str| prop_oneof![3 => Just(String::from(right)), 1 => text()];
    let texts = (or("billing"), text(), text(), text(), or("anna@example.org"), or("8 912 345-67-89"));
    let codes = select(vec!["order", "amount", "when", "method", "wish", "note", "extra", "else"]);
    let value = prop_oneof![text(), select(vec!["refund", "card", "1 000,5", "2028-02-29T10:00"]).prop_map(String::from)];
    let answers = vec((codes, vec(value, 0..3)), 0..8);
    (texts, any::<(bool, bool)>(), answers, or("3")).prop_map(|(texts, (notify_email, notify_sms), answers, version)| {
        let mut draft = payer();
        (draft.category, draft.name, draft.description, draft.full_name, draft.email, draft.phone) = texts;
        (draft.notify_email, draft.notify_sms) = (notify_email, notify_sms);
        draft.answers.extend(answers.into_iter().map(|(code, values)| (code.to_owned(), values)));
        draft.consents.insert("terms".into(), Agreement { version, at: AT.into() });
        draft
    })
}

fn tickets() -> impl Strategy<Value = NewTicket> {
    let texts = (prop_oneof![Just(String::from("billing")), text()], text(), text(), text());
    let address = proptest::option::of(prop_oneof![text(), Just("8 912 345-67-89".into()), Just("anna@example.org".into())]);
    let code = select(vec!["order", "amount", "when", "method", "wish", "note", "extra", "else"]).prop_map(String::from);
    let answer = (code, vec(text(), 0..3)).prop_map(|(code, values)| Answer { code, values });
    let consent =
        (select(vec!["terms", "news", "else"]), text()).prop_map(|(id, version)| ConsentGiven { id: id.into(), version, at: AT.into() });
    let notify = vec(select(vec![NotificationChannel::Email, NotificationChannel::Sms, NotificationChannel::Unknown]), 0..4);
    (texts, address.clone(), address, notify, vec(answer, 0..5), vec(consent, 0..4)).prop_map(
        |((ticket_type, name, description, full_name), email, phone, notify_by, attributes, consents)| NewTicket {
            ticket_type,
            name,
            description,
            severity: Severity::Normal,
            contact: Contact { full_name, email, phone, notify_by },
            attributes,
            consents,
        },
    )
}

/// Place of a field in the form.
fn place(field: &Field) -> usize {
    let attributes = ["order", "amount", "when", "method", "wish", "note", "extra"];
    match field {
        Field::Category => 0,
        Field::Attribute(code) => 1 + attributes.iter().position(|known| known == code).unwrap(),
        Field::Name => 10,
        Field::Description => 11,
        Field::FullName => 12,
        Field::Email => 13,
        Field::Phone => 14,
        Field::Notify => 15,
        Field::Consent(id) => 16 + desk().consents.iter().position(|known| known.id == *id).unwrap(),
    }
}

fn deceives(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn what_validation_lets_through_keeps_every_rule(draft in drafts(), signed_in: bool) {
        match validate(&draft, &desk(), signed_in) {
            Ok(ticket) => {
                let ticket = ticket.as_wire();
                prop_assert_eq!(check_wire(ticket, &desk(), signed_in), vec![]);
                prop_assert_eq!(&normalise(ticket.clone(), &desk()), ticket);
                prop_assert!(signed_in);
                for (text, max) in [(&ticket.name, NAME_MAX), (&ticket.description, DESCRIPTION_MAX), (&ticket.contact.full_name, FULL_NAME_MAX)] {
                    prop_assert!((1..=max).contains(&text.chars().count()) && text.trim() == text);
                }
                prop_assert!(!ticket.name.contains('\n') && !ticket.description.contains('\r'));
                let contact = &ticket.contact;
                let shown = [Some(&contact.full_name), contact.email.as_ref(), contact.phone.as_ref()];
                prop_assert!(shown.into_iter().flatten().all(|text| !text.is_empty() && !text.chars().any(deceives)));
                prop_assert!(!contact.notify_by.contains(&NotificationChannel::Sms) || contact.phone.is_some());
                prop_assert!(!contact.notify_by.contains(&NotificationChannel::Email) || contact.email.is_some());
            }
            Err(errors) => {
                let places: Vec<usize> = errors.iter().map(|error| place(&error.field)).collect();
                prop_assert!(!places.is_empty() && places.is_sorted(), "{:?}", errors);
                prop_assert!(places.windows(2).all(|pair| pair[0] != pair[1]), "one error a field: {:?}", errors);
            }
        }
    }

    #[test]
    fn any_ticket_is_checked_and_made_normal(ticket in tickets(), signed_in: bool) {
        let errors = check_wire(&ticket, &desk(), signed_in);
        for error in &errors {
            prop_assert_eq!(Field::from_pointer(&error.pointer, &ticket), Some(error.field.clone()));
        }
        let once = normalise(ticket.clone(), &desk());
        prop_assert_eq!(normalise(once.clone(), &desk()), once.clone());
        let after: Vec<Field> = check_wire(&once, &desk(), signed_in).into_iter().map(|error| error.field).collect();
        let before: Vec<Field> = errors.into_iter().map(|error| error.field).collect();
        // What was fine stays fine.
        prop_assert!(after.iter().all(|field| before.contains(field)), "{:?} {:?}", before, after);
    }

    #[test]
    fn any_pointer_is_read(pointer in "(/|#/)?(attributes|consents|contact|name|\\PC{0,6})(/(\\PC{0,8}|[0-9]{1,30})){0,3}") {
        let ticket = validate(&payer(), &desk(), true).unwrap();
        let field = Field::from_pointer(&pointer, ticket.as_wire());
        prop_assert!(field.is_none() || pointer.trim_start_matches('#').starts_with('/'));
    }
}

#[test]
fn a_hundred_thousand_characters_are_too_long_and_nothing_else() {
    for character in ["a", "ж", "👍🏽", "\u{202E}x", "7"] {
        let long = character.repeat(100_000);
        let mut draft =
            TicketDraft { name: long.clone(), description: long.clone(), full_name: long.clone(), email: long.clone(), ..payer() };
        draft.answers.insert("order".into(), vec![long.clone()]);
        draft.answers.insert("note".into(), vec![long]);
        let errors = validate(&draft, &desk(), true).unwrap_err();
        assert_eq!(errors.len(), 6, "{errors:?}");
        assert!(errors.iter().all(|error| matches!(error.rule, Rule::TooLong { .. })), "{errors:?}");
    }
}

#[test]
fn scripts_are_text_like_any_other() {
    for payload in ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "{{7*7}}"] {
        let draft = TicketDraft { name: payload.into(), description: payload.into(), full_name: payload.into(), ..payer() };
        let ticket = validate(&draft, &desk(), true).unwrap();
        let ticket = ticket.as_wire();
        assert_eq!([&ticket.name, &ticket.description, &ticket.contact.full_name], [payload; 3]);
        let address = TicketDraft { email: payload.into(), phone: payload.into(), ..payer() };
        let errors = validate(&address, &desk(), true).unwrap_err();
        assert_eq!(errors.iter().map(|error| &error.field).collect::<Vec<_>>(), [&Field::Email, &Field::Phone]);
    }
}
