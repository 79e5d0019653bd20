use super::limits::{DESCRIPTION_MAX, FULL_NAME_MAX, REASON_MAX, SHEET_MAX};
use crate::phone::read_phone;
use crate::text;
use crate::ticket::limits::TICKET_NUMBER_MAX;
use crate::ticket::{Rule, check_consents};
use contract::{NewCallback, SupportDesk};

/// A place of what was sent, as a JSON Pointer, and what is wrong there, as [`contract::ProblemError::code`] has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireError {
    pub pointer: String,
    pub code: &'static str,
}

/// A request as it is kept: without blanks around the texts and what is hidden in them. Or everything that is wrong with it, in the
/// order of the form. Whether the slot is free only the portal knows.
pub fn accept(sent: NewCallback, desk: &SupportDesk) -> Result<NewCallback, Vec<WireError>> {
    let mut errors = Vec::new();
    let kept = NewCallback {
        full_name: text::identity(&sent.full_name),
        ticket_type: filled(sent.ticket_type, text::identity),
        description: filled(sent.description, text::lines),
        sheet: filled(sent.sheet, text::lines),
        previous_number: filled(sent.previous_number, text::identity),
        urgent: filled(sent.urgent, text::lines),
        existing: filled(sent.existing, text::identity),
        reason: filled(sent.reason, text::lines),
        ..sent
    };
    let mut report = |pointer: &str, rule: Option<Rule>| {
        errors.extend(rule.map(|rule| WireError { pointer: pointer.to_owned(), code: rule.code() }));
    };
    report("/phone", phone_rule(&kept.phone));
    let name_rule = if kept.full_name.is_empty() { Some(Rule::Required) } else { too_long(&kept.full_name, FULL_NAME_MAX) };
    report("/fullName", name_rule);
    let is_known = |id: &&String| desk.categories.iter().any(|category| category.id == **id);
    report("/ticketType", kept.ticket_type.as_ref().filter(|id| !is_known(id)).map(|_| Rule::NotAChoice));
    for (pointer, text, max) in [
        ("/description", &kept.description, DESCRIPTION_MAX),
        ("/sheet", &kept.sheet, SHEET_MAX),
        ("/previousNumber", &kept.previous_number, TICKET_NUMBER_MAX),
        ("/urgent", &kept.urgent, REASON_MAX),
        ("/existing", &kept.existing, TICKET_NUMBER_MAX),
        ("/reason", &kept.reason, REASON_MAX),
    ] {
        report(pointer, text.as_ref().and_then(|text| too_long(text, max)));
    }
    errors.extend(check_consents(&kept.consents, desk).into_iter().map(|error| WireError { pointer: error.pointer, code: error.code }));
    if errors.is_empty() { Ok(kept) } else { Err(errors) }
}

/// Whether that is a number to call as it goes over the wire: E.164 already.
pub fn phone_rule(sent: &str) -> Option<Rule> {
    match read_phone(sent) {
        _ if sent.trim().is_empty() => Some(Rule::Required),
        Ok(number) if number.as_str() == sent => None,
        Ok(_) => Some(Rule::NotAPhone(crate::phone::PhoneError::NoCountryCode)),
        Err(error) => Some(Rule::NotAPhone(error)),
    }
}

/// What was added to what was there, each in paragraphs of its own.
pub fn joined(before: Option<&str>, more: Option<&str>) -> Option<String> {
    match (before, more) {
        (Some(before), Some(more)) => Some(format!("{before}\n\n{more}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

fn filled(text: Option<String>, clean: impl Fn(&str) -> String) -> Option<String> {
    text.map(|text| clean(&text)).filter(|text| !text.is_empty())
}

fn too_long(text: &str, max: usize) -> Option<Rule> {
    (text.chars().count() > max).then_some(Rule::TooLong { max })
}
