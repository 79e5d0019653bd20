use crate::desk::{AT, desk, guest, payer};
use contract::{Answer, ConsentGiven, NewTicket, NotificationChannel, Severity};
use domain::phone::PhoneError;
use domain::ticket::{Field, Rule, check_wire, normalise, validate};

fn ticket() -> NewTicket {
    validate(&payer(), &desk(), true).unwrap().as_wire().clone()
}

fn changed(change: impl FnOnce(&mut NewTicket)) -> Vec<(String, &'static str)> {
    let mut ticket = ticket();
    change(&mut ticket);
    check_wire(&ticket, &desk(), true).into_iter().map(|error| (error.pointer, error.code)).collect()
}

fn at(pointer: &str, code: &'static str) -> Vec<(String, &'static str)> {
    vec![(pointer.to_owned(), code)]
}

#[test]
fn a_valid_ticket_passes() {
    assert_eq!(changed(|_| ()), []);
}

#[test]
fn a_ticket_that_no_form_made_is_told_every_place() {
    let text = |text: &str| text.to_owned();
    assert_eq!(changed(|ticket| ticket.ticket_type.clear()), at("/ticketType", "required"));
    assert_eq!(changed(|ticket| ticket.ticket_type = text("x")), at("/ticketType", "notAllowed"));
    assert_eq!(changed(|ticket| ticket.name = text("\u{200B}")), at("/name", "required"));
    assert_eq!(changed(|ticket| ticket.name = "x".repeat(121)), at("/name", "tooLong"));
    assert_eq!(changed(|ticket| ticket.description = text(" ")), at("/description", "required"));
    assert_eq!(changed(|ticket| ticket.contact.full_name = text("\n")), at("/contact/fullName", "required"));
    assert_eq!(changed(|ticket| ticket.contact.email = Some(text("x"))), at("/contact/email", "invalid"));
    assert_eq!(changed(|ticket| ticket.contact.email = None), at("/contact/email", "required"));
    assert_eq!(changed(|ticket| ticket.contact.phone = Some(text("12"))), at("/contact/phone", "invalid"));
    assert_eq!(changed(|ticket| ticket.contact.notify_by = vec![NotificationChannel::Unknown]), at("/contact/notifyBy", "notAllowed"));
    assert_eq!(changed(|ticket| ticket.contact.notify_by = vec![NotificationChannel::Sms]), at("/contact/phone", "required"));
    let all = changed(|ticket| {
        ticket.name.clear();
        ticket.attributes.clear();
        ticket.consents.clear();
    });
    assert_eq!(
        all,
        [
            at("/attributes/order", "required"),
            at("/attributes/wish", "required"),
            at("/name", "required"),
            at("/consents/terms", "required")
        ]
        .concat()
    );
}

#[test]
fn a_guest_may_not_send_what_needs_a_session() {
    let errors = check_wire(&ticket(), &desk(), false);
    assert_eq!(errors.len(), 1);
    assert_eq!(
        (errors[0].pointer.as_str(), errors[0].code, &errors[0].field, &errors[0].rule),
        ("/ticketType", "notAllowed", &Field::Category, &Rule::SignInNeeded)
    );
}

#[test]
fn answers_are_named_by_their_place() {
    let answer = |code: &str, values: &[&str]| Answer { code: code.into(), values: values.iter().map(ToString::to_string).collect() };
    assert_eq!(changed(|ticket| ticket.attributes[1].values = vec!["gone".into()]), at("/attributes/1", "notAllowed"));
    assert_eq!(changed(|ticket| ticket.attributes[0].values = vec![" ".into()]), at("/attributes/0", "required"));
    assert_eq!(changed(|ticket| ticket.attributes[0].values = vec!["a".into(), "b".into()]), at("/attributes/0", "notAllowed"));
    assert_eq!(changed(|ticket| ticket.attributes.push(answer("amount", &["x"]))), at("/attributes/2", "invalid"));
    assert_eq!(changed(|ticket| ticket.attributes.push(answer("amount", &["1,5"]))), []);
    assert_eq!(changed(|ticket| ticket.attributes.push(answer("amount", &[]))), []);
    assert_eq!(changed(|ticket| ticket.attributes.push(answer("when", &["2027-02-29T10:00"]))), at("/attributes/2", "invalid"));
    assert_eq!(changed(|ticket| ticket.attributes.push(answer("method", &["card", "cash"]))), at("/attributes/2", "notAllowed"));
    assert_eq!(changed(|ticket| ticket.attributes.push(answer("wish", &["refund"]))), at("/attributes/2", "notAllowed"));
    assert_eq!(changed(|ticket| ticket.attributes.push(answer("unheard", &["x"]))), at("/attributes/2", "notAllowed"));
}

#[test]
fn consents_are_named_by_their_place() {
    let given = |id: &str, version: &str| ConsentGiven { id: id.into(), version: version.into(), at: AT.into() };
    assert_eq!(changed(|ticket| ticket.consents[0].version = "2".into()), at("/consents/0", "outdated"));
    assert_eq!(changed(|ticket| ticket.consents[0].at = "today".into()), at("/consents/0", "invalid"));
    assert_eq!(changed(|ticket| ticket.consents.push(given("news", "1"))), []);
    assert_eq!(changed(|ticket| ticket.consents.push(given("news", "0"))), at("/consents/1", "outdated"));
    assert_eq!(changed(|ticket| ticket.consents.push(given("gone", "1"))), at("/consents/1", "notAllowed"));
    assert_eq!(changed(|ticket| ticket.consents.push(given("terms", "3"))), at("/consents/1", "notAllowed"));
}

#[test]
fn a_phone_number_is_sent_as_e164_only() {
    let mut ticket = ticket();
    ticket.contact.phone = Some("8 912 345-67-89".into());
    let errors = check_wire(&ticket, &desk(), true);
    assert_eq!(errors.into_iter().map(|error| error.rule).collect::<Vec<_>>(), [Rule::NotAPhone(PhoneError::NoCountryCode)]);
    assert_eq!(check_wire(&normalise(ticket, &desk()), &desk(), true), []);
}

#[test]
fn a_portal_keeps_the_normal_form() {
    let mut odd = ticket();
    odd.name = " Paid\ntwice\u{202E} ".into();
    odd.severity = Severity::Unknown;
    odd.contact.phone = Some(" ".into());
    odd.contact.notify_by = vec![NotificationChannel::Email, NotificationChannel::Email];
    odd.attributes.insert(0, Answer { code: "note".into(), values: vec![" ".into()] });
    odd.attributes.push(Answer { code: "amount".into(), values: vec!["1 000,5".into()] });
    assert_eq!(check_wire(&odd, &desk(), true), []);
    let blank = contract::Contact { email: Some(" ".into()), ..odd.contact.clone() };
    assert_eq!(normalise(NewTicket { contact: blank, ..odd.clone() }, &desk()).contact.email, None);
    let kept = normalise(odd, &desk());
    assert_eq!((kept.name.as_str(), kept.severity, kept.contact.phone.as_deref()), ("Paid twice", Severity::Normal, None));
    assert_eq!(kept.contact.notify_by, [NotificationChannel::Email]);
    let answers: Vec<(&str, &[String])> = kept.attributes.iter().map(|answer| (answer.code.as_str(), answer.values.as_slice())).collect();
    assert_eq!(answers, [("note", &[][..]), ("order", &["A-17".into()]), ("wish", &["refund".into()]), ("amount", &["1000.5".into()])]);
}

#[test]
fn pointers_lead_back_to_their_fields() {
    let ticket = ticket();
    let field = |pointer| Field::from_pointer(pointer, &ticket);
    assert_eq!(field("/ticketType"), Some(Field::Category));
    assert_eq!(field("/name"), Some(Field::Name));
    assert_eq!(field("#/description"), Some(Field::Description));
    assert_eq!(field("/contact/fullName"), Some(Field::FullName));
    assert_eq!(field("/contact/email"), Some(Field::Email));
    assert_eq!(field("/contact/phone"), Some(Field::Phone));
    assert_eq!(field("/contact/notifyBy/0"), Some(Field::Notify));
    assert_eq!(field("/attributes/0"), Some(Field::Attribute("order".into())));
    assert_eq!(field("/attributes/1/values/0"), Some(Field::Attribute("wish".into())));
    assert_eq!(field("/attributes/amount"), Some(Field::Attribute("amount".into())));
    assert_eq!(field("/attributes/a~1b~01"), Some(Field::Attribute("a/b~1".into())));
    assert_eq!(field("/consents/0/version"), Some(Field::Consent("terms".into())));
    assert_eq!(field("/consents/news"), Some(Field::Consent("news".into())));
    for nowhere in [
        "",
        "/",
        "name",
        "/severity",
        "/contact",
        "/attributes",
        "/attributes/",
        "/consents",
        "#",
        "/contact/else",
        "/attributes/2",
        "/consents/99999999999999999999",
    ] {
        assert_eq!(field(nowhere), None, "{nowhere}");
    }
}

#[test]
fn the_places_of_errors_lead_back_to_their_fields() {
    let mut desk = desk();
    desk.categories[1].attributes[0].code = "a/b~1".into();
    desk.categories[1].attributes[0].required = true;
    let mut ticket = ticket();
    (ticket.name, ticket.description, ticket.contact.full_name) = (String::new(), String::new(), String::new());
    (ticket.contact.email, ticket.contact.phone) = (None, Some("x".into()));
    ticket.contact.notify_by = vec![NotificationChannel::Unknown, NotificationChannel::Email];
    ticket.attributes[0].values.clear();
    ticket.consents[0].version.clear();
    ticket.consents.push(ConsentGiven { id: "gone".into(), version: "1".into(), at: AT.into() });
    let errors = check_wire(&ticket, &desk, false);
    assert_eq!(errors.len(), 11);
    for error in errors {
        assert_eq!(Field::from_pointer(&error.pointer, &ticket).as_ref(), Some(&error.field), "{}", error.pointer);
    }
}

#[test]
fn a_code_of_digits_is_not_taken_for_a_place() {
    let mut desk = desk();
    desk.categories[1].attributes[0].code = "1".into();
    desk.categories[1].attributes[0].required = true;
    let errors = check_wire(&ticket(), &desk, true);
    assert_eq!(errors.len(), 1);
    assert_eq!((errors[0].pointer.as_str(), &errors[0].field), ("/attributes", &Field::Attribute("1".into())));
    assert_eq!(Field::from_pointer(&errors[0].pointer, &ticket()), None);
}

#[test]
fn a_guest_ticket_has_the_shape_of_the_contract() {
    let sent = validate(&guest(), &desk(), false).unwrap();
    assert_eq!(
        serde_json::to_value(&sent).unwrap(),
        serde_json::json!({
            "ticketType": "access", "name": "Cannot sign in", "description": "The code never comes.", "severity": "normal",
            "contact": {"fullName": "Анна Ким", "email": "anna@example.org", "notifyBy": []},
            "attributes": [], "consents": [{"id": "terms", "version": "3", "at": AT}]
        })
    );
}
