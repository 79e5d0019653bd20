//! The visitor's own record of a call.

use super::{some, text};
use crate::common::{Kind, kind};
use contract::*;

pub(super) fn kinds() -> Vec<Kind> {
    vec![kind("CallRecord", &record()), kind("CallTry", &a_try()), kind("CallStep", &step()), kind("Call", &call())]
}

fn record() -> CallRecord {
    CallRecord {
        status: CallStatus::Ended,
        line: some("support"),
        ticket_type: some("access"),
        tries: vec![a_try()],
        connected_at: some("2026-11-20T09:20:00Z"),
        ended_at: some("2026-11-20T09:31:00Z"),
        held: 75,
        notes: text("Asked for the contract number"),
        operator: some("Pavel"),
        conversation_number: some("A-1127"),
        ticket_number: some("HL-2611-48213"),
        steps: vec![step()],
        transferred_to: some("Technical service"),
        recorded: Some(true),
        deadline: some("2026-11-23"),
        solved: Some(false),
        urgent: some("The payment is due today"),
    }
}

fn a_try() -> CallTry {
    CallTry { at: text("2026-11-20T09:15:00Z"), status: CallStatus::Busy }
}

fn step() -> CallStep {
    CallStep { text: text("Restart the application"), done: true, outcome: some("The same message"), error_code: some("E-17") }
}

fn call() -> Call {
    Call { number: text("CL-2611-48213"), creation_date: text("2026-11-20T09:16:00Z"), record: record(), secret: some("c2VjcmV0IQ") }
}
