use super::answers::normal_value;
use crate::phone::{E164, read_phone};
use crate::text;
use contract::{Answer, Category, NewTicket, Severity, SupportDesk};

/// The category of a ticket.
pub(super) fn category<'a>(ticket: &NewTicket, desk: &'a SupportDesk) -> Option<&'a Category> {
    desk.categories.iter().find(|category| category.id == ticket.ticket_type)
}

/// A ticket as it is kept: trimmed, without what is hidden in it, telephone numbers E.164, numbers with a point, nothing twice.
///
/// What cannot be read stays as it is, for the rules to find. Answers and consents stay where they are in their lists, so that a
/// pointer means the same before and after. Doing it twice changes nothing.
pub fn normalise(ticket: NewTicket, desk: &SupportDesk) -> NewTicket {
    let attributes = category(&ticket, desk).map(|category| category.attributes.as_slice()).unwrap_or_default();
    let answer = |answer: Answer| {
        let attribute = attributes.iter().find(|attribute| attribute.code == answer.code);
        let mut values: Vec<String> = Vec::new();
        for value in answer.values {
            let value = attribute.map_or_else(|| text::line(&value), |attribute| normal_value(attribute, &value));
            if !value.is_empty() && !values.contains(&value) {
                values.push(value);
            }
        }
        Answer { values, ..answer }
    };
    let answers = ticket.attributes.into_iter().map(answer).collect();

    let mut contact = ticket.contact;
    contact.full_name = text::identity(&contact.full_name);
    contact.email = contact.email.map(|email| text::identity(&email)).filter(|email| !email.is_empty());
    contact.phone = contact.phone.map(|phone| normal_phone(&phone)).filter(|phone| !phone.is_empty());
    let mut notify_by = Vec::new();
    for channel in contact.notify_by {
        if !notify_by.contains(&channel) {
            notify_by.push(channel);
        }
    }
    contact.notify_by = notify_by;

    NewTicket {
        name: text::line(&ticket.name),
        description: text::lines(&ticket.description),
        severity: if ticket.severity == Severity::Unknown { Severity::Normal } else { ticket.severity },
        contact,
        attributes: answers,
        ..ticket
    }
}

fn normal_phone(typed: &str) -> String {
    let shown = text::identity(typed);
    read_phone(&shown).map_or(shown, E164::into_string)
}
