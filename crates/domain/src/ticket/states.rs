use contract::TicketStatus;
use contract::TicketStatus::{Acknowledged, Cancelled, Closed, Held, InProgress, Pending, Rejected, Resolved, Unknown};

/// Nothing more happens by itself. A resolved ticket can still be reopened.
pub fn is_final(status: TicketStatus) -> bool {
    group(status) == Group::Done
}

/// The portal has asked something, and nothing goes on until it is answered.
pub fn waits_for_visitor(status: TicketStatus) -> bool {
    status == Pending
}

/// Whether a ticket may go from one state to the other in one step. Staying is no step, and nothing is known of unknown states.
pub fn can_become(from: TicketStatus, to: TicketStatus) -> bool {
    next(from).contains(&to)
}

fn next(from: TicketStatus) -> &'static [TicketStatus] {
    match from {
        Acknowledged => &[InProgress, Pending, Held, Resolved, Rejected, Cancelled],
        InProgress => &[Pending, Held, Resolved, Cancelled],
        Pending => &[InProgress, Held, Resolved, Cancelled],
        Held => &[InProgress, Pending, Resolved, Cancelled],
        // Reopened, or left alone until it is closed.
        Resolved => &[InProgress, Closed],
        Closed | Rejected | Cancelled | Unknown => &[],
    }
}

/// What a visitor filters by: eight states are more than a worried person wants to tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Somebody works on it, or will.
    Open,
    WaitingForYou,
    Done,
}

impl Group {
    /// In the order in which they are shown: what the visitor has to do comes first.
    pub const ALL: [Group; 3] = [Group::WaitingForYou, Group::Open, Group::Done];

    /// The states of the group, without the unknown ones: a portal can be asked for these.
    pub fn statuses(self) -> &'static [TicketStatus] {
        match self {
            Group::Open => &[Acknowledged, InProgress, Held],
            Group::WaitingForYou => &[Pending],
            Group::Done => &[Resolved, Closed, Rejected, Cancelled],
        }
    }
}

/// The group of a state. One that is not known counts as open: better looked at once too often than forgotten.
pub fn group(status: TicketStatus) -> Group {
    match status {
        Acknowledged | InProgress | Held | Unknown => Group::Open,
        Pending => Group::WaitingForYou,
        Resolved | Closed | Rejected | Cancelled => Group::Done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [TicketStatus; 9] = [Acknowledged, Pending, Held, InProgress, Resolved, Closed, Rejected, Cancelled, Unknown];

    #[test]
    fn the_table_as_people_read_it() {
        let row = |from| ALL.map(|to| if can_become(from, to) { 'x' } else { '.' }).iter().collect::<String>();
        //                               APHIRCJN?
        assert_eq!(row(Acknowledged), ".xxxx.xx.");
        assert_eq!(row(Pending), "..xxx..x.");
        assert_eq!(row(Held), ".x.xx..x.");
        assert_eq!(row(InProgress), ".xx.x..x.");
        assert_eq!(row(Resolved), "...x.x...");
        for end in [Closed, Rejected, Cancelled, Unknown] {
            assert_eq!(row(end), ".........", "{end:?}");
        }
    }

    #[test]
    fn no_walk_leaves_the_end_or_comes_back_to_the_beginning() {
        for from in ALL {
            assert!(!can_become(from, from) && !can_become(from, Acknowledged) && !can_become(from, Unknown));
        }
    }

    #[test]
    fn every_known_state_is_in_exactly_one_group() {
        for status in ALL.into_iter().filter(|status| *status != Unknown) {
            let groups: Vec<Group> = Group::ALL.into_iter().filter(|group| group.statuses().contains(&status)).collect();
            assert_eq!(groups, [group(status)], "{status:?}");
        }
        assert_eq!(group(Unknown), Group::Open);
    }

    #[test]
    fn only_pending_waits_and_only_the_last_four_are_final() {
        assert_eq!(ALL.map(waits_for_visitor), ALL.map(|status| status == Pending));
        assert_eq!(ALL.map(is_final), [false, false, false, false, true, true, true, true, false]);
    }
}
