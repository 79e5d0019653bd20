use crate::hours::{Interval, Timetable};
use crate::time::UtcInstant;
use crate::zone::Zone;
use chrono::{NaiveTime, TimeDelta, Timelike as _};
use contract::HourLoad;

/// How busy an hour is, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Quiet,
    Usual,
    Busy,
}

/// Of a load from 0 to 100.
pub fn level(load: u32) -> Level {
    match load {
        0..40 => Level::Quiet,
        40..70 => Level::Usual,
        _ => Level::Busy,
    }
}

/// The hours that can be shown, each once, in order, none above 100.
pub fn busyness(usual: &[HourLoad]) -> Vec<(u32, u32)> {
    let mut hours: Vec<(u32, u32)> = usual.iter().filter(|one| one.hour < 24).map(|one| (one.hour, one.load.min(100))).collect();
    hours.sort_unstable();
    hours.dedup_by_key(|(hour, _)| *hour);
    hours
}

/// So much above the quietest hour is quiet too.
const NEARLY: u32 = 10;
/// How far ahead it is looked for: over the longest holidays.
const DAYS: i64 = 14;

/// The next time at which the line is open and as quiet as it gets: now, if it is so now. Hours that follow one another are one
/// time. Absent: load or hours are not known.
pub fn best_time(usual: &[HourLoad], timetable: &Timetable, zone: &dyn Zone, now: UtcInstant) -> Option<Interval> {
    let loads = busyness(usual);
    let today = zone.local(now).date();
    let last = today.checked_add_signed(TimeDelta::try_days(DAYS)?)?;
    // Yesterday's may run past midnight.
    for open in timetable.intervals(zone, today.pred_opt()?, last) {
        let hours: Vec<(Interval, u32)> =
            hours_of(open, zone).filter_map(|hour| Some((hour, load_at(&loads, zone, hour.start)?))).collect();
        let Some(least) = hours.iter().map(|(_, load)| *load).min() else { continue };
        let quiet = hours.iter().filter(|(_, load)| *load <= least.saturating_add(NEARLY)).map(|(hour, _)| *hour);
        let mut best: Option<Interval> = None;
        for hour in quiet.filter(|hour| hour.end > now) {
            match &mut best {
                None => best = Some(Interval { start: hour.start.max(now), end: hour.end }),
                Some(found) if found.end == hour.start => found.end = hour.end,
                Some(_) => break,
            }
        }
        if best.is_some() {
            return best;
        }
    }
    None
}

fn load_at(loads: &[(u32, u32)], zone: &dyn Zone, at: UtcInstant) -> Option<u32> {
    let hour = zone.local(at).time().hour();
    loads.iter().find(|(known, _)| *known == hour).map(|(_, load)| *load)
}

/// An open time, cut where the clock on the wall reads a full hour.
fn hours_of(open: Interval, zone: &dyn Zone) -> impl Iterator<Item = Interval> {
    let mut start = open.start;
    core::iter::from_fn(move || {
        if start >= open.end {
            return None;
        }
        let local = zone.local(start).time();
        let into = local.signed_duration_since(NaiveTime::from_hms_opt(local.hour(), 0, 0)?);
        let end = start.checked_add_signed(TimeDelta::hours(1).checked_sub(&into)?)?.min(open.end);
        let hour = Interval { start, end };
        start = end;
        Some(hour)
    })
}
