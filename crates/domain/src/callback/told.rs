use crate::states::{State, Step};
use contract::CallbackStatus;

/// Something may still come of it.
pub fn is_open(status: CallbackStatus) -> bool {
    !status.is_final() && status != CallbackStatus::Unknown
}

/// It waits: for its slot, its turn, or the visitor. Then another time or number can be said.
pub fn can_be_changed(status: CallbackStatus) -> bool {
    matches!(status, CallbackStatus::Scheduled | CallbackStatus::Queued | CallbackStatus::Missed)
}

/// One that was missed goes back into the queue.
pub fn can_be_called_again(status: CallbackStatus) -> bool {
    status == CallbackStatus::Missed && Step::new(status, CallbackStatus::Queued).is_some()
}

/// The minutes until a call, of its seconds; `None` where they are not known. What is known is a minute at least: nobody is called
/// in no time.
pub fn minutes(seconds: Option<u32>) -> Option<u32> {
    seconds.filter(|seconds| *seconds > 0).map(|seconds| seconds.div_ceil(60))
}
