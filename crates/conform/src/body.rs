//! What these tests send, made from what the portal says it wants.

use contract::{
    Answer, Attribute, Category, Consent, ConsentGiven, Contact, Datatype, Instant, NewCallback, NewConversation, NewTicket,
    NotificationChannel, Severity, SupportDesk, Value,
};

const NOBODY: &str = "Sent by a program that checks the support API. Nobody needs to answer.";

/// A ticket in which every question of the category is answered.
pub(crate) fn ticket(desk: &SupportDesk, category: &Category, email: &str, now: &Instant) -> NewTicket {
    NewTicket {
        ticket_type: category.id.clone(),
        name: "Conformance test".to_owned(),
        description: NOBODY.to_owned(),
        severity: Severity::Normal,
        contact: Contact {
            full_name: "Conformance Test".to_owned(),
            email: Some(email.to_owned()),
            phone: None,
            notify_by: vec![NotificationChannel::Email],
        },
        attributes: category.attributes.iter().map(answer).collect(),
        consents: consents(desk, now),
    }
}

/// To be called as soon as possible.
pub(crate) fn callback(desk: &SupportDesk, phone: &str, now: &Instant) -> NewCallback {
    NewCallback {
        full_name: "Conformance Test".to_owned(),
        phone: phone.to_owned(),
        description: Some(NOBODY.to_owned()),
        consents: consents(desk, now),
        ..NewCallback::default()
    }
}

pub(crate) fn conversation(desk: &SupportDesk, now: &Instant) -> NewConversation {
    NewConversation {
        full_name: "Conformance Test".to_owned(),
        description: Some(NOBODY.to_owned()),
        consents: consents(desk, now),
        ..NewConversation::default()
    }
}

fn consents(desk: &SupportDesk, now: &Instant) -> Vec<ConsentGiven> {
    let given = |consent: &Consent| ConsentGiven { id: consent.id.clone(), version: consent.version.clone(), at: now.clone() };
    desk.consents.iter().map(given).collect()
}

fn answer(attribute: &Attribute) -> Answer {
    let keys = attribute.values.iter().map(|Value { key, .. }| key.clone());
    let values: Vec<String> = match attribute.datatype {
        Datatype::Number => vec!["12.5".to_owned()],
        Datatype::Datetime => vec!["2026-01-15T10:30".to_owned()],
        Datatype::Text => vec!["First line\nSecond line".to_owned()],
        Datatype::Singlevaluelist if !attribute.values.is_empty() => keys.take(1).collect(),
        Datatype::Multivaluelist if !attribute.values.is_empty() => keys.collect(),
        _ => vec!["12345".to_owned()],
    };
    Answer { code: attribute.code.clone(), values }
}

pub(crate) fn json<T: serde::Serialize>(body: &T) -> Vec<u8> {
    serde_json::to_vec(body).unwrap_or_default()
}
