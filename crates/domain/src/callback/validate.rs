use super::limits::{DESCRIPTION_MAX, FULL_NAME_MAX, REASON_MAX, SHEET_MAX};
use super::{CallbackDraft, can_be_changed};
use crate::phone::{E164, PhoneError, read_phone};
use crate::text;
use crate::ticket::Rule;
use crate::time::{UtcInstant, parse_instant};
use contract::{Callback, CallbackChange, CallbackStatus, ConsentGiven, NewCallback, SupportDesk};
use serde::Serialize;

/// A place of the form that something can be wrong with, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    Slot,
    Phone,
    FullName,
    Category,
    Description,
    /// [`contract::Consent::id`].
    Consent(String),
    /// Why another one is wanted.
    Reason,
}

impl Field {
    /// The field that a JSON Pointer into the sent body means. `None`: no single one.
    pub fn from_pointer(pointer: &str, sent: &NewCallback) -> Option<Self> {
        let mut parts = pointer.strip_prefix('#').unwrap_or(pointer).strip_prefix('/')?.split('/');
        Some(match (parts.next()?, parts.next()) {
            ("slot", _) => Self::Slot,
            ("phone", _) => Self::Phone,
            ("fullName", _) => Self::FullName,
            ("ticketType", _) => Self::Category,
            ("description", _) => Self::Description,
            ("reason", _) => Self::Reason,
            ("consents", Some(item)) => Self::Consent(match item.parse::<usize>() {
                Ok(index) => sent.consents.get(index)?.id.clone(),
                Err(_) => item.replace("~1", "/").replace("~0", "~"),
            }),
            _ => return None,
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackError {
    pub field: Field,
    pub rule: Rule,
}

/// A request that keeps every rule. Only [`validate`] makes one, and only this is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ValidCallback(NewCallback);

impl ValidCallback {
    pub fn as_wire(&self) -> &NewCallback {
        &self.0
    }
}

/// Makes a draft into what can be sent, or says what is wrong with it, in the order of the form. `sheet` is the call sheet as text; it
/// goes along unless the draft says that it stays.
pub fn validate(
    draft: &CallbackDraft,
    sheet: Option<&str>,
    desk: &SupportDesk,
    now: UtcInstant,
) -> Result<ValidCallback, Vec<CallbackError>> {
    let mut errors = Vec::new();
    let mut report = |field, rule: Option<Rule>| errors.extend(rule.map(|rule| CallbackError { field, rule }));
    let slot = draft.later.then(|| slot(&draft.slot, now));
    report(Field::Slot, slot.as_ref().and_then(|slot| slot.as_ref().err().cloned()));
    let phone = phone(&draft.phone);
    report(Field::Phone, phone.as_ref().err().cloned());
    let full_name = text::identity(&draft.full_name);
    report(Field::FullName, if full_name.is_empty() { Some(Rule::Required) } else { too_long(&full_name, FULL_NAME_MAX) });
    let category = Some(draft.category.clone()).filter(|id| !id.is_empty());
    let is_known = |id: &String| desk.categories.iter().any(|category| category.id == *id);
    report(Field::Category, category.as_ref().filter(|id| !is_known(id)).map(|_| Rule::NotAChoice));
    let description = text::lines(&draft.description);
    report(Field::Description, too_long(&description, DESCRIPTION_MAX));
    for consent in desk.consents.iter().filter(|consent| consent.required && !draft.agrees_to(consent)) {
        report(Field::Consent(consent.id.clone()), Some(Rule::Required));
    }
    let reason = text::lines(&draft.reason);
    let wants_another = draft.another && draft.existing.is_empty();
    let reason_rule = if reason.is_empty() { Some(Rule::Required) } else { too_long(&reason, REASON_MAX) };
    report(Field::Reason, reason_rule.filter(|_| wants_another));
    let (Ok(phone), true) = (phone, errors.is_empty()) else { return Err(errors) };
    let consents = desk.consents.iter().filter_map(|consent| {
        let agreement = draft.consents.get(&consent.id).filter(|_| draft.agrees_to(consent))?;
        Some(ConsentGiven { id: consent.id.clone(), version: consent.version.clone(), at: agreement.at.clone() })
    });
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let sheet = sheet.filter(|_| !draft.without_sheet).map(|sheet| text::lines(sheet).chars().take(SHEET_MAX).collect());
    Ok(ValidCallback(NewCallback {
        full_name,
        phone: phone.into_string(),
        ticket_type: category,
        description: some(description),
        sheet: sheet.and_then(some),
        slot: slot.and_then(Result::ok),
        previous_number: some(text::identity(&draft.previous)),
        urgent: None,
        existing: some(draft.existing.clone()),
        reason: some(reason).filter(|_| wants_another),
        consents: consents.collect(),
    }))
}

/// What became of the form in which a callback is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// As it was.
    Nothing,
    Something(CallbackChange),
}

/// The change from how a callback stands to what was typed; what stays the same is left out.
pub fn change(known: &Callback, later: bool, slot: &str, typed: &str, now: UtcInstant) -> Result<Changed, Vec<CallbackError>> {
    let same = |one: &str, other: &str| parse_instant(one).is_some_and(|one| parse_instant(other) == Some(one));
    let mut errors = Vec::new();
    let mut change = CallbackChange::default();
    let known_slot = known.slot.as_ref().filter(|_| known.status == CallbackStatus::Scheduled);
    match (later, known_slot) {
        (true, Some(known)) if same(&known.start, slot) => {}
        (true, _) => match self::slot(slot, now) {
            Ok(start) => change.slot = Some(start),
            Err(rule) => errors.push(CallbackError { field: Field::Slot, rule }),
        },
        (false, Some(_)) => change.status = Some(CallbackStatus::Queued),
        (false, None) => change.status = (known.status == CallbackStatus::Missed).then_some(CallbackStatus::Queued),
    }
    match phone(typed) {
        Ok(phone) => change.phone = Some(phone.into_string()).filter(|phone| *phone != known.phone),
        Err(rule) => errors.push(CallbackError { field: Field::Phone, rule }),
    }
    match errors.is_empty() {
        false => Err(errors),
        true if change == CallbackChange::default() || !can_be_changed(known.status) => Ok(Changed::Nothing),
        true => Ok(Changed::Something(change)),
    }
}

/// A time that is chosen, and has not come. Whether it is free only the portal knows.
fn slot(chosen: &str, now: UtcInstant) -> Result<String, Rule> {
    match parse_instant(chosen) {
        _ if chosen.is_empty() => Err(Rule::Required),
        Some(start) if start > now => Ok(chosen.to_owned()),
        _ => Err(Rule::NotAChoice),
    }
}

fn phone(typed: &str) -> Result<E164, Rule> {
    read_phone(&text::identity(typed)).map_err(|error| match error {
        PhoneError::Empty => Rule::Required,
        error => Rule::NotAPhone(error),
    })
}

fn too_long(text: &str, max: usize) -> Option<Rule> {
    (text.chars().count() > max).then_some(Rule::TooLong { max })
}
