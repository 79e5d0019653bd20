use crate::at;
use contract::{Callback, CallbackChange, CallbackSlot, CallbackStatus};
use domain::callback::{CallbackError, Changed, Field, change};
use domain::ticket::Rule;

const NOW: &str = "2026-11-25T09:00:00Z";
const SLOT: &str = "2026-11-26T07:00:00Z";
const OTHER: &str = "2026-11-26T08:00:00Z";
const PHONE: &str = "+79123456789";

fn known(status: CallbackStatus) -> Callback {
    let slot = CallbackSlot { start: SLOT.into(), end: "2026-11-26T07:30:00Z".into() };
    Callback { status, phone: PHONE.into(), slot: (status == CallbackStatus::Scheduled).then_some(slot), ..Callback::default() }
}

fn changed(status: CallbackStatus, later: bool, slot: &str, phone: &str) -> CallbackChange {
    match change(&known(status), later, slot, phone, at(NOW)).unwrap() {
        Changed::Something(change) => change,
        Changed::Nothing => CallbackChange::default(),
    }
}

#[test]
fn what_stays_the_same_is_left_out() {
    assert_eq!(
        change(&known(CallbackStatus::Scheduled), true, "2026-11-26T10:00:00+03:00", "8 912 345 67 89", at(NOW)),
        Ok(Changed::Nothing)
    );
    assert_eq!(change(&known(CallbackStatus::Queued), false, OTHER, PHONE, at(NOW)), Ok(Changed::Nothing));
}

#[test]
fn another_time_and_another_number() {
    let slot = |start: &str| CallbackChange { slot: Some(start.into()), ..CallbackChange::default() };
    assert_eq!(changed(CallbackStatus::Scheduled, true, OTHER, PHONE), slot(OTHER));
    assert_eq!(changed(CallbackStatus::Queued, true, SLOT, PHONE), slot(SLOT));
    let sooner = CallbackChange { status: Some(CallbackStatus::Queued), ..CallbackChange::default() };
    assert_eq!(changed(CallbackStatus::Scheduled, false, SLOT, PHONE), sooner);
    assert_eq!(changed(CallbackStatus::Missed, false, "", PHONE), sooner);
    let phone = CallbackChange { phone: Some("+442079460958".into()), ..CallbackChange::default() };
    assert_eq!(changed(CallbackStatus::Queued, false, "", "+44 20 7946 0958"), phone);
}

#[test]
fn what_rings_or_is_over_is_not_changed() {
    for status in
        [CallbackStatus::Dialing, CallbackStatus::Connected, CallbackStatus::Completed, CallbackStatus::Cancelled, CallbackStatus::Expired]
    {
        assert_eq!(change(&known(status), true, OTHER, PHONE, at(NOW)), Ok(Changed::Nothing), "{status:?}");
    }
}

#[test]
fn what_is_wrong_is_said() {
    let errors = change(&known(CallbackStatus::Queued), true, "", "12", at(NOW)).unwrap_err();
    assert_eq!(errors.iter().map(|CallbackError { field, .. }| field.clone()).collect::<Vec<_>>(), [Field::Slot, Field::Phone]);
    assert_eq!(errors[0].rule, Rule::Required);
}
