use super::{MESSAGE_MAX, SHEET_MAX};
use crate::text;
use crate::ticket::limits::{DESCRIPTION_MAX, FULL_NAME_MAX, TICKET_NUMBER_MAX};
use crate::ticket::{Rule, check_consents};
use contract::{NewConversation, SupportDesk};

/// What is wrong with something that was sent: a JSON Pointer into it, and a [`contract::ProblemError::code`].
pub type Wrong = (String, &'static str);

/// The conversation that was asked for as it is kept: without blanks around its texts and what is hidden in them; or everything
/// that is wrong with it.
///
/// # Errors
/// In the order of the fields.
pub fn check_wire(sent: &NewConversation, desk: &SupportDesk) -> Result<NewConversation, Vec<Wrong>> {
    let mut wrong: Vec<Wrong> = Vec::new();
    let mut report = |pointer: &str, code: Option<&'static str>| wrong.extend(code.map(|code| (pointer.to_owned(), code)));
    let full_name = read_full_name(&sent.full_name);
    report("/fullName", full_name.as_ref().err().copied());
    let ticket_type = sent.ticket_type.clone().filter(|id| !id.is_empty());
    let is_unknown = ticket_type.as_ref().is_some_and(|id| !desk.categories.iter().any(|category| category.id == *id));
    report("/ticketType", is_unknown.then(|| Rule::NotAChoice.code()));
    let lines = |sent: &Option<String>| sent.as_deref().map(text::lines).filter(|text| !text.is_empty());
    let (description, sheet) = (lines(&sent.description), lines(&sent.sheet));
    report("/description", too_long(description.as_deref(), DESCRIPTION_MAX.min(MESSAGE_MAX)));
    report("/sheet", too_long(sheet.as_deref(), SHEET_MAX));
    let previous_number = sent.previous_number.as_deref().map(text::identity).filter(|number| !number.is_empty());
    report("/previousNumber", too_long(previous_number.as_deref(), TICKET_NUMBER_MAX));
    wrong.extend(check_consents(&sent.consents, desk).into_iter().map(|error| (error.pointer, error.code)));
    match full_name {
        Ok(full_name) if wrong.is_empty() => {
            Ok(NewConversation { full_name, ticket_type, description, sheet, previous_number, consents: sent.consents.clone() })
        }
        _ => Err(wrong),
    }
}

fn too_long(text: Option<&str>, max: usize) -> Option<&'static str> {
    text.is_some_and(|text| text.chars().nth(max).is_some()).then(|| Rule::TooLong { max }.code())
}

/// A name as it is kept.
///
/// # Errors
/// What is wrong with it, as a [`contract::ProblemError::code`].
pub fn read_full_name(sent: &str) -> Result<String, &'static str> {
    let name = text::identity(sent);
    if name.is_empty() {
        return Err(Rule::Required.code());
    }
    too_long(Some(&name), FULL_NAME_MAX).map_or(Ok(name), Err)
}

/// The text of a message as it is kept. It may be longer than [`MESSAGE_MAX`].
pub fn read_message(sent: &str) -> String {
    text::lines(sent)
}
