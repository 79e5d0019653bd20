//! Callbacks: asked for once, changed by whoever asked, cancelled at the end of each check.

use crate::body;
use crate::client::{Answer, Request};
use crate::contact::{self, Contact, is_marked, pointed, points_to};
use crate::context::{Check, Context, Needs, Verdicts, ensure};
use contract::{Callback, CallbackChange, CallbackList, CallbackStatus, Capability, CreatedCallback, NewCallback, Problem};

const CALLBACKS: Needs = Needs::Capability(Capability::Callbacks);

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check { name: "a guest asks to be called", needs: CALLBACKS, run: asks },
        Check { name: "the same key is the same callback", needs: CALLBACKS, run: repeated },
        Check { name: "asked for many times at once it is one callback", needs: CALLBACKS, run: at_once },
        Check { name: "each wrong field of a callback is pointed to", needs: CALLBACKS, run: pointers },
        Check { name: "a callback is read with its secret", needs: CALLBACKS, run: reads },
        Check { name: "without its secret a callback does not exist", needs: CALLBACKS, run: secret_is_needed },
        Check { name: "a callback is changed only as it was read", needs: CALLBACKS, run: changed_as_read },
        Check { name: "a callback is cancelled for good", needs: CALLBACKS, run: cancelled },
        Check { name: "a second callback for the same number is noticed", needs: CALLBACKS, run: noticed },
        Check { name: "a callback belongs to whoever asked", needs: Needs::SignedIn(Capability::Callbacks), run: own },
    ]
}

/// As soon as possible.
pub(super) fn asked(context: &Context) -> Verdicts<NewCallback> {
    Ok(body::callback(context.desk()?, &context.options.phone, &context.now()))
}

/// Asks, and cancels when the check is done with it.
pub(super) fn with(context: &Context, asked: &NewCallback, check: impl FnOnce(&Contact<CreatedCallback>) -> Verdicts) -> Verdicts {
    let callback = Contact::begin(context, asked)?;
    let verdict = check(&callback);
    cancel(context, &callback);
    verdict
}

/// Nobody is to be called in vain: whatever comes of it.
fn cancel(context: &Context, callback: &Contact<CreatedCallback>) {
    let _ = context.client().send(&Request::new("DELETE", &callback.path).secret(&callback.secret));
}

/// Number `of` of the numbers to call.
pub(super) fn phone(context: &Context, of: u32) -> String {
    let mut phone = context.options.phone.clone();
    let last = phone.pop().and_then(|last| last.to_digit(10)).unwrap_or_default();
    phone.push_str(&last.wrapping_add(of).wrapping_rem(10).to_string());
    phone
}

pub(super) fn change<'a>(callback: &'a Contact<CreatedCallback>, change: &CallbackChange) -> Request<'a> {
    Request::patch(&callback.path, body::json(change)).secret(&callback.secret)
}

pub(super) fn call_elsewhere(phone: &str) -> CallbackChange {
    CallbackChange { phone: Some(phone.to_owned()), ..CallbackChange::default() }
}

fn asks(context: &Context) -> Verdicts {
    let asked = asked(context)?;
    context.expect(&Request::post("/callbacks", body::json(&asked)), 400)?;
    with(context, &asked, |contact| {
        contact.stands()?;
        let callback = &contact.begun.callback;
        ensure!(callback.phone == asked.phone, "it would call {}", callback.phone);
        ensure!(callback.description == asked.description, "its description is {:?}", callback.description);
        ensure!(callback.slot.is_none(), "as soon as possible was asked for, and it has the slot {:?}", callback.slot);
        ensure!(!matches!(callback.status, CallbackStatus::Unknown | CallbackStatus::Cancelled), "it is {:?}", callback.status);
        Ok(())
    })
}

fn repeated(context: &Context) -> Verdicts {
    let mut asked = asked(context)?;
    with(context, &asked.clone(), |callback| {
        asked.full_name.push('!');
        callback.is_repeated(context, &asked)
    })
}

fn at_once(context: &Context) -> Verdicts {
    let asked = asked(context)?;
    with(context, &asked, |callback| {
        let request = Request::post("/callbacks", callback.sent.clone()).new_key();
        let name = |created: &CreatedCallback| (created.callback.number.clone(), created.secret.clone().unwrap_or_default());
        let made = contact::at_once(context, &request, name)?;
        for (number, secret) in &made {
            let path = format!("/callbacks/{number}");
            context.client().send(&Request::new("DELETE", &path).secret(secret))?;
        }
        ensure!(made.len() == 1, "there are {} of it", made.len());
        Ok(())
    })
}

fn pointers(context: &Context) -> Verdicts {
    let right = asked(context)?;
    let send = |asked: &NewCallback| context.send(&Request::post("/callbacks", body::json(asked)).new_key());
    let wrong = NewCallback {
        full_name: " ".to_owned(),
        phone: "not a number".to_owned(),
        slot: Some("2020-01-01T09:00:00Z".to_owned()),
        ..right.clone()
    };
    let pointers = pointed(&send(&wrong)?)?;
    for place in ["/fullName", "/phone", "/slot"] {
        ensure!(pointers.iter().any(|pointer| pointer == place), "{place} is wrong and not among {pointers:?}");
    }
    let right_ones = ["/description", "/consents"];
    let too_many = pointers.iter().find(|pointer| right_ones.iter().any(|right| pointer.starts_with(right)));
    ensure!(too_many.is_none(), "{too_many:?} is not wrong");
    let mut older = right;
    if let Some(consent) = older.consents.first_mut() {
        consent.version = "older".to_owned();
        let pointers = pointed(&send(&older)?)?;
        ensure!(pointers.iter().any(|pointer| pointer.starts_with("/consents/0")), "/consents/0 is not among {pointers:?}");
    }
    Ok(())
}

fn reads(context: &Context) -> Verdicts {
    with(context, &asked(context)?, |contact| {
        let callback: Callback = contact.read(context)?;
        ensure!(callback.number == contact.begun.callback.number, "it is {}", callback.number);
        ensure!(callback.phone == contact.begun.callback.phone, "it would call {}", callback.phone);
        contact.version(context).map(drop)
    })
}

fn secret_is_needed(context: &Context) -> Verdicts {
    with(context, &asked(context)?, |contact| {
        let tag = contact.version(context)?;
        let (path, secret) = (&contact.path, &contact.secret);
        let (in_query, cut) = (format!("{path}?secret={secret}"), secret.chars().skip(1).collect::<String>());
        let other = body::json(&call_elsewhere(&phone(context, 1)));
        let strangers = [
            Request::get("/callbacks/no-such-callback").secret(secret),
            Request::get(path),
            Request::get(path).secret("wrong"),
            Request::get(path).secret(&cut),
            Request::get(path).header("If-None-Match", tag),
            Request::get(&in_query),
            Request::patch(path, other.clone()).secret("wrong").new_key(),
            Request::patch("/callbacks/no-such-callback", other).secret(secret).new_key(),
            Request::new("DELETE", path).secret("wrong"),
            Request::new("DELETE", path),
        ];
        contact::are_strangers(context, &strangers)?;
        let callback: Callback = contact.read(context)?;
        ensure!(callback.phone == contact.begun.callback.phone, "a stranger's number is called: {}", callback.phone);
        ensure!(callback.status != CallbackStatus::Cancelled, "a stranger cancelled it");
        Ok(())
    })
}

fn changed_as_read(context: &Context) -> Verdicts {
    with(context, &asked(context)?, |contact| {
        let elsewhere = call_elsewhere(&phone(context, 1));
        context.expect(&change(contact, &elsewhere), 400)?;
        let tag = contact.version(context)?;
        let request = change(contact, &elsewhere).header("If-Match", tag.as_str()).new_key();
        let callback: Callback = context.expect(&request, 200)?.read()?;
        ensure!(Some(&callback.phone) == elsewhere.phone.as_ref(), "it would call {}", callback.phone);
        is_marked(&context.expect(&request, 200)?)?;
        ensure!(contact.version(context)? != tag, "it was changed, and its ETag is the same");
        let late = change(contact, &call_elsewhere(&phone(context, 2))).header("If-Match", tag).new_key();
        context.expect(&late, 412)?;
        let callback: Callback = contact.read(context)?;
        ensure!(Some(&callback.phone) == elsewhere.phone.as_ref(), "412, and it was changed");
        points_to(&context.send(&change(contact, &call_elsewhere("nobody")).new_key())?, "/phone")
    })
}

fn cancelled(context: &Context) -> Verdicts {
    with(context, &asked(context)?, |contact| {
        let request = Request::new("DELETE", &contact.path).secret(&contact.secret);
        for _ in 0..2 {
            let callback: Callback = context.expect(&request, 200)?.read()?;
            ensure!(callback.status == CallbackStatus::Cancelled, "it is {:?}", callback.status);
            ensure!(callback.position.is_none(), "it is cancelled, and number {:?} in the queue", callback.position);
        }
        let again = CallbackChange { status: Some(CallbackStatus::Queued), ..CallbackChange::default() };
        context.expect(&change(contact, &again).new_key(), 409)?;
        let callback: Callback = contact.read(context)?;
        ensure!(callback.status == CallbackStatus::Cancelled, "it is {:?} again", callback.status);
        Ok(())
    })
}

fn noticed(context: &Context) -> Verdicts {
    let asked = asked(context)?;
    with(context, &asked, |first| {
        let number = &first.begun.callback.number;
        let send = |asked: &NewCallback, secret: Option<&str>| {
            let request = Request::post("/callbacks", body::json(asked)).new_key();
            context.send(&secret.into_iter().fold(request, Request::secret))
        };
        // Whoever does not hold its secret is not told that somebody waits for a call.
        let stranger = Contact::<CreatedCallback>::begin(context, &asked)?;
        cancel(context, &stranger);
        ensure!(stranger.begun.callback.number != *number, "a stranger was given {number}");

        let answer = send(&asked, Some(&first.secret))?;
        ensure!(answer.status == 409, "{answer} to a second callback for the same number, not 409");
        let existing = answer.read::<Problem>()?.existing;
        ensure!(existing.as_ref() == Some(number), "existing is {existing:?}, not {number}");

        let more = NewCallback { existing: existing.clone(), description: Some("And this.".to_owned()), ..asked.clone() };
        let answer = send(&more, None)?;
        ensure!((400..500).contains(&answer.status), "{answer} to a stranger who adds to {number}");
        let before: Callback = first.read(context)?;
        ensure!(before.description == asked.description, "a stranger wrote {:?}", before.description);
        joined(context, first, &send(&more, Some(&first.secret))?)?;

        let another = NewCallback { reason: Some("It is about something else.".to_owned()), ..asked.clone() };
        let second = Contact::<CreatedCallback>::begin_with(context, &another, |request| request.secret(&first.secret))?;
        cancel(context, &second);
        ensure!(second.begun.callback.number != *number, "a reason was given, and it is still {number}");
        Ok(())
    })
}

/// The second is part of the first now.
fn joined(context: &Context, first: &Contact<CreatedCallback>, answer: &Answer<'_>) -> Verdicts {
    ensure!(answer.status == 201, "{answer} to what is added, not 201");
    let CreatedCallback { callback, secret } = answer.read()?;
    ensure!(callback.number == first.begun.callback.number, "it was added to {}", callback.number);
    ensure!(secret.is_none_or(|secret| secret == first.secret), "its secret is another now");
    let callback: Callback = first.read(context)?;
    let text = callback.description.unwrap_or_default();
    let both = first.begun.callback.description.as_ref().is_none_or(|first| text.contains(first)) && text.contains("And this.");
    ensure!(both, "its description is {text:?}");
    Ok(())
}

fn own(context: &Context) -> Verdicts {
    let asked = NewCallback { reason: Some("A test of the support API.".to_owned()), ..asked(context)? };
    let created: CreatedCallback = context.expect(&Request::post("/callbacks", body::json(&asked)).new_key().signed_in(), 201)?.read()?;
    let path = format!("/callbacks/{}", created.callback.number);
    let list = context.expect(&Request::get("/callbacks").signed_in(), 200).and_then(|answer| Ok(answer.read::<CallbackList>()?));
    let read = context.expect(&Request::get(&path).signed_in(), 200);
    let stranger = context.expect(&Request::get(&path), 404);
    context.client().send(&Request::new("DELETE", &path).signed_in())?;
    ensure!(created.secret.is_none(), "a callback with a session has a secret");
    let list = list?;
    let newest = list.items.first().map(|callback| callback.number.as_str());
    ensure!(newest == Some(&created.callback.number), "{} was asked for, and the list begins with {newest:?}", created.callback.number);
    read.and(stranger)?;
    context.expect(&Request::get("/callbacks"), 401).map(drop)
}
