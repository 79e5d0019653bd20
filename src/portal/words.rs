//! Failures in words: the one place.

use super::Failure;
use crate::i18n::t;
use core::time::Duration;

/// What happened, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) title: String,
    pub(crate) advice: String,
}

/// A read that failed.
pub(crate) fn of_read(failure: &Failure) -> Words {
    let (title, advice) = match failure {
        Failure::Offline => (t::failure_offline(), t::failure_offline_advice()),
        Failure::Unreachable => (t::failure_unreachable(), t::failure_unreachable_advice()),
        Failure::Again { status: 429, after } => (t::failure_too_many(), again(*after)),
        Failure::Again { after, .. } => (t::failure_portal(), again(*after)),
        Failure::SignIn => (t::failure_sign_in(), t::failure_sign_in_advice()),
        Failure::Forbidden => (t::failure_forbidden(), t::failure_forbidden_advice()),
        Failure::Gone => (t::failure_gone(), t::failure_gone_advice()),
        Failure::Fix(problem) | Failure::Conflict(problem) => {
            (t::failure_refused(), problem.detail.clone().unwrap_or_else(t::failure_refused_advice))
        }
        Failure::Garbled => (t::failure_garbled(), t::failure_garbled_advice()),
        Failure::Version => (t::failure_version(), t::failure_version_advice()),
    };
    Words { title, advice }
}

/// A write that failed: the same, but never "failed" where the outcome is not known.
pub(crate) fn of_write(failure: &Failure, is_uncertain: bool) -> Words {
    if is_uncertain && *failure != Failure::SignIn {
        return Words { title: t::failure_unknown_outcome(), advice: t::failure_unknown_outcome_advice() };
    }
    match failure {
        Failure::Offline => Words { title: t::failure_offline(), advice: t::failure_offline_write_advice() },
        Failure::SignIn => Words { title: t::failure_session_ended(), advice: t::failure_session_ended_advice() },
        Failure::Conflict(problem) => {
            Words { title: t::failure_conflict(), advice: problem.detail.clone().unwrap_or_else(t::failure_conflict_advice) }
        }
        other => of_read(other),
    }
}

fn again(after: Option<Duration>) -> String {
    match after.map(|after| after.as_secs()) {
        None | Some(0) => t::failure_again_advice(),
        Some(seconds @ 1..=89) => t::failure_again_seconds(u32::try_from(seconds).unwrap_or(u32::MAX)),
        Some(seconds) => t::failure_again_minutes(u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX)),
    }
}
