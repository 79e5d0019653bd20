//! States of callbacks, and what can be wrong with a request, in words.

use crate::browser::intl;
use crate::context::Context;
use crate::i18n::{self, t};
use crate::tickets;
use crate::ui::Shape;
use contract::{CallbackSlot, CallbackStatus, NewCallback, Problem};
use domain::callback::{CallbackError, Field};
use domain::dial;
use domain::phone::read_phone;
use domain::ticket::Rule;
use domain::time::parse_instant;
use domain::zone::Zone;

pub(super) fn status(status: CallbackStatus) -> (String, Shape) {
    match status {
        CallbackStatus::Scheduled => (t::callback_status_scheduled(), Shape::Active),
        CallbackStatus::Queued => (t::callback_status_queued(), Shape::Active),
        CallbackStatus::Dialing => (t::callback_status_dialing(), Shape::Soon),
        CallbackStatus::Connected => (t::callback_status_connected(), Shape::Open),
        CallbackStatus::Missed => (t::callback_status_missed(), Shape::Closed),
        CallbackStatus::Completed => (t::callback_status_completed(), Shape::Open),
        CallbackStatus::Cancelled => (t::callback_status_cancelled(), Shape::Unknown),
        CallbackStatus::Expired => (t::callback_status_expired(), Shape::Closed),
        CallbackStatus::Unknown => (t::status_unknown(), Shape::Unknown),
    }
}

/// Id of the field's control, and what the links of the error summary lead to.
pub(crate) fn id(field: &Field) -> String {
    match field {
        Field::Slot => "slot".to_owned(),
        Field::Phone => "phone".to_owned(),
        Field::FullName => "full-name".to_owned(),
        Field::Category => "category".to_owned(),
        Field::Description => "description".to_owned(),
        Field::Reason => "reason".to_owned(),
        Field::Consent(id) => ["consent-", id].concat(),
    }
}

/// A field and what is wrong with it, in words.
pub(super) type Wrong = (Field, String);

pub(super) fn by_rules(errors: Vec<CallbackError>) -> Vec<Wrong> {
    errors.into_iter().map(|error| (error.field.clone(), rule(&error.field, &error.rule))).collect()
}

/// The portal's objections, each at the field it means. What means no field is left to the problem's detail.
pub(super) fn by_portal(problem: &Problem, sent: &NewCallback) -> Vec<Wrong> {
    let wrong = |error: &contract::ProblemError| {
        let field = Field::from_pointer(&error.pointer, sent)?;
        let text = if field == Field::Slot { t::callback_slot_taken() } else { error.detail.clone() };
        Some((field, text))
    };
    problem.errors.iter().filter_map(wrong).collect()
}

fn rule(field: &Field, rule: &Rule) -> String {
    match (field, rule) {
        (Field::Slot, Rule::Required) => t::callback_required_slot(),
        (Field::Slot, _) => t::callback_slot_taken(),
        (Field::Phone, Rule::Required) => t::callback_required_phone(),
        (Field::FullName, Rule::Required) => t::rule_required_full_name(),
        (Field::Reason, Rule::Required) => t::callback_required_reason(),
        (Field::Consent(_), Rule::Required) => t::callback_required_consent(),
        _ => tickets::rule_in_words(rule),
    }
}

/// What was typed as it will be dialled, with the country that it belongs to; `None` while it is no number.
pub(super) fn phone(typed: &str) -> Option<String> {
    let number = read_phone(typed).ok()?;
    let shown = dial::in_groups(number.as_str());
    Some(match dial::country_of(number.as_str()) {
        Some(country) => [&shown, ", ", &intl::region_name(&i18n::locale(), country)].concat(),
        None => shown,
    })
}

/// "10:00–10:30" on the zone's clock.
pub(super) fn span<Z: Zone + ?Sized>(slot: &CallbackSlot, zone: &Z) -> String {
    let time = |text: &str| parse_instant(text).map(|instant| i18n::time(zone.local(instant).time())).unwrap_or_default();
    t::format_span(&time(&slot.start), &time(&slot.end))
}

/// "Thursday, 26 November, 10:00–10:30" on the visitor's clock.
pub(super) fn slot(context: Context, slot: &CallbackSlot) -> String {
    slot_and_there(context, slot).0
}

/// The same, and what the line's clock shows, with its name, where that is another time.
pub(super) fn slot_and_there(context: Context, slot: &CallbackSlot) -> (String, Option<String>) {
    let desk = context.desk();
    let portals = desk.zone();
    let own = desk.own_zone().map_or_else(|| desk.zone(), |(_, own)| own);
    let Some(start) = parse_instant(&slot.start) else { return Default::default() };
    let here = t::format_date_time(&i18n::weekday_date(own.local(start).date()), &span(slot, &*own));
    let is_elsewhere = own.offset_at(start) != portals.offset_at(start);
    let there = || t::callback_in_zone(&i18n::zone_name(&desk.wire.time_zone, start), &span(slot, &*portals));
    (here, is_elsewhere.then(there))
}
