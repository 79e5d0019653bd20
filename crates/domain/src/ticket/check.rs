use super::answers::{broken, in_order, too_long};
use super::email::is_email;
use super::limits::{DESCRIPTION_MAX, EMAIL_MAX, FULL_NAME_MAX, NAME_MAX};
use super::normal::category;
use super::{Field, Rule};
use crate::phone::{PhoneError, read_phone};
use crate::text;
use crate::time::parse_instant;
use contract::{Category, ConsentGiven, Contact, NewTicket, NotificationChannel, SupportDesk};

/// What is wrong with a ticket that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireError {
    /// JSON Pointer into the ticket. What is missing from a list is named there by its code or id: `/attributes/device`.
    pub pointer: String,
    /// [`contract::ProblemError::code`].
    pub code: &'static str,
    pub field: Field,
    pub rule: Rule,
}

/// Everything that is wrong with a ticket as it was sent, in the order of the form; nothing, if it can be accepted.
///
/// Blanks around a text and hidden characters in it are no errors: a portal keeps what [`super::normalise`] makes of the ticket.
/// Telephone numbers must be E.164 already.
pub fn check_wire(ticket: &NewTicket, desk: &SupportDesk, signed_in: bool) -> Vec<WireError> {
    find(ticket, desk, signed_in).into_iter().map(Found::on_wire).collect()
}

/// The same of the consents alone, for whatever else is sent with some.
pub fn check_consents(given: &[ConsentGiven], desk: &SupportDesk) -> Vec<WireError> {
    let mut found = Vec::new();
    consents(given, desk, &mut found);
    found.into_iter().map(Found::on_wire).collect()
}

pub(super) struct Found {
    pub(super) field: Field,
    pub(super) rule: Rule,
    /// Place in the list of answers or consents.
    index: Option<usize>,
}

impl Found {
    fn on_wire(self) -> WireError {
        WireError { pointer: self.field.pointer(self.index), code: self.rule.code(), field: self.field, rule: self.rule }
    }
}

/// The rules.
pub(super) fn find(ticket: &NewTicket, desk: &SupportDesk, signed_in: bool) -> Vec<Found> {
    let mut found = Vec::new();
    let category = category(ticket, desk);
    let type_rule = match category {
        None if ticket.ticket_type.trim().is_empty() => Some(Rule::Required),
        None => Some(Rule::NotAChoice),
        Some(category) => (!signed_in && !category.guests).then_some(Rule::SignInNeeded),
    };
    found.extend(type_rule.map(|rule| Found { field: Field::Category, rule, index: None }));
    if let Some(category) = category {
        answers(ticket, category, &mut found);
    }
    let mut report = |field, rule: Option<Rule>| found.extend(rule.map(|rule| Found { field, rule, index: None }));
    report(Field::Name, required(&text::line(&ticket.name), NAME_MAX));
    report(Field::Description, required(&text::lines(&ticket.description), DESCRIPTION_MAX));
    report(Field::FullName, required(&text::identity(&ticket.contact.full_name), FULL_NAME_MAX));
    report(Field::Email, email(&ticket.contact, signed_in));
    report(Field::Phone, phone(&ticket.contact));
    let unknown = ticket.contact.notify_by.contains(&NotificationChannel::Unknown);
    report(Field::Notify, unknown.then_some(Rule::NotAChoice));
    consents(&ticket.consents, desk, &mut found);
    found
}

fn required(text: &str, max: usize) -> Option<Rule> {
    if text.is_empty() { Some(Rule::Required) } else { too_long(text, max) }
}

fn answers(ticket: &NewTicket, category: &Category, found: &mut Vec<Found>) {
    let questions = in_order(category);
    let place = |code: &str| ticket.attributes.iter().position(|answer| answer.code == code);
    for attribute in &questions {
        let index = place(&attribute.code);
        let answer = index.and_then(|index| ticket.attributes.get(index));
        let values: Vec<&String> = answer.iter().flat_map(|answer| &answer.values).filter(|value| !text::line(value).is_empty()).collect();
        let rule = if values.is_empty() { attribute.required.then_some(Rule::Required) } else { broken(attribute, &values) };
        found.extend(rule.map(|rule| Found { field: Field::Attribute(attribute.code.clone()), rule, index }));
    }
    for (index, answer) in ticket.attributes.iter().enumerate() {
        let rule = if !questions.iter().any(|attribute| attribute.code == answer.code) {
            Rule::NotAChoice
        } else if place(&answer.code) != Some(index) {
            Rule::OneOnly
        } else {
            continue;
        };
        found.push(Found { field: Field::Attribute(answer.code.clone()), rule, index: Some(index) });
    }
}

fn email(contact: &Contact, signed_in: bool) -> Option<Rule> {
    let email = contact.email.as_deref().map(text::identity).unwrap_or_default();
    if !email.is_empty() {
        return too_long(&email, EMAIL_MAX).or_else(|| (!is_email(&email)).then_some(Rule::NotAnEmail));
    }
    if !signed_in {
        // The link that opens a guest's ticket again goes there.
        return Some(Rule::Required);
    }
    if contact.notify_by.contains(&NotificationChannel::Email) {
        return Some(Rule::NeededToNotify);
    }
    // A phone number that is asked for anyway will do for both.
    let phone = !phone_is_blank(contact) || contact.notify_by.contains(&NotificationChannel::Sms);
    (!phone).then_some(Rule::EmailOrPhone)
}

fn phone(contact: &Contact) -> Option<Rule> {
    if phone_is_blank(contact) {
        return contact.notify_by.contains(&NotificationChannel::Sms).then_some(Rule::NeededToNotify);
    }
    let sent = contact.phone.as_deref().unwrap_or_default();
    match read_phone(sent) {
        Ok(number) if number.as_str() == sent => None,
        Ok(_) => Some(Rule::NotAPhone(PhoneError::NoCountryCode)),
        Err(error) => Some(Rule::NotAPhone(error)),
    }
}

fn phone_is_blank(contact: &Contact) -> bool {
    contact.phone.as_deref().is_none_or(|phone| text::identity(phone).is_empty())
}

fn consents(given: &[ConsentGiven], desk: &SupportDesk, found: &mut Vec<Found>) {
    for consent in &desk.consents {
        let index = given.iter().position(|given| given.id == consent.id);
        let rule = match index.and_then(|index| given.get(index)) {
            None => consent.required.then_some(Rule::Required),
            Some(given) if given.version != consent.version => Some(Rule::ConsentOutdated),
            Some(given) => parse_instant(&given.at).is_none().then_some(Rule::NotADate),
        };
        found.extend(rule.map(|rule| Found { field: Field::Consent(consent.id.clone()), rule, index }));
    }
    for (index, extra) in given.iter().enumerate() {
        let rule = if !desk.consents.iter().any(|consent| consent.id == extra.id) {
            Rule::NotAChoice
        } else if given.iter().position(|given| given.id == extra.id) != Some(index) {
            Rule::OneOnly
        } else {
            continue;
        };
        found.push(Found { field: Field::Consent(extra.id.clone()), rule, index: Some(index) });
    }
}
