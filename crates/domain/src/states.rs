//! States, and the steps between them, as tables.

use contract::CallStatus as Call;
use contract::CallbackStatus as Callback;
use contract::ConversationStatus as Conversation;

/// Something that stands in one of several states.
pub trait State: Copy + PartialEq + 'static {
    /// Where it may go in one step. Empty: it ends here, or nothing is known of it.
    fn next(self) -> &'static [Self];

    /// Nothing more happens to it.
    fn is_final(self) -> bool;
}

/// A step that the table allows. Nothing else makes one: who needs a `Step` to write cannot write an impossible one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<S> {
    from: S,
    to: S,
}

impl<S: State> Step<S> {
    /// `None`: there is no such step. Staying is none.
    pub fn new(from: S, to: S) -> Option<Self> {
        from.next().contains(&to).then_some(Self { from, to })
    }

    pub fn from(self) -> S {
        self.from
    }

    pub fn to(self) -> S {
        self.to
    }
}

impl State for Callback {
    fn next(self) -> &'static [Self] {
        use Callback::{Cancelled, Completed, Connected, Dialing, Expired, Missed, Queued, Scheduled, Unknown};
        match self {
            Scheduled => &[Queued, Cancelled, Expired],
            // Back to a slot: the visitor wants it later.
            Queued => &[Dialing, Scheduled, Cancelled, Expired],
            // Back to the queue: the operator could not call after all.
            Dialing => &[Connected, Missed, Queued, Cancelled],
            // Broken off, it is called again.
            Connected => &[Completed, Queued],
            Missed => &[Queued, Scheduled, Cancelled, Expired],
            Completed | Cancelled | Expired | Unknown => &[],
        }
    }

    fn is_final(self) -> bool {
        matches!(self, Callback::Completed | Callback::Cancelled | Callback::Expired)
    }
}

impl State for Conversation {
    fn next(self) -> &'static [Self] {
        use Conversation::{Abandoned, Connected, Ended, OnHold, Transferred, Unknown, Waiting};
        match self {
            Waiting => &[Connected, Abandoned, Ended],
            Connected => &[OnHold, Transferred, Ended],
            OnHold => &[Connected, Transferred, Ended],
            // To the next operator, or, when that one is gone, to the queue.
            Transferred => &[Connected, Waiting, Ended],
            Ended | Abandoned | Unknown => &[],
        }
    }

    fn is_final(self) -> bool {
        matches!(self, Conversation::Ended | Conversation::Abandoned)
    }
}

impl State for Call {
    fn next(self) -> &'static [Self] {
        use Call::{Busy, Connected, Dropped, Ended, Failed, NoAnswer, Ringing, Unknown};
        match self {
            Ringing => &[Busy, NoAnswer, Failed, Connected, Ended],
            // Another try, or another way.
            Busy | NoAnswer | Failed => &[Ringing, Ended],
            Connected => &[Dropped, Ended],
            Dropped => &[Ringing, Ended],
            Ended | Unknown => &[],
        }
    }

    fn is_final(self) -> bool {
        self == Call::Ended
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<S: State, const N: usize>(all: [S; N], from: S) -> String {
        all.map(|to| if Step::new(from, to).is_some() { 'x' } else { '.' }).iter().collect()
    }

    #[test]
    fn the_table_of_callbacks_as_people_read_it() {
        use Callback::*;
        let all = [Scheduled, Queued, Dialing, Connected, Missed, Completed, Cancelled, Expired, Unknown];
        //                                  SQDCMCCE?
        assert_eq!(row(all, Scheduled), ".x....xx.");
        assert_eq!(row(all, Queued), "x.x...xx.");
        assert_eq!(row(all, Dialing), ".x.xx.x..");
        assert_eq!(row(all, Connected), ".x...x...");
        assert_eq!(row(all, Missed), "xx....xx.");
        for end in [Completed, Cancelled, Expired, Unknown] {
            assert_eq!(row(all, end), ".........");
        }
    }

    #[test]
    fn the_table_of_conversations_as_people_read_it() {
        use Conversation::*;
        let all = [Waiting, Connected, OnHold, Transferred, Ended, Abandoned, Unknown];
        //                               WCOTEA?
        assert_eq!(row(all, Waiting), ".x..xx.");
        assert_eq!(row(all, Connected), "..xxx..");
        assert_eq!(row(all, OnHold), ".x.xx..");
        assert_eq!(row(all, Transferred), "xx..x..");
        for end in [Ended, Abandoned, Unknown] {
            assert_eq!(row(all, end), ".......");
        }
    }

    #[test]
    fn the_table_of_calls_as_people_read_it() {
        use Call::*;
        let all = [Ringing, Busy, NoAnswer, Failed, Connected, Dropped, Ended, Unknown];
        //                                RBNFCDE?
        assert_eq!(row(all, Ringing), ".xxxx.x.");
        for vain in [Busy, NoAnswer, Failed, Dropped] {
            assert_eq!(row(all, vain), "x.....x.");
        }
        assert_eq!(row(all, Connected), ".....xx.");
        for end in [Ended, Unknown] {
            assert_eq!(row(all, end), "........");
        }
    }

    #[test]
    fn what_is_final_goes_nowhere_and_what_is_not_reaches_an_end() {
        fn check<S: State + core::fmt::Debug>(all: &[S]) {
            for state in all {
                let mut reached = vec![*state];
                let mut seen = 0;
                while let Some(at) = reached.get(seen).copied() {
                    seen += 1;
                    for next in at.next() {
                        if !reached.contains(next) {
                            reached.push(*next);
                        }
                    }
                }
                assert_eq!(state.is_final(), state.next().is_empty(), "{state:?}");
                assert!(reached.iter().any(|state| state.is_final()), "{state:?} never ends");
            }
        }
        use contract::{CallStatus, CallbackStatus, ConversationStatus};
        check(&[
            CallbackStatus::Scheduled,
            CallbackStatus::Queued,
            CallbackStatus::Dialing,
            CallbackStatus::Connected,
            CallbackStatus::Missed,
        ]);
        check(&[ConversationStatus::Waiting, ConversationStatus::Connected, ConversationStatus::OnHold, ConversationStatus::Transferred]);
        check(&[CallStatus::Ringing, CallStatus::Busy, CallStatus::Connected, CallStatus::Dropped, CallStatus::Ended]);
    }
}
