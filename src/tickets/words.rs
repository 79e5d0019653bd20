//! States of tickets, and what can be wrong with one, in words.

use crate::i18n::t;
use crate::ui::Shape;
use contract::TicketStatus;
use domain::phone::PhoneError;
use domain::ticket::{Field, Group, Rule};

pub(super) fn status(status: TicketStatus) -> (String, Shape) {
    match status {
        TicketStatus::Acknowledged => (t::status_acknowledged(), Shape::Active),
        TicketStatus::Pending => (t::status_pending(), Shape::Soon),
        TicketStatus::Held => (t::status_held(), Shape::Unknown),
        TicketStatus::InProgress => (t::status_in_progress(), Shape::Active),
        TicketStatus::Resolved => (t::status_resolved(), Shape::Open),
        TicketStatus::Closed => (t::status_closed(), Shape::Open),
        TicketStatus::Rejected => (t::status_rejected(), Shape::Closed),
        TicketStatus::Cancelled => (t::status_cancelled(), Shape::Unknown),
        TicketStatus::Unknown => (t::status_unknown(), Shape::Unknown),
    }
}

pub(super) fn group(group: Group) -> String {
    match group {
        Group::Open => t::group_open(),
        Group::WaitingForYou => t::group_waiting(),
        Group::Done => t::group_done(),
    }
}

/// What is wrong, and what would be right.
pub(super) fn rule(field: &Field, rule: &Rule) -> String {
    match rule {
        Rule::Required => match field {
            Field::Category => t::rule_required_category(),
            Field::Name => t::rule_required_name(),
            Field::Description => t::rule_required_description(),
            Field::FullName => t::rule_required_full_name(),
            Field::Email => t::rule_required_email(),
            Field::Consent(_) => t::rule_required_consent(),
            _ => t::rule_required(),
        },
        Rule::EmailOrPhone => t::rule_email_or_phone(),
        Rule::NeededToNotify => t::rule_needed_to_notify(),
        Rule::TooLong { max } => t::rule_too_long(u32::try_from(*max).unwrap_or(u32::MAX)),
        Rule::NotANumber => t::rule_not_a_number(),
        Rule::NotADate => t::rule_not_a_date(),
        Rule::NotAPhone(PhoneError::Unexpected(sign)) => t::rule_phone_sign(&sign.to_string()),
        Rule::NotAPhone(PhoneError::NoCountryCode) => t::rule_phone_country(),
        Rule::NotAPhone(PhoneError::TooLong) => t::rule_phone_long(),
        Rule::NotAPhone(PhoneError::TooShort | PhoneError::Empty) => t::rule_phone_short(),
        Rule::NotAnEmail => t::rule_not_an_email(),
        Rule::NotAChoice | Rule::OneOnly => t::rule_not_a_choice(),
        Rule::ConsentOutdated => t::rule_consent_outdated(),
        Rule::SignInNeeded => t::rule_sign_in(),
    }
}
