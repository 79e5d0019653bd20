//! Records of calls.

use crate::body;
use crate::client::Request;
use crate::contact::{self, Contact, is_marked, points_to};
use crate::context::{Check, Context, Needs, Verdicts, ensure};
use contract::{Call, CallRecord, CallStatus, CallStep, CallTry, Capability};

const CALLS: Needs = Needs::Capability(Capability::Calls);

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check { name: "a guest keeps the record of a call", needs: CALLS, run: kept },
        Check { name: "without its secret a record of a call does not exist", needs: CALLS, run: secret_is_needed },
        Check { name: "a record of a call is written anew, step by step", needs: CALLS, run: written_anew },
    ]
}

fn ringing(context: &Context) -> CallRecord {
    let now = context.now();
    CallRecord {
        status: CallStatus::Ringing,
        tries: vec![CallTry { at: now.clone(), status: CallStatus::Busy }, CallTry { at: now, status: CallStatus::Ringing }],
        notes: "Written by a program that checks the support API.".to_owned(),
        steps: vec![CallStep { text: "Restart".to_owned(), done: true, outcome: Some("The same".to_owned()), error_code: None }],
        urgent: Some("It is a test".to_owned()),
        ..CallRecord::default()
    }
}

fn kept(context: &Context) -> Verdicts {
    let mut record = ringing(context);
    context.expect(&Request::post("/calls", body::json(&record)), 400)?;
    let contact = Contact::<Call>::begin(context, &record)?;
    contact.stands()?;
    let call: Call = contact.read(context)?;
    ensure!(call.record == record, "it is kept as {:?}", call.record);
    ensure!(call.secret.is_none(), "its secret is told again");
    record.notes.push('!');
    contact.is_repeated(context, &record)
}

fn secret_is_needed(context: &Context) -> Verdicts {
    let record = ringing(context);
    let Contact { path, secret, .. } = &Contact::<Call>::begin(context, &record)?;
    let body = body::json(&record);
    let in_query = format!("{path}?secret={secret}");
    contact::are_strangers(
        context,
        &[
            Request::get("/calls/no-such-call").secret(secret),
            Request::get(path),
            Request::get(path).secret("wrong"),
            Request::get(&in_query),
            Request::patch(path, body.clone()).secret("wrong").new_key(),
            Request::patch("/calls/no-such-call", body).secret(secret).new_key(),
        ],
    )
}

fn written_anew(context: &Context) -> Verdicts {
    let mut record = ringing(context);
    let contact = Contact::<Call>::begin(context, &record)?;
    let write = |record: &CallRecord| Request::patch(&contact.path, body::json(record)).secret(&contact.secret);
    record = CallRecord { status: CallStatus::Connected, connected_at: Some(context.now()), urgent: None, ..record };
    context.expect(&write(&record), 400)?;
    let request = write(&record).new_key();
    let call: Call = context.expect(&request, 200)?.read()?;
    ensure!(call.record == record, "it was written as {:?}", call.record);
    is_marked(&context.expect(&request, 200)?)?;
    // Somebody who hung up is not called again by the same call.
    context.expect(&write(&CallRecord { status: CallStatus::Ended, ..record.clone() }).new_key(), 200)?;
    points_to(&context.send(&write(&CallRecord { status: CallStatus::Ringing, ..record }).new_key())?, "/status")?;
    let call: Call = contact.read(context)?;
    ensure!(call.record.status == CallStatus::Ended, "it is {:?}", call.record.status);
    Ok(())
}
