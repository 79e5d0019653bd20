//! A portal with one category of each sort, and a draft that it accepts.

use contract::{Attribute, Category, Consent, Datatype, SupportDesk, Value};
use domain::ticket::{Field, FieldError, Rule, TicketDraft, validate};

pub(crate) const AT: &str = "2026-05-04T06:00:00Z";

/// `access` takes guests and asks nothing, `billing` wants a session and asks everything.
pub(crate) fn desk() -> SupportDesk {
    let category = |id: &str, guests, attributes| Category { id: id.into(), name: id.into(), guests, attributes, ..Category::default() };
    let billing = vec![
        attribute("note", Datatype::Text, false, 60),
        attribute("when", Datatype::Datetime, false, 30),
        attribute("order", Datatype::String, true, 10),
        attribute("amount", Datatype::Number, false, 20),
        Attribute { values: values(&["card", "cash"]), ..attribute("method", Datatype::Singlevaluelist, false, 40) },
        Attribute { values: values(&["refund", "receipt", "other"]), ..attribute("wish", Datatype::Multivaluelist, true, 50) },
        attribute("extra", Datatype::Unknown, false, 70),
    ];
    SupportDesk {
        categories: vec![category("access", true, vec![]), category("billing", false, billing)],
        consents: vec![consent("terms", "3", true), consent("news", "1", false)],
        ..SupportDesk::default()
    }
}

pub(crate) fn attribute(code: &str, datatype: Datatype, required: bool, order: i64) -> Attribute {
    Attribute { code: code.into(), datatype, required, description: code.into(), order, ..Attribute::default() }
}

pub(crate) fn values(keys: &[&str]) -> Vec<Value> {
    keys.iter().map(|key| Value { key: (*key).into(), name: key.to_uppercase() }).collect()
}

pub(crate) fn consent(id: &str, version: &str, required: bool) -> Consent {
    Consent { id: id.into(), version: version.into(), text: "I agree".into(), address: None, required }
}

/// What a guest may send.
pub(crate) fn guest() -> TicketDraft {
    let mut draft = TicketDraft {
        category: "access".into(),
        name: "Cannot sign in".into(),
        description: "The code never comes.".into(),
        full_name: "Анна Ким".into(),
        email: "anna@example.org".into(),
        ..TicketDraft::default()
    };
    draft.agree(&desk().consents[0], AT.into());
    draft
}

/// What a signed-in visitor may send.
pub(crate) fn payer() -> TicketDraft {
    let mut draft = TicketDraft { category: "billing".into(), ..guest() };
    draft.answers.insert("order".into(), vec!["A-17".into()]);
    draft.answers.insert("wish".into(), vec!["refund".into()]);
    draft
}

/// What is wrong with a draft.
pub(crate) fn wrong(draft: &TicketDraft, signed_in: bool) -> Vec<(Field, Rule)> {
    let errors = validate(draft, &desk(), signed_in).err().unwrap_or_default();
    errors.into_iter().map(|FieldError { field, rule }| (field, rule)).collect()
}
