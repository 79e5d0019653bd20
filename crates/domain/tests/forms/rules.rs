use crate::desk::{AT, attribute, desk, guest, payer, values, wrong};
use contract::{Attribute, Datatype, NotificationChannel};
use domain::phone::PhoneError;
use domain::ticket::limits::{DESCRIPTION_MAX, EMAIL_MAX, FULL_NAME_MAX, NAME_MAX, NUMBER_MAX, STRING_MAX, TEXT_MAX};
use domain::ticket::{Agreement, Field, Rule, TicketDraft, asked_as, in_order, read_email, validate};

/// The wrong fields of the payer's draft with this answer.
fn answered(code: &str, values: &[&str]) -> Vec<(Field, Rule)> {
    let mut draft = payer();
    draft.answers.insert(code.into(), values.iter().map(ToString::to_string).collect());
    wrong(&draft, true)
}

/// The answer that is sent for what was typed.
fn sent(code: &str, typed: &[&str]) -> Option<Vec<String>> {
    let mut draft = payer();
    draft.answers.insert(code.into(), typed.iter().map(ToString::to_string).collect());
    let ticket = validate(&draft, &desk(), true).unwrap();
    let answer = ticket.as_wire().attributes.iter().find(|answer| answer.code == code)?;
    Some(answer.values.clone())
}

#[test]
fn what_is_right_is_sent_trimmed_and_normal() {
    let mut draft = payer();
    draft.name = "  Paid\ttwice\u{200B} ".into();
    draft.description = "one\r\ntwo 👨‍👩‍👧\n".into();
    draft.full_name = " Ан\u{200D}на \u{202E}Ким".into();
    draft.email = " anna@example.org ".into();
    draft.phone = "8 (912) 345-67-89".into();
    (draft.notify_email, draft.notify_sms) = (true, true);
    let ticket = validate(&draft, &desk(), true).unwrap();
    let ticket = ticket.as_wire();
    assert_eq!((ticket.ticket_type.as_str(), ticket.name.as_str()), ("billing", "Paid twice"));
    assert_eq!(ticket.description, "one\ntwo 👨‍👩‍👧");
    assert_eq!(ticket.contact.full_name, "Анна Ким");
    assert_eq!(ticket.contact.email.as_deref(), Some("anna@example.org"));
    assert_eq!(ticket.contact.phone.as_deref(), Some("+79123456789"));
    assert_eq!(ticket.contact.notify_by, [NotificationChannel::Email, NotificationChannel::Sms]);
    assert_eq!(ticket.attributes.iter().map(|answer| answer.code.as_str()).collect::<Vec<_>>(), ["order", "wish"]);
    assert_eq!((ticket.consents[0].id.as_str(), ticket.consents[0].version.as_str(), ticket.consents[0].at.as_str()), ("terms", "3", AT));
}

#[test]
fn an_empty_form_says_all_that_is_missing_in_its_order() {
    let empty = TicketDraft::default();
    let required = |field| (field, Rule::Required);
    let guest = [Field::Category, Field::Name, Field::Description, Field::FullName, Field::Email, Field::Consent("terms".into())];
    assert_eq!(wrong(&empty, false), guest.map(required));
    let payer = wrong(&TicketDraft { category: "billing".into(), ..TicketDraft::default() }, true);
    let fields: Vec<Field> = payer.into_iter().map(|(field, _)| field).collect();
    let code = |code: &str| Field::Attribute(code.into());
    assert_eq!(
        fields,
        [code("order"), code("wish"), Field::Name, Field::Description, Field::FullName, Field::Email, Field::Consent("terms".into())]
    );
}

#[test]
fn guests_only_where_the_category_allows_it() {
    assert_eq!(wrong(&guest(), false), []);
    assert_eq!(wrong(&guest(), true), []);
    assert_eq!(wrong(&payer(), false), [(Field::Category, Rule::SignInNeeded)]);
    assert_eq!(wrong(&payer(), true), []);
    assert_eq!(wrong(&TicketDraft { category: "gone".into(), ..guest() }, true), [(Field::Category, Rule::NotAChoice)]);
    assert_eq!(wrong(&TicketDraft { category: " ".into(), ..guest() }, true), [(Field::Category, Rule::Required)]);
}

#[test]
fn texts_may_be_exactly_as_long_as_they_may_be() {
    for (field, max) in [(Field::Name, NAME_MAX), (Field::Description, DESCRIPTION_MAX), (Field::FullName, FULL_NAME_MAX)] {
        for (length, expected) in [(max, vec![]), (max + 1, vec![(field.clone(), Rule::TooLong { max })])] {
            let mut draft = guest();
            // Characters, not bytes; and blanks around do not count.
            let text = [" ", &"ж".repeat(length), "\n"].concat();
            match field {
                Field::Name => draft.name = text,
                Field::Description => draft.description = text,
                _ => draft.full_name = text,
            }
            assert_eq!(wrong(&draft, false), expected);
        }
    }
}

#[test]
fn what_shows_nothing_is_missing() {
    let nothing = "\u{200B}\u{202E} \u{3164}\u{FEFF}";
    let draft =
        TicketDraft { name: nothing.into(), description: nothing.into(), full_name: nothing.into(), email: nothing.into(), ..guest() };
    let missing = [Field::Name, Field::Description, Field::FullName, Field::Email].map(|field| (field, Rule::Required));
    assert_eq!(wrong(&draft, false), missing);
}

#[test]
fn one_address_is_needed_and_the_one_that_was_asked_for() {
    let with = |email: &str, phone: &str, notify: (bool, bool)| TicketDraft {
        email: email.into(),
        phone: phone.into(),
        notify_email: notify.0,
        notify_sms: notify.1,
        ..guest()
    };
    let (mail, phone) = ("a@example.org", "9123456789");
    let (email_needed, phone_needed) = ((Field::Email, Rule::NeededToNotify), (Field::Phone, Rule::NeededToNotify));
    assert_eq!(wrong(&with("", "", (false, false)), true), [(Field::Email, Rule::EmailOrPhone)]);
    assert_eq!(wrong(&with("", phone, (false, false)), true), []);
    assert_eq!(wrong(&with(mail, "", (false, false)), true), []);
    assert_eq!(wrong(&with("", phone, (true, true)), true), vec![email_needed.clone()]);
    assert_eq!(wrong(&with(mail, "", (true, true)), true), vec![phone_needed.clone()]);
    assert_eq!(wrong(&with("", "", (true, false)), true), vec![email_needed.clone()]);
    assert_eq!(wrong(&with("", "", (false, true)), true), vec![phone_needed.clone()]);
    assert_eq!(wrong(&with("", "", (true, true)), true), [email_needed, phone_needed]);
    // The link to a guest's ticket goes to the e-mail address.
    assert_eq!(wrong(&with("", phone, (false, false)), false), [(Field::Email, Rule::Required)]);
    assert_eq!(wrong(&with("x", "", (true, false)), true), [(Field::Email, Rule::NotAnEmail)]);
    let letters = Rule::NotAPhone(PhoneError::Unexpected('x'));
    assert_eq!(wrong(&with("", "x", (false, true)), true), [(Field::Phone, letters)]);
    let short = Rule::NotAPhone(PhoneError::TooShort);
    assert_eq!(wrong(&with(mail, "112", (false, false)), true), [(Field::Phone, short)]);
}

#[test]
fn addresses_of_people() {
    for right in ["a@b.co", "anna.k+portal@mail.example.org", "почта@пример.рф", "o'neil@xn--e1afmkfd.xn--p1ai", "x_y-z@sub-domain.example"]
    {
        assert_eq!(wrong(&TicketDraft { email: right.into(), ..guest() }, false), [], "{right}");
    }
    for odd in [
        "anna",
        "anna@",
        "@example.org",
        "anna@example",
        "an na@example.org",
        "anna@exam ple.org",
        "anna@@example.org",
        "a@b@c.org",
        "anna@example..org",
        "anna@.org",
        "anna@example.",
        ".anna@example.org",
        "anna.@example.org",
        "an..na@example.org",
        "anna@-example.org",
        "anna@example-.org",
        "anna@127.0.0.1",
        "anna@127.0.0.11",
        "anna@exam\u{a0}ple.org",
        "anna@[127.0.0.1]",
        "Anna <anna@example.org>",
        "anna@example.org, b@example.org",
        "\"a b\"@example.org",
        "anna@example.o",
        "anna@exa_mple.org",
        "mailto:anna@example.org",
        "anna@example.org\nBcc: x@example.org",
    ] {
        assert_eq!(wrong(&TicketDraft { email: odd.into(), ..guest() }, false), [(Field::Email, Rule::NotAnEmail)], "{odd}");
    }
    let address = |local: usize, label: usize| [&"a".repeat(local), "@", &"b".repeat(label), ".org"].concat();
    let of = |email: String| wrong(&TicketDraft { email, ..guest() }, false);
    assert_eq!(of(address(64, 63)), []);
    assert_eq!(of(address(65, 63)), [(Field::Email, Rule::NotAnEmail)]);
    assert_eq!(of(address(64, 64)), [(Field::Email, Rule::NotAnEmail)]);
    let labels = [&"a".repeat(64), "@", &["b".repeat(62), "c".repeat(62), "d".repeat(58)].join("."), ".org"].concat();
    assert_eq!((labels.len(), of(labels.clone())), (EMAIL_MAX - 1, vec![]));
    assert_eq!(of([&labels, "x"].concat()), []);
    assert_eq!(of([&labels, "xy"].concat()), [(Field::Email, Rule::TooLong { max: EMAIL_MAX })]);
}

#[test]
fn an_address_alone_is_read_by_the_same_rule() {
    assert_eq!(read_email(" anna@example.org\u{200B}\n").as_deref(), Some("anna@example.org"));
    let longest = [&"a".repeat(64), "@", &["b".repeat(62), "c".repeat(62), "d".repeat(58)].join("."), ".orgx"].concat();
    assert_eq!(read_email(&longest), Some(longest.clone()));
    for odd in ["", "anna", "an na@example.org", &[&longest, "y"].concat()] {
        assert_eq!(read_email(odd), None, "{odd:?}");
    }
}

#[test]
fn answers_of_one_line_and_of_several() {
    let long = |code: &str, max: usize| vec![(Field::Attribute(code.into()), Rule::TooLong { max })];
    for (code, max) in [("order", STRING_MAX), ("extra", STRING_MAX), ("note", TEXT_MAX)] {
        assert_eq!(answered(code, &[&"ж".repeat(max)]), []);
        assert_eq!(answered(code, &[&"ж".repeat(max + 1)]), long(code, max));
    }
    assert_eq!(sent("extra", &[" a\nb "]), Some(vec!["a b".into()]));
    assert_eq!(sent("note", &[" a\r\nb "]), Some(vec!["a\nb".into()]));
    assert_eq!(sent("note", &[" \n"]), None);
    assert_eq!(answered("order", &["\u{200B} "]), [(Field::Attribute("order".into()), Rule::Required)]);
    assert_eq!(answered("order", &[]), [(Field::Attribute("order".into()), Rule::Required)]);
    assert_eq!(sent("order", &["", "A-1", "A-2"]), Some(vec!["A-1".into()]));
}

#[test]
fn numbers_as_people_write_them() {
    for (typed, number) in [
        ("0", "0"),
        ("1234.5", "1234.5"),
        ("1234,50", "1234.50"),
        (" −1 234,5 ", "-1234.5"),
        ("+7", "7"),
        ("1\u{a0}234\u{202f}567", "1234567"),
        (",5", "0.5"),
        ("-.5", "-0.5"),
        ("5.", "5"),
        ("007", "007"),
        ("٣,٥", "3.5"),
        ("- 5", "-5"),
        ("12 345", "12345"),
    ] {
        assert_eq!(sent("amount", &[typed]), Some(vec![number.into()]), "{typed:?}");
        assert_eq!(sent("amount", &[number]), Some(vec![number.into()]), "{number:?}");
    }
    for odd in [
        "x", "1,234.5", "1.2.3", "1e5", "0x1F", "--5", "-", ".", "5 000 р", "10 20", "1 2345", "1234 567", "1, 5", "1.5 ", "NaN", "∞", "½",
        "5%",
    ] {
        let expected = if odd == "1.5 " { vec![] } else { vec![(Field::Attribute("amount".into()), Rule::NotANumber)] };
        assert_eq!(answered("amount", &[odd]), expected, "{odd:?}");
    }
    assert_eq!(answered("amount", &[&"9".repeat(NUMBER_MAX)]), []);
    let long = Rule::TooLong { max: NUMBER_MAX };
    assert_eq!(answered("amount", &[&"9".repeat(NUMBER_MAX + 1)]), [(Field::Attribute("amount".into()), long)]);
}

#[test]
fn dates_that_exist() {
    for typed in ["2028-02-29T23:59", "2028-02-29 23:59", " 2028-02-29T23:59:30\n"] {
        assert_eq!(sent("when", &[typed]), Some(vec!["2028-02-29T23:59".into()]), "{typed:?}");
    }
    for odd in [
        "2027-02-29T10:00",
        "2028-13-01T10:00",
        "2028-01-01T24:00",
        "2028-01-01",
        "10:00",
        "01.02.2028 10:00",
        "2028-01-01T10:00Z",
        "T",
        "28-01-01T10:00",
    ] {
        assert_eq!(answered("when", &[odd]), [(Field::Attribute("when".into()), Rule::NotADate)], "{odd:?}");
    }
}

#[test]
fn choices_are_those_that_the_form_shows() {
    assert_eq!(sent("method", &["cash"]), Some(vec!["cash".into()]));
    assert_eq!(sent("wish", &["other", "refund", "other"]), Some(vec!["other".into(), "refund".into()]));
    // Withdrawn by the portal since: the form cannot show it, so nobody could take it back either.
    assert_eq!(sent("method", &["cheque"]), None);
    assert_eq!(sent("wish", &["gone", "receipt"]), Some(vec!["receipt".into()]));
    assert_eq!(answered("wish", &["gone"]), [(Field::Attribute("wish".into()), Rule::Required)]);
    assert_eq!(sent("method", &["CASH", "cash", "card"]), Some(vec!["cash".into()]));
}

#[test]
fn questions_come_in_their_order_and_once() {
    let mut category = desk().categories[1].clone();
    category.attributes.push(attribute("order", Datatype::Number, true, 0));
    let codes: Vec<&str> = in_order(&category).iter().map(|attribute| attribute.code.as_str()).collect();
    assert_eq!(codes, ["order", "amount", "when", "method", "wish", "note", "extra"]);
    assert_eq!(in_order(&category)[0].datatype, Datatype::String);
}

#[test]
fn a_list_without_choices_and_an_unknown_type_are_asked_as_one_line() {
    for datatype in [Datatype::Unknown, Datatype::Singlevaluelist, Datatype::Multivaluelist, Datatype::String] {
        assert_eq!(asked_as(&attribute("a", datatype, false, 0)), Datatype::String);
    }
    for datatype in [Datatype::Singlevaluelist, Datatype::Multivaluelist, Datatype::Text, Datatype::Number, Datatype::Datetime] {
        assert_eq!(asked_as(&Attribute { values: values(&["x"]), ..attribute("a", datatype, false, 0) }), datatype);
    }
}

#[test]
fn answers_to_another_category_are_kept_but_not_sent() {
    let draft = TicketDraft { category: "access".into(), ..payer() };
    assert_eq!(validate(&draft, &desk(), true).unwrap().as_wire().attributes, []);
    assert_eq!(draft.answers.len(), 2);
}

#[test]
fn consent_is_to_the_text_as_it_stands() {
    let ticked = |id: &str, version: &str, at: &str| {
        let mut draft = guest();
        draft.consents.insert(id.into(), Agreement { version: version.into(), at: at.into() });
        draft
    };
    let terms = Field::Consent("terms".into());
    assert_eq!(wrong(&ticked("terms", "2", AT), false), [(terms.clone(), Rule::ConsentOutdated)]);
    assert_eq!(wrong(&ticked("terms", "3", "yesterday"), false), [(terms.clone(), Rule::Required)]);
    assert_eq!(wrong(&TicketDraft { consents: Default::default(), ..guest() }, false), [(terms, Rule::Required)]);
    let ids = |draft: &TicketDraft| {
        let ticket = validate(draft, &desk(), false).unwrap();
        ticket.as_wire().consents.iter().map(|given| given.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&ticked("news", "1", AT)), ["terms", "news"]);
    assert_eq!(ids(&ticked("news", "0", AT)), ["terms"]);
    assert_eq!(ids(&ticked("gone", "1", AT)), ["terms"]);
}
