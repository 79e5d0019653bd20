//! When a call can be promised.

use super::callbacks::{asked, change, with};
use crate::client::Request;
use crate::contact::points_to;
use crate::context::{Check, Context, Needs, Verdict, Verdicts, ensure};
use contract::{Callback, CallbackChange, CallbackSlot, CallbackSlots, CallbackStatus, Capability, NewCallback};
use domain::time::parse_instant;

const CALLBACKS: Needs = Needs::Capability(Capability::Callbacks);

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check { name: "the slots for a call are ahead and in order", needs: CALLBACKS, run: in_order },
        Check { name: "a slot is taken", needs: CALLBACKS, run: taken },
    ]
}

fn slots(context: &Context) -> Verdicts<Vec<CallbackSlot>> {
    let answer = context.expect(&Request::get("/callback-slots"), 200)?;
    ensure!(answer.list("Cache-Control").contains("no-store"), "Cache-Control is {:?}", answer.list("Cache-Control"));
    Ok(answer.read::<CallbackSlots>()?.items)
}

fn in_order(context: &Context) -> Verdicts {
    let now = parse_instant(&context.now());
    let mut before = now;
    for slot in slots(context)? {
        let (start, end) = (parse_instant(&slot.start), parse_instant(&slot.end));
        ensure!(start.is_some() && start < end, "a slot is from {} to {}", slot.start, slot.end);
        ensure!(start >= now, "the slot at {} has begun already", slot.start);
        ensure!(start >= before, "the slot at {} stands behind a later one", slot.start);
        before = start;
    }
    Ok(())
}

fn taken(context: &Context) -> Verdicts {
    // The last one is wanted least.
    let Some(slot) = slots(context)?.pop() else { return Err(Verdict::Skipped("no slot is free".to_owned())) };
    let asked = NewCallback { slot: Some(slot.start.clone()), ..asked(context)? };
    with(context, &asked, |contact| {
        let callback: Callback = contact.read(context)?;
        ensure!(callback.status == CallbackStatus::Scheduled, "it is {:?}, not scheduled", callback.status);
        ensure!(callback.slot.as_ref() == Some(&slot), "{slot:?} was taken, and it has {:?}", callback.slot);
        ensure!(callback.position.is_none(), "it waits for its slot, and is number {:?} in the queue", callback.position);
        let past = CallbackChange { slot: Some("2020-01-01T09:00:00Z".to_owned()), ..CallbackChange::default() };
        points_to(&context.send(&change(contact, &past).new_key())?, "/slot")?;
        let sooner = CallbackChange { status: Some(CallbackStatus::Queued), ..CallbackChange::default() };
        let callback: Callback = context.expect(&change(contact, &sooner).new_key(), 200)?.read()?;
        ensure!(callback.status != CallbackStatus::Scheduled, "sooner was asked for, and it is still scheduled");
        Ok(())
    })
}
