//! The portal's record of a call: made once, then written anew, whole, one state after another.
//!
//! One change is on its way at a time. What is written meanwhile goes with the next one, so that an old one never comes last.

use super::keep;
use crate::browser::{intl, storage::Area, uuid};
use crate::context::Context;
use crate::portal::intent::{Intent, Purpose};
use crate::portal::outbox::Standing;
use crate::secrets::{self, Contact};
use crate::sending::send;
use contract::read::Read;
use contract::{Call, CallRecord, CallStatus, Capability};
use domain::call::Calling;
use leptos::prelude::*;
use serde::Serialize;

/// Behind it the key of the call.
const NAME: &str = "told.";
/// 14 days, as long as the outbox keeps what it has to send.
const KEPT_SECONDS: i64 = 14 * 24 * 60 * 60;

/// What the portal has heard of a call.
#[derive(Default, Serialize, Read)]
struct Told {
    /// Empty: it has not answered yet.
    number: String,
    status: CallStatus,
    /// As it was sent first, until that is answered; then as the portal has it.
    body: String,
    /// Key of the change that is on its way.
    change: String,
    /// It will not hear of this call.
    #[serde(default)]
    is_refused: bool,
    /// The call itself, once another one has taken its place.
    #[serde(default)]
    left: Option<Calling>,
    /// Seconds since 1970 on the device's clock.
    since: i64,
}

fn name(key: &str) -> String {
    [NAME, key].concat()
}

impl Told {
    fn of(key: &str) -> Self {
        let name = name(key);
        let told = Area::Device.read(&name).and_then(|text| crate::json::read::<Self>(&text)).unwrap_or_default();
        if told.since != 0 && intl::device_now().timestamp().saturating_sub(told.since) > KEPT_SECONDS {
            Area::Device.remove(&name);
            return Self::default();
        }
        told
    }

    fn keep(&mut self, key: &str) {
        self.since = intl::device_now().timestamp();
        Area::Device.write(&name(key), &serde_json::to_string(self).unwrap_or_default());
    }
}

fn keys() -> Vec<String> {
    Area::Device.names().iter().filter_map(|name| name.strip_prefix(NAME)).map(ToOwned::to_owned).collect()
}

pub(super) fn forget_all() {
    for key in keys() {
        Area::Device.remove(&name(&key));
    }
}

/// Forgets what an account's calls came to: the one in hand, by its key, and those before it.
pub(super) fn forget_of(account: &str, in_hand: &str) {
    let is_theirs = |key: &String| key == in_hand || Told::of(key).left.is_some_and(|left| left.owner.as_deref() == Some(account));
    for key in keys().iter().filter(|key| is_theirs(key)) {
        Area::Device.remove(&name(key));
    }
}

/// The number under which the portal has a call; empty: not yet.
pub(super) fn number_of(key: &str) -> String {
    Told::of(key).number
}

/// Tells the portal how a call stands, unless it knows, or is being told.
pub(super) fn tell(context: Context, calling: &Calling) {
    if calling.key.is_empty() || !context.desk().can(Capability::Calls) {
        return;
    }
    let (key, owner) = (calling.key.clone(), calling.owner.clone());
    let mut told = Told::of(&key);
    if told.is_refused {
        return;
    }
    if told.number.is_empty() {
        if untrack(|| context.outbox.standing(&key)).is_some() {
            return;
        }
        let mut intent = Intent::of(Purpose::CreateCall, key.clone(), owner, "", &calling.told(CallStatus::Unknown));
        if told.body.is_empty() {
            told.body.clone_from(&intent.body);
            told.keep(&key);
        }
        // Under one key the portal is sent one thing, to the letter.
        intent.body = told.body;
        leptos::task::spawn_local(async move { drop(send(context, intent).await) });
        return;
    }
    let intent = Intent::of(Purpose::ChangeCall, uuid(), owner, &told.number, &calling.told(told.status));
    if intent.body == told.body {
        if told.left.is_some() {
            secrets::remember(Contact::Call, &told.number, false);
            Area::Device.remove(&name(&key));
        }
        return;
    }
    if untrack(|| context.outbox.standing(&told.change)) == Some(Standing::Sending) {
        return;
    }
    let before = core::mem::replace(&mut told.change, intent.key.clone());
    told.keep(&key);
    leptos::task::spawn_local(async move {
        if before.is_empty() || context.outbox.withdraw(&before).await {
            send(context, intent).await;
        }
    });
}

/// Another call takes the place of this one: what the portal has not heard of it yet is kept until it has.
pub(super) fn leave(context: Context, calling: Calling) {
    if calling.key.is_empty() || !context.desk().can(Capability::Calls) {
        return;
    }
    let mut told = Told::of(&calling.key);
    told.left = Some(calling.clone());
    told.keep(&calling.key);
    tell(context, &calling);
}

/// The portal has heard of a call, or will not.
pub(crate) fn settled(context: Context, intent: &Intent, standing: &Standing) {
    let is_new = intent.purpose == Purpose::CreateCall;
    let key = if is_new { Some(intent.key.clone()) } else { keys().into_iter().find(|key| Told::of(key).number == intent.about) };
    let Some(key) = key else { return };
    let mut told = Told::of(&key);
    match standing {
        Standing::Done(answer) => {
            let Ok(call) = answer.decode::<Call>() else { return };
            if let Some(secret) = &call.secret {
                secrets::keep(Contact::Call, &call.number, secret);
                // A page that is killed in the middle of a call still has to say how it ended.
                secrets::remember(Contact::Call, &call.number, true);
            }
            told.number = call.number;
            // As it was sent, which it has taken.
            told.status = crate::json::read::<CallRecord>(&intent.body).unwrap_or_default().status;
        }
        Standing::Refused(_) => told.is_refused = is_new,
        Standing::Sending | Standing::Kept { .. } => return,
    }
    // What it refused it is not sent again.
    told.body.clone_from(&intent.body);
    told.change.clear();
    told.keep(&key);
    if let Some(calling) = told.left.or_else(|| keep::under(&key)) {
        tell(context, &calling);
    }
}
