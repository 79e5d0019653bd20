use crate::at;
use contract::{CallbackSlot, CallbackStatus};
use domain::callback::{by_day, can_be_called_again, can_be_changed, is_open, is_quiet, minutes};
use domain::zone::Fixed;
use proptest::prelude::*;

fn slot(start: &str, end: &str) -> CallbackSlot {
    CallbackSlot { start: start.into(), end: end.into() }
}

#[test]
fn days_are_those_of_the_zone() {
    let slots = [
        slot("2026-11-25T14:00:00Z", "2026-11-25T14:30:00Z"),
        slot("2026-11-25T06:00:00Z", "2026-11-25T06:30:00Z"),
        slot("2026-11-26T06:00:00Z", "2026-11-26T06:30:00Z"),
    ];
    let now = at("2026-11-25T05:00:00Z");
    let dates = |hours: i32| -> Vec<(String, usize)> {
        by_day(&slots, &Fixed(hours * 3600), now).iter().map(|day| (day.date.to_string(), day.slots.len())).collect()
    };
    assert_eq!(dates(3), [("2026-11-25".to_owned(), 2), ("2026-11-26".to_owned(), 1)]);
    // In Vladivostok it is past midnight by then.
    assert_eq!(dates(10), [("2026-11-25".to_owned(), 1), ("2026-11-26".to_owned(), 2)]);
}

#[test]
fn what_has_begun_what_is_none_and_what_is_there_twice_is_left_out() {
    let good = slot("2026-11-25T10:00:00Z", "2026-11-25T10:30:00Z");
    let slots = [
        good.clone(),
        good.clone(),
        slot("2026-11-25T09:00:00Z", "2026-11-25T09:30:00Z"),
        slot("2026-11-25T12:00:00Z", "2026-11-25T11:30:00Z"),
        slot("soon", "2026-11-25T11:30:00Z"),
    ];
    let days = by_day(&slots, &Fixed(0), at("2026-11-25T09:00:00Z"));
    assert_eq!(days.len(), 1);
    assert_eq!(days[0].slots, [good]);
}

#[test]
fn nobody_is_called_in_their_sleep_without_a_warning() {
    let quiet = |start: &str, end: &str| is_quiet(&slot(&format!("2026-11-25T{start}:00Z"), &format!("2026-11-25T{end}:00Z")), &Fixed(0));
    assert!(quiet("07:30", "08:00"));
    assert!(!quiet("08:00", "08:30"));
    assert!(!quiet("20:30", "21:00"));
    assert!(quiet("20:45", "21:15"));
    assert!(quiet("21:00", "21:30"));
    // The same moment is night elsewhere.
    let moscow_evening = slot("2026-11-25T15:30:00Z", "2026-11-25T16:00:00Z");
    assert!(!is_quiet(&moscow_evening, &Fixed(3 * 3600)));
    assert!(is_quiet(&moscow_evening, &Fixed(10 * 3600)));
    let over_midnight = slot("2026-11-25T16:45:00Z", "2026-11-25T17:15:00Z");
    assert!(is_quiet(&over_midnight, &Fixed(7 * 3600)));
}

#[test]
fn an_unknown_wait_is_no_wait_of_nothing() {
    assert_eq!(
        [None, Some(0), Some(1), Some(60), Some(61), Some(u32::MAX)].map(minutes),
        [None, None, Some(1), Some(1), Some(2), Some(71_582_789)]
    );
}

#[test]
fn what_can_still_be_done_in_each_state() {
    use CallbackStatus::*;
    let all = [Scheduled, Queued, Dialing, Connected, Missed, Completed, Cancelled, Expired, Unknown];
    let states = |is: fn(CallbackStatus) -> bool| all.into_iter().filter(|status| is(*status)).collect::<Vec<_>>();
    assert_eq!(states(is_open), [Scheduled, Queued, Dialing, Connected, Missed]);
    assert_eq!(states(can_be_changed), [Scheduled, Queued, Missed]);
    assert_eq!(states(can_be_called_again), [Missed]);
}

proptest! {
    #[test]
    fn every_slot_that_comes_is_on_one_day_and_in_order(starts in prop::collection::vec(0_i64..200, 0..40), hours in -12_i32..15) {
        let now = at("2026-11-25T09:00:00Z");
        let text = |minutes: i64| domain::time::format_instant(now + chrono::TimeDelta::minutes(minutes));
        let slots: Vec<CallbackSlot> = starts.iter().map(|start| slot(&text(start * 30), &text(start * 30 + 30))).collect();
        let days = by_day(&slots, &Fixed(hours * 3600), now);
        let listed: Vec<CallbackSlot> = days.iter().flat_map(|day| day.slots.clone()).collect();
        let mut expected: Vec<i64> = starts.into_iter().filter(|start| *start > 0).collect();
        expected.sort_unstable();
        expected.dedup();
        prop_assert_eq!(listed, expected.iter().map(|start| slot(&text(start * 30), &text(start * 30 + 30))).collect::<Vec<_>>());
        prop_assert!(days.windows(2).all(|pair| pair[0].date < pair[1].date));
    }
}
