//! States of conversations, and what can be wrong with a request for one, in words.

use crate::i18n::t;
use crate::tickets;
use crate::ui::Shape;
use contract::{ConversationStatus, NewCallback, NewConversation, Problem};
use domain::callback::Field;
use domain::conversation::{MESSAGE_MAX, Wrong as Rule};
use domain::states::State as _;

pub(super) fn status(status: ConversationStatus) -> (String, Shape) {
    match status {
        ConversationStatus::Waiting => (t::operator_status_waiting(), Shape::Soon),
        ConversationStatus::Connected => (t::operator_status_connected(), Shape::Open),
        ConversationStatus::OnHold => (t::operator_status_hold(), Shape::Soon),
        ConversationStatus::Transferred => (t::operator_status_transferred(), Shape::Soon),
        ConversationStatus::Ended => (t::operator_status_ended(), Shape::Unknown),
        ConversationStatus::Abandoned => (t::operator_status_abandoned(), Shape::Unknown),
        ConversationStatus::Unknown => (t::status_unknown(), Shape::Unknown),
    }
}

/// Something may still be said in it.
pub(super) fn is_open(status: ConversationStatus) -> bool {
    !status.is_final() && status != ConversationStatus::Unknown
}

/// A field and what is wrong with it, in words.
pub(super) type Wrong = (Field, String);

fn field(pointer: &str, sent: &NewConversation) -> Option<Field> {
    // Both ask for the same under the same names.
    Field::from_pointer(pointer, &NewCallback { consents: sent.consents.clone(), ..NewCallback::default() })
}

pub(super) fn by_rules(wrong: Vec<Rule>, sent: &NewConversation) -> Vec<Wrong> {
    let in_words = |(pointer, code): Rule| {
        let field = field(&pointer, sent)?;
        let text = match (&field, code) {
            (Field::FullName, "required") => t::rule_required_full_name(),
            (Field::Consent(_), "required") => t::operator_required_consent(),
            (Field::Consent(_), _) => t::rule_consent_outdated(),
            (_, "tooLong") => tickets::rule_in_words(&domain::ticket::Rule::TooLong { max: MESSAGE_MAX }),
            _ => t::rule_not_a_choice(),
        };
        Some((field, text))
    };
    wrong.into_iter().filter_map(in_words).collect()
}

/// The portal's objections, each at the field it means. What means no field is left to the problem's detail.
pub(super) fn by_portal(problem: &Problem, sent: &NewConversation) -> Vec<Wrong> {
    problem.errors.iter().filter_map(|error| Some((field(&error.pointer, sent)?, error.detail.clone()))).collect()
}
