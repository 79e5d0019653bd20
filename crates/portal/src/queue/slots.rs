//! When a call can be promised.

use crate::app::Portal;
use crate::problem::Fatal;
use crate::store::callbacks::{self, SLOT_MS};
use chrono::Days;
use contract::ChannelKind;
use domain::time::UtcInstant;
use domain::zone::Zone;
use rusqlite::Connection;

/// So many can be called in the same half-hour.
pub(crate) const CAPACITY: u32 = 2;
/// On how many days with hours slots are offered.
const DAYS: usize = 3;
/// How far ahead these days are looked for: over the longest holidays.
const HORIZON: Days = Days::new(30);

/// Starts of the slots that begin after `now` and are not full, the earliest first. What `except` has itself is free to it.
///
/// # Errors
/// Those of the database.
pub(crate) fn free(portal: &Portal, connection: &Connection, now: UtcInstant, except: &str) -> Result<Vec<i64>, Fatal> {
    let taken = callbacks::taken_slots(connection, now.timestamp_millis(), except)?;
    let is_full = |start: &i64| taken.iter().any(|(known, count)| known == start && *count >= CAPACITY);
    Ok(all(portal, now).into_iter().filter(|start| !is_full(start)).collect())
}

/// Half-hours of the hours in which callbacks are made, on the next days that have any.
fn all(portal: &Portal, now: UtcInstant) -> Vec<i64> {
    let Some(timetable) = portal.desks.timetable(ChannelKind::Callback) else { return Vec::new() };
    let zone = &portal.desks.zone;
    let today = zone.local(now).date();
    let through = today.checked_add_days(HORIZON).unwrap_or(today);
    let mut days = Vec::new();
    let mut starts = Vec::new();
    for open in timetable.intervals(zone, today, through) {
        let day = zone.local(open.start).date();
        let mut start = open.start.timestamp_millis();
        while start.saturating_add(SLOT_MS) <= open.end.timestamp_millis() {
            if start > now.timestamp_millis() {
                if !days.contains(&day) {
                    days.push(day);
                }
                if days.len() > DAYS {
                    return starts;
                }
                starts.push(start);
            }
            start = start.saturating_add(SLOT_MS);
        }
    }
    starts
}
