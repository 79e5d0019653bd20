use crate::{at, step};
use chrono::TimeDelta;
use contract::read::{Read, Value};
use contract::{CallRecord, CallStatus};
use domain::call::{Calling, Lead, OpenEnd, StepText, Text, check_record, is_agreed, leads, open_ends, toward};
use domain::states::{State, Step};
use proptest::prelude::*;

const ALL: [CallStatus; 8] = [
    CallStatus::Ringing,
    CallStatus::Busy,
    CallStatus::NoAnswer,
    CallStatus::Failed,
    CallStatus::Connected,
    CallStatus::Dropped,
    CallStatus::Ended,
    CallStatus::Unknown,
];

#[derive(Clone, Debug)]
enum Deed {
    Call,
    Step(CallStatus, CallStatus),
    Hold(bool),
}

fn deed() -> impl Strategy<Value = (Deed, i64)> {
    let states = || prop::sample::select(ALL.to_vec());
    let deed = prop_oneof![
        2 => Just(Deed::Call),
        5 => (states(), states()).prop_map(|(from, to)| Deed::Step(from, to)),
        2 => any::<bool>().prop_map(Deed::Hold),
    ];
    // Clocks jump back, and devices sleep.
    (deed, prop_oneof![8 => 0..600_i64, 1 => -100_000..0_i64, 1 => 0..1_000_000_i64])
}

fn read(text: &str) -> Calling {
    fn value(json: &serde_json::Value) -> Value {
        match json {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(bool) => Value::Bool(*bool),
            serde_json::Value::Number(number) => Value::Number(number.as_i64().unwrap()),
            serde_json::Value::String(text) => Value::Text(text.clone()),
            serde_json::Value::Array(list) => Value::List(list.iter().map(value).collect()),
            serde_json::Value::Object(object) => Value::Object(object.iter().map(|(name, json)| (name.clone(), value(json))).collect()),
        }
    }
    Calling::read(value(&serde_json::from_str(text).unwrap())).unwrap()
}

proptest! {
    #[test]
    fn whatever_happens_the_table_is_kept_and_no_time_is_negative(deeds in prop::collection::vec(deed(), 0..120)) {
        let mut calling = Calling::default();
        let mut now = at("2026-11-23T09:00:00Z");
        for (deed, passed) in deeds {
            now += TimeDelta::seconds(passed);
            let before = calling.status();
            let tries = calling.record().tries.len();
            match deed {
                Deed::Call => {
                    let begins = calling.call(now, Some("main"), Some("payment"));
                    let may = before == CallStatus::Unknown || Step::new(before, CallStatus::Ringing).is_some();
                    prop_assert_eq!(begins, may);
                    prop_assert_eq!(calling.record().tries.len(), if begins { (tries + 1).min(50) } else { tries });
                }
                Deed::Step(from, to) => {
                    if let Some(step) = Step::new(from, to) {
                        prop_assert_eq!(calling.take(step, now), from == before);
                    }
                }
                Deed::Hold(on) => {
                    let held = calling.held_at(now);
                    calling.hold(on, now);
                    prop_assert_eq!(calling.held_at(now), held);
                    prop_assert!(!calling.is_held() || calling.status() == CallStatus::Connected);
                }
            }
            let after = calling.status();
            let is_birth = before == CallStatus::Unknown && after == CallStatus::Ringing;
            prop_assert!(after == before || is_birth || Step::new(before, after).is_some(), "{:?} -> {:?}", before, after);
            prop_assert!(calling.held_at(now) <= calling.talked_at(now));
            // A second later no more than a second has passed.
            let later = now + TimeDelta::seconds(1);
            prop_assert!(calling.talked_at(later) - calling.talked_at(now) <= u32::from(after == CallStatus::Connected));
            // Whatever the portal knew of it, what it is told next it takes.
            let told = calling.told(before);
            let known = Some(before).filter(|known| *known != CallStatus::Unknown);
            prop_assert!(after == CallStatus::Unknown || check_record(&told, known).is_empty(), "{:?}", check_record(&told, known));
            // What is kept is read again to the letter.
            prop_assert_eq!(&read(&serde_json::to_string(&calling).unwrap()), &calling);
        }
    }

    #[test]
    fn the_portal_is_told_of_states_one_after_another(from in 0..8_usize, to in 0..8_usize) {
        let (from, to) = (ALL[from], ALL[to]);
        let mut at = from;
        let mut steps = 0;
        while let Some(next) = toward(at, to).filter(|_| at != to) {
            prop_assert!(Step::new(at, next).is_some());
            at = next;
            steps += 1;
            prop_assert!(steps < 8);
        }
        let mut reached = vec![from];
        while let Some(new) = reached.iter().flat_map(|state| state.next()).find(|state| !reached.contains(state)).copied() {
            reached.push(new);
        }
        prop_assert_eq!(at == to, reached.contains(&to));
    }
}

#[test]
fn minutes_of_a_call_that_broke_off_and_went_on_are_counted_together() {
    let mut calling = Calling::default();
    assert!(calling.call(at("2026-11-23T09:00:00Z"), None, None));
    assert!(step(&mut calling, CallStatus::Connected, at("2026-11-23T09:01:00Z")));
    calling.hold(true, at("2026-11-23T09:02:00Z"));
    calling.hold(true, at("2026-11-23T09:03:00Z"));
    assert!(step(&mut calling, CallStatus::Dropped, at("2026-11-23T09:04:00Z")));
    assert!(!calling.is_held());
    assert_eq!((calling.talked_at(at("2026-11-23T10:00:00Z")), calling.record().held), (180, 120));
    assert!(calling.call(at("2026-11-23T09:05:00Z"), None, None));
    assert!(step(&mut calling, CallStatus::Connected, at("2026-11-23T09:06:00Z")));
    assert_eq!(calling.record().connected_at.as_deref(), Some("2026-11-23T09:01:00Z"));
    assert!(step(&mut calling, CallStatus::Ended, at("2026-11-23T09:06:30Z")));
    assert_eq!((calling.talked_at(at("2026-11-24T00:00:00Z")), calling.record().held), (210, 120));
    assert_eq!(calling.record().tries.iter().map(|one| one.status).collect::<Vec<_>>(), [CallStatus::Dropped, CallStatus::Ended]);
    assert_eq!(calling.record().ended_at.as_deref(), Some("2026-11-23T09:06:30Z"));
}

#[test]
fn a_try_in_vain_stays_one_when_nobody_tries_again() {
    let mut calling = Calling::default();
    assert!(calling.call(at("2026-11-23T09:00:00Z"), Some("main"), Some("")));
    assert_eq!(calling.record().ticket_type, None);
    assert!(step(&mut calling, CallStatus::Busy, at("2026-11-23T09:00:20Z")));
    assert!(step(&mut calling, CallStatus::Ended, at("2026-11-23T09:01:00Z")));
    assert!(calling.is_over());
    assert_eq!(calling.record().tries[0].status, CallStatus::Busy);
    assert_eq!(calling.record().connected_at, None);
    assert!(!calling.call(at("2026-11-23T09:02:00Z"), None, None));
}

#[test]
fn the_oldest_tries_go() {
    let mut calling = Calling::default();
    for minute in 0..60 {
        let now = at("2026-11-23T09:00:00Z") + TimeDelta::minutes(minute);
        assert!(calling.call(now, None, None));
        assert!(step(&mut calling, CallStatus::NoAnswer, now));
    }
    assert_eq!(calling.record().tries.len(), 50);
    assert_eq!(calling.record().tries[0].at, "2026-11-23T09:10:00Z");
}

#[test]
fn instructions_are_written_ticked_and_removed() {
    let mut calling = Calling::default();
    calling.add_step("  Перезагрузить ");
    calling.add_step("   ");
    calling.add_step("Войти снова");
    calling.tick(1, true);
    calling.tick(7, true);
    calling.write_step(1, StepText::Outcome, "Не вышло".into());
    calling.write_step(1, StepText::ErrorCode, "E-42".into());
    calling.write_step(9, StepText::Text, "никуда".into());
    calling.remove_step(0);
    calling.remove_step(5);
    assert_eq!(calling.record().steps.len(), 1);
    assert!(calling.record().steps[0].done);
    assert_eq!(calling.step_text(0, StepText::Text), "Войти снова");
    assert_eq!(calling.step_text(0, StepText::Outcome), "Не вышло");
    assert_eq!(calling.step_text(0, StepText::ErrorCode), "E-42");
    calling.write_step(0, StepText::Outcome, String::new());
    assert_eq!(calling.record().steps[0].outcome, None);
    calling.write_step(0, StepText::Text, " ".into());
    assert!(calling.told(CallStatus::Unknown).steps.is_empty());
}

#[test]
fn the_portal_is_told_what_it_can_understand() {
    let mut calling = Calling::default();
    assert!(calling.call(at("2026-11-23T09:00:00Z"), None, None));
    assert!(step(&mut calling, CallStatus::Busy, at("2026-11-23T09:00:00Z")));
    assert!(calling.call(at("2026-11-23T09:01:00Z"), None, None));
    assert!(step(&mut calling, CallStatus::Connected, at("2026-11-23T09:02:00Z")));
    calling.write(Text::Operator, "  Анна ".into());
    calling.write(Text::TicketNumber, "  ".into());
    calling.write(Text::Deadline, "скоро".into());
    let told = calling.told(CallStatus::Unknown);
    assert_eq!(told.status, CallStatus::Connected);
    assert_eq!((told.operator.as_deref(), told.ticket_number, told.deadline), (Some("Анна"), None, None));
    assert_eq!(calling.told(CallStatus::Busy).status, CallStatus::Ringing);
    assert_eq!(calling.told(CallStatus::Ringing).status, CallStatus::Connected);
    assert_eq!(calling.told(CallStatus::Connected).status, CallStatus::Connected);
    // As it was typed it stays on the device.
    assert_eq!(calling.text(Text::Operator), "  Анна ");
}

#[test]
fn what_is_too_long_for_a_portal_is_shortened_for_it_alone() {
    let mut calling = Calling::default();
    assert!(calling.call(at("2026-11-23T09:00:00Z"), None, None));
    let long = "ы".repeat(30_000);
    for text in [Text::Notes, Text::Operator, Text::ConversationNumber, Text::TicketNumber, Text::TransferredTo, Text::Urgent] {
        calling.write(text, long.clone());
    }
    for place in 0..120 {
        calling.add_step(&long);
        calling.write_step(place, StepText::Outcome, long.clone());
        calling.write_step(place, StepText::ErrorCode, long.clone());
    }
    assert!(!check_record(calling.record(), None).is_empty());
    assert_eq!(check_record(&calling.told(CallStatus::Unknown), None), []);
    assert_eq!(calling.text(Text::Urgent).chars().count(), 30_000);
}

#[test]
fn what_is_open_and_where_it_leads() {
    let mut record = CallRecord::default();
    assert_eq!(open_ends(&record), [OpenEnd::Recorded, OpenEnd::Deadline, OpenEnd::Number]);
    assert!(!is_agreed(&record));
    assert_eq!(leads(&record), [Lead::NewTicket, Lead::Callback, Lead::Operator, Lead::Again, Lead::TechnicalService]);
    record.connected_at = Some("2026-11-23T09:00:00Z".into());
    record.recorded = Some(false);
    assert_eq!(open_ends(&record)[0], OpenEnd::Recorded);
    assert_eq!(leads(&record)[..2], [Lead::NewTicket, Lead::TechnicalService]);
    record.recorded = Some(true);
    record.conversation_number = Some("4711".into());
    assert_eq!(open_ends(&record), [OpenEnd::Deadline]);
    assert!(!is_agreed(&record));
    record.ticket_number = Some("HL-2611-48213".into());
    assert!(is_agreed(&record));
    assert_eq!(leads(&record)[0], Lead::TheTicket);
    record = CallRecord { transferred_to: Some("Чат".into()), ..CallRecord::default() };
    assert!(is_agreed(&record));
    record = CallRecord { deadline: Some("2026-11-25".into()), ..CallRecord::default() };
    assert!(is_agreed(&record));
    record = CallRecord { solved: Some(true), ..CallRecord::default() };
    assert!(is_agreed(&record) && open_ends(&record).is_empty() && leads(&record).is_empty());
    record.solved = Some(false);
    assert!(!is_agreed(&record));
}

#[test]
fn a_repeat_takes_along_what_is_to_be_read_out() {
    let mut calling = Calling::default();
    assert!(!calling.has_words());
    calling.ahead = 5;
    assert!(!calling.has_words());
    calling.questions = "Когда?".into();
    assert!(calling.has_words());
    assert!(calling.call(at("2026-11-23T09:00:00Z"), None, None));
    calling.write(Text::ConversationNumber, "4711".into());
    calling.write(Text::Notes, "Обещали перезвонить".into());
    calling.key = "key".into();
    let again = calling.again();
    assert_eq!(again.status(), CallStatus::Unknown);
    assert_eq!(again.text(Text::ConversationNumber), "4711");
    assert_eq!(again.text(Text::Notes), "");
    assert_eq!(again.earlier.as_ref().unwrap().notes, "Обещали перезвонить");
    assert_eq!((again.key.as_str(), again.questions.as_str(), again.ahead), ("", "Когда?", 5));
}
