use crate::hours::{State, Timetable};
use crate::time::{UtcInstant, parse_instant};
use crate::zone::Zone;
use chrono::TimeDelta;
use contract::{CallRecord, CallStatus};

/// Minutes to wait after so many tries in vain: longer each time, since a line that was busy three times is crowded.
const WAITS: [i64; 5] = [1, 3, 7, 15, 30];
/// After so many the portal had better call.
const MANY: usize = 3;

/// Why not earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Busy, or nobody answered: the line needs a while to get free.
    Crowded,
    /// The connection failed: a network needs a moment.
    Failed,
    /// It broke off: the operator may be calling back.
    Dropped,
    /// By then it is closed: when it opens.
    Closed,
}

/// When to try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redial {
    pub at: UtcInstant,
    pub why: Why,
}

/// How many tries came to nothing since somebody was reached.
pub fn vain_tries(record: &CallRecord) -> usize {
    let is_vain = |status| matches!(status, CallStatus::Busy | CallStatus::NoAnswer | CallStatus::Failed);
    record.tries.iter().rev().take_while(|one| is_vain(one.status)).count()
}

/// To be called is better than to go on trying.
pub fn is_callback_first(record: &CallRecord) -> bool {
    vain_tries(record) >= MANY
}

/// The next sensible try. Absent: there is nothing to repeat, or the line does not open again.
pub fn redial(record: &CallRecord, hours: Option<(&Timetable, &dyn Zone)>) -> Option<Redial> {
    let why = match record.status {
        CallStatus::Busy | CallStatus::NoAnswer => Why::Crowded,
        CallStatus::Failed => Why::Failed,
        CallStatus::Dropped => Why::Dropped,
        _ => return None,
    };
    let began = record.tries.last().map(|one| one.at.as_str());
    let broke_off = record.ended_at.as_deref().filter(|_| why == Why::Dropped);
    let from = broke_off.or(began).and_then(parse_instant)?;
    let place = vain_tries(record).saturating_sub(1);
    let minutes = WAITS.get(place).or(WAITS.last()).copied().unwrap_or_default();
    let at = from.checked_add_signed(TimeDelta::try_minutes(minutes)?)?;
    match hours.map(|(timetable, zone)| timetable.state_at(zone, at)) {
        Some(State::Closed { opens }) => opens.map(|at| Redial { at, why: Why::Closed }),
        // Where the hours are not known nobody is kept from calling.
        Some(State::Open { .. } | State::Unknown) | None => Some(Redial { at, why }),
    }
}
