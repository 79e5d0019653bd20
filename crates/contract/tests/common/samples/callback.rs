//! Callbacks.

use super::desk::phone_number;
use super::ticket::consent_given;
use super::{some, text};
use crate::common::{Kind, kind, sent};
use contract::*;

pub(super) fn kinds() -> Vec<Kind> {
    vec![
        sent("NewCallback", &new_callback()),
        kind("CreatedCallback", &CreatedCallback { callback: callback(), secret: some("b5hQ2mVnT0c7") }),
        kind("Callback", &callback()),
        kind("CallbackList", &CallbackList { items: vec![callback()] }),
        sent("CallbackChange", &change()),
        kind("CallbackSlots", &CallbackSlots { items: vec![slot()] }),
        kind("CallbackSlot", &slot()),
    ]
}

fn new_callback() -> NewCallback {
    NewCallback {
        full_name: text("Anna Orlova"),
        phone: text("+79161234567"),
        ticket_type: some("access"),
        description: some("Since this morning the password is refused."),
        sheet: some("Who is calling?\nAnna Orlova"),
        slot: some("2026-11-23T07:30:00Z"),
        previous_number: some("HL-2611-48213"),
        urgent: some("The payment is due today"),
        existing: some("CB-2611-48212"),
        reason: some("Something else"),
        consents: vec![consent_given()],
    }
}

fn callback() -> Callback {
    Callback {
        number: text("CB-2611-48213"),
        status: CallbackStatus::Queued,
        phone: text("+79161234567"),
        ticket_type: some("access"),
        description: some("Since this morning the password is refused."),
        creation_date: text("2026-11-20T09:15:00Z"),
        slot: Some(slot()),
        position: Some(3),
        estimated_wait: Some(540),
        calling_number: Some(phone_number()),
        code_word: some("quiet maple"),
        operator: some("Pavel"),
        tries: 1,
        expires: some("2026-11-24T15:00:00Z"),
        last_update: some("2026-11-23T07:30:00Z"),
    }
}

fn change() -> CallbackChange {
    CallbackChange { status: Some(CallbackStatus::Queued), slot: some("2026-11-23T08:00:00Z"), phone: some("+79161234568") }
}

fn slot() -> CallbackSlot {
    CallbackSlot { start: text("2026-11-23T07:30:00Z"), end: text("2026-11-23T08:00:00Z") }
}
