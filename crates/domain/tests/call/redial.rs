use crate::{at, step, workdays};
use chrono::TimeDelta;
use chrono_tz::Europe::Moscow;
use contract::{CallRecord, CallStatus, CallTry};
use domain::call::{Calling, Redial, Why, is_callback_first, redial, vain_tries};
use domain::hours::State;
use domain::time::format_instant;
use proptest::prelude::*;

fn vain(count: usize, status: CallStatus, began: &str) -> CallRecord {
    let one = CallTry { at: began.into(), status };
    CallRecord { status, tries: vec![one; count], ..CallRecord::default() }
}

#[test]
fn the_wait_grows_and_has_an_end() {
    let minutes = |count| {
        let next = redial(&vain(count, CallStatus::Busy, "2026-11-23T09:00:00Z"), None).unwrap();
        assert_eq!(next.why, Why::Crowded);
        next.at.signed_duration_since(at("2026-11-23T09:00:00Z")).num_minutes()
    };
    assert_eq!((1..=7).map(minutes).collect::<Vec<_>>(), [1, 3, 7, 15, 30, 30, 30]);
}

#[test]
fn each_vain_try_has_its_reason() {
    let why = |status| redial(&vain(1, status, "2026-11-23T09:00:00Z"), None).map(|next| next.why);
    assert_eq!(why(CallStatus::NoAnswer), Some(Why::Crowded));
    assert_eq!(why(CallStatus::Failed), Some(Why::Failed));
    for nothing in [CallStatus::Ringing, CallStatus::Connected, CallStatus::Ended, CallStatus::Unknown] {
        assert_eq!(why(nothing), None);
    }
    assert_eq!(redial(&CallRecord { status: CallStatus::Busy, ..CallRecord::default() }, None), None);
}

#[test]
fn a_call_that_broke_off_is_counted_from_its_end() {
    let mut calling = Calling::default();
    assert!(calling.call(at("2026-11-23T09:00:00Z"), None, None));
    assert!(step(&mut calling, CallStatus::Connected, at("2026-11-23T09:00:30Z")));
    assert!(step(&mut calling, CallStatus::Dropped, at("2026-11-23T09:20:00Z")));
    let next = redial(calling.record(), None);
    assert_eq!(next, Some(Redial { at: at("2026-11-23T09:21:00Z"), why: Why::Dropped }));
}

#[test]
fn it_is_never_past_closing() {
    let hours = workdays();
    let next = |count, began| redial(&vain(count, CallStatus::Busy, began), Some((&hours, &Moscow))).unwrap();
    // 17:58, seven minutes later it is closed; on Friday until Monday.
    assert_eq!(next(3, "2026-11-23T14:58:00Z"), Redial { at: at("2026-11-24T06:00:00Z"), why: Why::Closed });
    assert_eq!(next(3, "2026-11-27T14:58:00Z"), Redial { at: at("2026-11-30T06:00:00Z"), why: Why::Closed });
    assert_eq!(next(1, "2026-11-23T14:58:00Z"), Redial { at: at("2026-11-23T14:59:00Z"), why: Why::Crowded });
}

#[test]
fn after_three_the_callback_comes_first() {
    for (count, is_first) in [(0, false), (1, false), (2, false), (3, true), (4, true)] {
        assert_eq!(is_callback_first(&vain(count, CallStatus::Busy, "2026-11-23T09:00:00Z")), is_first, "{count}");
    }
    let mut record = vain(4, CallStatus::NoAnswer, "2026-11-23T09:00:00Z");
    record.tries[1].status = CallStatus::Dropped;
    assert_eq!(vain_tries(&record), 2);
    record.tries[3].status = CallStatus::Ringing;
    assert_eq!(vain_tries(&record), 0);
}

proptest! {
    #[test]
    fn whenever_it_is_the_line_is_open_and_the_wait_is_not_shortened(minute in 0..40_320_i64, count in 1..9_usize) {
        let hours = workdays();
        let began = at("2026-11-02T00:00:00Z") + TimeDelta::minutes(minute);
        let record = vain(count, CallStatus::Busy, &format_instant(began));
        let free = redial(&record, None).unwrap();
        let next = redial(&record, Some((&hours, &Moscow))).unwrap();
        prop_assert!(next.at >= free.at && free.at > began);
        let is_open = matches!(hours.state_at(&Moscow, next.at), State::Open { .. });
        prop_assert!(is_open);
        prop_assert_eq!(next.why == Why::Closed, next.at != free.at);
    }
}
