//! What can go wrong between the application and the portal, by what can be done about it.

use contract::Problem;
use core::time::Duration;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The device says that it has no network.
    Offline,
    /// No answer: no name, no route, connection broken, or a time-out. For a write the outcome is unknown.
    Unreachable,
    /// The portal is busy or failing (408, 425, 429, 5xx): again later, after this time if it named one.
    Again { status: u16, after: Option<Duration> },
    /// 401: there is no session, or it has ended.
    SignIn,
    /// 403.
    Forbidden,
    /// 400, 413, 415, 422: what was sent must be changed.
    Fix(Problem),
    /// 409, 412: somebody, or another tab, was there before.
    Conflict(Problem),
    /// 404, 410.
    Gone,
    /// An answer that is not of the contract: a login page of a network, HTML, half a document.
    Garbled,
    /// The portal speaks another major version of the contract.
    Version,
}

impl Failure {
    /// The same request may succeed later, unchanged.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self, Self::Offline | Self::Unreachable | Self::Again { .. } | Self::Garbled)
    }

    /// The portal has looked at what was sent, and says what is wrong with it.
    pub(crate) fn is_about_the_body(&self) -> bool {
        matches!(self, Self::Fix(problem) if matches!(problem.status, 400 | 422))
    }

    /// Whether a write that ended so may nevertheless have been carried out.
    pub(crate) fn leaves_outcome_unknown(&self) -> bool {
        match self {
            Self::Unreachable | Self::Garbled => true,
            Self::Again { status, .. } => !matches!(status, 425 | 429 | 503),
            _ => false,
        }
    }

    /// The failure that an answer of this status means.
    pub(crate) fn of_status(status: u16, after: Option<Duration>, problem: Problem) -> Self {
        match status {
            401 => Self::SignIn,
            403 => Self::Forbidden,
            404 | 410 => Self::Gone,
            409 | 412 => Self::Conflict(problem),
            408 | 425 | 429 => Self::Again { status, after },
            400..=499 => Self::Fix(problem),
            500..=599 => Self::Again { status, after },
            _ => Self::Garbled,
        }
    }
}
