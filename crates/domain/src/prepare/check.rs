//! What is wrong with the answers on a screen, and what a check of the device says.

use super::answers::{Answers, given, is_asked};
use super::code;
use crate::phone::read_phone;
use crate::ticket::limits::{FULL_NAME_MAX, NAME_MAX};
use crate::ticket::{Rule, broken, read_email};
use contract::{Attribute, ChecklistPage};
use core::time::Duration;

/// Everything that is wrong on a screen: the codes of its items, in their order.
pub fn check_page(page: &ChecklistPage, answers: &Answers) -> Vec<(String, Rule)> {
    page.items.iter().filter_map(|item| Some((item.code.clone(), wrong(item, answers)?))).collect()
}

/// What is wrong with the answer to an item; nothing with what is not asked.
pub(super) fn wrong(item: &Attribute, answers: &Answers) -> Option<Rule> {
    if !is_asked(item, answers) {
        return None;
    }
    let values = given(item, answers);
    match (values.first(), item.code.as_str()) {
        (None, _) => item.required.then_some(Rule::Required),
        (Some(typed), code::PHONE) => read_phone(typed).err().map(Rule::NotAPhone),
        (Some(typed), code::EMAIL) => read_email(typed).is_none().then_some(Rule::NotAnEmail),
        // As long as a ticket takes them.
        (Some(typed), code::FULL_NAME) if typed.chars().nth(FULL_NAME_MAX).is_some() => Some(Rule::TooLong { max: FULL_NAME_MAX }),
        (Some(typed), code::SUBJECT) if typed.chars().nth(NAME_MAX).is_some() => Some(Rule::TooLong { max: NAME_MAX }),
        _ => broken(item, &values.iter().collect::<Vec<_>>()),
    }
}

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Good,
    /// It may be the cause; how much of it: milliseconds or seconds.
    Poor(i64),
    Bad,
    /// Guided: the visitor did it, and it did not help.
    Done,
}

impl Verdict {
    /// As it is kept.
    pub fn as_text(self) -> String {
        match self {
            Self::Good => "good".to_owned(),
            Self::Poor(amount) => ["poor ", &amount.to_string()].concat(),
            Self::Bad => "bad".to_owned(),
            Self::Done => "done".to_owned(),
        }
    }

    pub fn read(text: &str) -> Option<Self> {
        match text {
            "good" => Some(Self::Good),
            "bad" => Some(Self::Bad),
            "done" => Some(Self::Done),
            _ => text.strip_prefix("poor ")?.parse().ok().map(Self::Poor),
        }
    }
}

/// An answer that takes longer than this is felt.
const FELT: Duration = Duration::from_secs(1);

/// How the portal's delay is to be judged; `None`: no answer at all.
pub fn judge_delay(delay: Option<Duration>) -> Verdict {
    match delay {
        Some(delay) if delay <= FELT => Verdict::Good,
        Some(delay) => Verdict::Poor(i64::try_from(delay.as_millis()).unwrap_or(i64::MAX)),
        None => Verdict::Bad,
    }
}

/// One-time codes and certificates allow for less than this, in seconds.
const CLOCK_TOLERANCE: i64 = 60;

/// How a clock is to be judged that is so many seconds ahead of the portal's, or behind it.
pub fn judge_clock(ahead: i64) -> Verdict {
    if ahead.saturating_abs() <= CLOCK_TOLERANCE { Verdict::Good } else { Verdict::Poor(ahead) }
}
