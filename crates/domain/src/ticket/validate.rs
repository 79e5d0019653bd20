use super::answers::{asked_as, in_order};
use super::check::find;
use super::{FieldError, TicketDraft, normalise};
use crate::text;
use crate::time::parse_instant;
use contract::{Answer, Attribute, ConsentGiven, Contact, Datatype, NewTicket, NotificationChannel, Severity, SupportDesk};
use serde::Serialize;

/// A ticket that keeps every rule. Only [`validate`] makes one, and only this is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ValidTicket(NewTicket);

impl ValidTicket {
    pub fn as_wire(&self) -> &NewTicket {
        &self.0
    }
}

/// Makes a draft into what can be sent, or says what is wrong with it, in the order of the form (see [`super::Field`]).
///
/// What the form does not show is not sent and is no error: answers to another category's questions, choices that the portal has
/// withdrawn, agreement to an optional text that has changed since.
pub fn validate(draft: &TicketDraft, desk: &SupportDesk, signed_in: bool) -> Result<ValidTicket, Vec<FieldError>> {
    let ticket = normalise(wire(draft, desk), desk);
    let found = find(&ticket, desk, signed_in);
    if found.is_empty() {
        return Ok(ValidTicket(ticket));
    }
    Err(found.into_iter().map(|found| FieldError { field: found.field, rule: found.rule }).collect())
}

fn wire(draft: &TicketDraft, desk: &SupportDesk) -> NewTicket {
    let category = desk.categories.iter().find(|category| category.id == draft.category);
    let questions = category.map(in_order).unwrap_or_default();
    let mut notify_by = Vec::new();
    if draft.notify_email {
        notify_by.push(NotificationChannel::Email);
    }
    if draft.notify_sms {
        notify_by.push(NotificationChannel::Sms);
    }
    NewTicket {
        ticket_type: draft.category.clone(),
        name: draft.name.clone(),
        description: draft.description.clone(),
        severity: Severity::Normal,
        contact: Contact {
            full_name: draft.full_name.clone(),
            email: Some(draft.email.clone()),
            phone: Some(draft.phone.clone()),
            notify_by,
        },
        attributes: questions.into_iter().filter_map(|attribute| answer(draft, attribute)).collect(),
        consents: consents(draft, desk),
    }
}

fn answer(draft: &TicketDraft, attribute: &Attribute) -> Option<Answer> {
    let typed = draft.answers.get(&attribute.code)?.iter();
    let offered = |value: &&String| attribute.values.iter().any(|choice| choice.key == **value);
    let written = |value: &&String| !text::line(value).is_empty();
    let values: Vec<String> = match asked_as(attribute) {
        Datatype::Multivaluelist => typed.filter(offered).cloned().collect(),
        Datatype::Singlevaluelist => typed.filter(offered).take(1).cloned().collect(),
        _ => typed.filter(written).take(1).cloned().collect(),
    };
    (!values.is_empty()).then(|| Answer { code: attribute.code.clone(), values })
}

fn consents(draft: &TicketDraft, desk: &SupportDesk) -> Vec<ConsentGiven> {
    let ticked = desk.consents.iter().filter_map(|consent| {
        let agreement = draft.consents.get(&consent.id)?;
        let counts = consent.required || draft.agrees_to(consent);
        (counts && parse_instant(&agreement.at).is_some()).then(|| ConsentGiven {
            id: consent.id.clone(),
            version: agreement.version.clone(),
            at: agreement.at.clone(),
        })
    });
    ticked.collect()
}
