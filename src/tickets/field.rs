//! Fields of the ticket form by their place in the draft, and their errors.

use super::words;
use crate::desk::Desk;
use contract::{NewTicket, Problem};
use domain::ticket::{Field, FieldError};

/// Id of the field's control, and what the links of the error summary lead to.
pub(super) fn id(field: &Field) -> String {
    match field {
        Field::Category => "category".to_owned(),
        Field::Name => "name".to_owned(),
        Field::Description => "description".to_owned(),
        Field::FullName => "full-name".to_owned(),
        Field::Email => "email".to_owned(),
        Field::Phone => "phone".to_owned(),
        Field::Notify => "notify".to_owned(),
        Field::Attribute(code) => ["attribute-", code].concat(),
        Field::Consent(id) => ["consent-", id].concat(),
    }
}

/// A field and what is wrong with it, in words.
pub(super) type Wrong = (Field, String);

pub(super) fn by_rules(errors: Vec<FieldError>) -> Vec<Wrong> {
    errors.into_iter().map(|error| (error.field.clone(), words::rule(&error.field, &error.rule))).collect()
}

/// The portal's objections, in its own words, each at the field it means. What means no field is left to the problem's detail.
pub(super) fn by_portal(problem: &Problem, sent: &NewTicket, desk: &Desk) -> Vec<Wrong> {
    let is_known = |field: &Field| match field {
        Field::Attribute(code) => desk
            .wire
            .categories
            .iter()
            .any(|category| category.id == sent.ticket_type && category.attributes.iter().any(|a| a.code == *code)),
        Field::Consent(id) => desk.wire.consents.iter().any(|consent| consent.id == *id),
        _ => true,
    };
    problem
        .errors
        .iter()
        .filter_map(|error| Some((Field::from_pointer(&error.pointer, sent).filter(is_known)?, error.detail.clone())))
        .collect()
}
