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
pub(super) fn id(field: &Field) -> String {
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

/// "Thursday, 26 November, 10:00–10:30" on the visitor's clock, and the line's, where that shows another time.
pub(super) fn slot(context: Context, slot: &CallbackSlot) -> String {
    let (own, others) = zones(context, slot);
    let day = parse_instant(&slot.start).map(|start| i18n::weekday_date(own.local(start).date())).unwrap_or_default();
    [&t::format_date_time(&day, &span(slot, &*own)), &others.map(|text| [" (", &text, ")"].concat()).unwrap_or_default()]
        .map(String::as_str)
        .concat()
}

/// The visitor's zone, and what the line's clock shows, with its name, where that is another time.
pub(super) fn zones(context: Context, slot: &CallbackSlot) -> (std::sync::Arc<intl::IntlZone>, Option<String>) {
    let desk = context.desk();
    let portals = desk.zone();
    let Some((own, start)) = desk.own_zone().map(|(_, own)| own).zip(parse_instant(&slot.start)) else { return (portals, None) };
    let is_elsewhere = own.offset_at(start) != portals.offset_at(start);
    let others = is_elsewhere.then(|| [&span(slot, &*portals), " — ", &i18n::zone_name(&desk.wire.time_zone, start)].concat());
    (own, others)
}
