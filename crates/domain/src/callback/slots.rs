use crate::time::{UtcInstant, parse_instant};
use crate::zone::Zone;
use chrono::{NaiveDate, Timelike};
use contract::CallbackSlot;

/// Nobody is called before this hour, or from the other one on, without a warning.
const QUIET_UNTIL: u32 = 8;
const QUIET_FROM: u32 = 21;

/// The slots of one day on somebody's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotDay {
    pub date: NaiveDate,
    /// The earliest first.
    pub slots: Vec<CallbackSlot>,
}

/// The slots that have not begun yet, by the days of a zone. What is no slot (it ends before it begins, or its times cannot be
/// read), and what is there twice, is left out.
pub fn by_day<Z: Zone + ?Sized>(slots: &[CallbackSlot], zone: &Z, now: UtcInstant) -> Vec<SlotDay> {
    let mut read: Vec<(UtcInstant, &CallbackSlot)> = slots
        .iter()
        .filter_map(|slot| {
            let (start, end) = (parse_instant(&slot.start)?, parse_instant(&slot.end)?);
            (start < end && start > now).then_some((start, slot))
        })
        .collect();
    read.sort_by_key(|(start, _)| *start);
    read.dedup_by_key(|(start, _)| *start);
    let mut days: Vec<SlotDay> = Vec::new();
    for (start, slot) in read {
        let date = zone.local(start).date();
        match days.iter_mut().find(|day| day.date == date) {
            Some(day) => day.slots.push(slot.clone()),
            None => days.push(SlotDay { date, slots: vec![slot.clone()] }),
        }
    }
    days
}

/// Whether a call may come while people of that zone sleep: before 8:00 or from 21:00 on.
pub fn is_quiet<Z: Zone + ?Sized>(slot: &CallbackSlot, zone: &Z) -> bool {
    let hour = |text: &str| parse_instant(text).map(|instant| zone.local(instant));
    let Some((start, end)) = hour(&slot.start).zip(hour(&slot.end)) else { return false };
    let is_quiet = |time: chrono::NaiveTime| time.hour() < QUIET_UNTIL || time.hour() >= QUIET_FROM;
    // One that ends at 21:00 sharp is over by then.
    let is_late = end.date() != start.date() || end.hour() > QUIET_FROM || (end.hour() == QUIET_FROM && end.minute() > 0);
    is_quiet(start.time()) || is_late
}
