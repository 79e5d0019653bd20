use contract::{CallRecord, CallStatus, CallStep, CallTry};
use domain::call::check_record;

fn ringing() -> CallRecord {
    CallRecord { status: CallStatus::Ringing, ..CallRecord::default() }
}

fn made(at: &str, status: CallStatus) -> CallTry {
    CallTry { at: at.into(), status }
}

fn pointers(record: &CallRecord) -> Vec<(String, &'static str)> {
    check_record(record, None)
}

fn one(pointer: &str, code: &'static str) -> Vec<(String, &'static str)> {
    vec![(pointer.to_owned(), code)]
}

#[test]
fn it_goes_by_the_table_or_stays() {
    assert_eq!(check_record(&ringing(), None), []);
    assert_eq!(check_record(&ringing(), Some(CallStatus::Ringing)), []);
    assert_eq!(check_record(&ringing(), Some(CallStatus::Busy)), []);
    for from in [CallStatus::Connected, CallStatus::Ended] {
        assert_eq!(check_record(&ringing(), Some(from)), one("/status", "notAllowed"));
    }
    let unknown = CallRecord { status: CallStatus::Unknown, ..ringing() };
    assert_eq!(check_record(&unknown, Some(CallStatus::Unknown)), one("/status", "notAllowed"));
}

#[test]
fn tries_are_in_order_and_fifty_at_most() {
    let tries = |tries: Vec<CallTry>| CallRecord { tries, ..ringing() };
    let busy = || made("2026-11-24T06:50:00Z", CallStatus::Busy);
    assert_eq!(pointers(&tries(vec![busy(); 50])), []);
    assert_eq!(pointers(&tries(vec![busy(); 51])), one("/tries", "tooLong"));
    assert_eq!(pointers(&tries(vec![busy(), made("2026-11-24T06:49:59Z", CallStatus::Busy)])), one("/tries/1/at", "invalid"));
    assert_eq!(pointers(&tries(vec![made("10:00", CallStatus::Busy)])), one("/tries/0/at", "invalid"));
    assert_eq!(pointers(&tries(vec![made("2026-11-24T06:50:00Z", CallStatus::Unknown)])), one("/tries/0/status", "notAllowed"));
    // One that cannot be read hides none behind it.
    let three = vec![busy(), made("?", CallStatus::Busy), made("2026-11-24T06:49:00Z", CallStatus::Busy)];
    assert_eq!(pointers(&tries(three)).iter().map(|(pointer, _)| pointer.as_str()).collect::<Vec<_>>(), ["/tries/1/at", "/tries/2/at"]);
}

#[test]
fn dates_are_dates() {
    let text = |text: &str| Some(text.to_owned());
    let dated = CallRecord {
        connected_at: text("2026-11-24T06:50:00Z"),
        ended_at: text("2026-11-24T06:55:00Z"),
        deadline: text("2026-12-01"),
        ..ringing()
    };
    assert_eq!(pointers(&dated), []);
    assert_eq!(pointers(&CallRecord { connected_at: text("10:00"), ..ringing() }), one("/connectedAt", "invalid"));
    assert_eq!(pointers(&CallRecord { ended_at: text("now"), ..ringing() }), one("/endedAt", "invalid"));
    assert_eq!(pointers(&CallRecord { deadline: text("2026-02-30"), ..ringing() }), one("/deadline", "invalid"));
}

#[test]
fn each_part_may_be_as_long_as_it_may_and_no_longer() {
    type Put = fn(&mut CallRecord, String);
    let parts: [(&str, usize, Put); 11] = [
        ("/notes", 5000, |record, text| record.notes = text),
        ("/line", 200, |record, text| record.line = Some(text)),
        ("/ticketType", 200, |record, text| record.ticket_type = Some(text)),
        ("/operator", 120, |record, text| record.operator = Some(text)),
        ("/conversationNumber", 64, |record, text| record.conversation_number = Some(text)),
        ("/ticketNumber", 64, |record, text| record.ticket_number = Some(text)),
        ("/transferredTo", 200, |record, text| record.transferred_to = Some(text)),
        ("/urgent", 500, |record, text| record.urgent = Some(text)),
        ("/steps/0/text", 5000, |record, text| record.steps = vec![CallStep { text, ..CallStep::default() }]),
        ("/steps/0/outcome", 5000, |record, text| record.steps = vec![CallStep { outcome: Some(text), ..CallStep::default() }]),
        ("/steps/0/errorCode", 200, |record, text| record.steps = vec![CallStep { error_code: Some(text), ..CallStep::default() }]),
    ];
    for (pointer, max, put) in parts {
        let (mut fits, mut long) = (ringing(), ringing());
        put(&mut fits, "я".repeat(max));
        assert_eq!(pointers(&fits), [], "{pointer}");
        put(&mut long, "я".repeat(max + 1));
        assert_eq!(pointers(&long), one(pointer, "tooLong"));
    }
    let steps = |count| CallRecord { steps: vec![CallStep::default(); count], ..ringing() };
    assert_eq!(pointers(&steps(100)), []);
    assert_eq!(pointers(&steps(101)), one("/steps", "tooLong"));
}
