//! `/events`: told to whoever may know, each event once, and what was missed first.

use super::callbacks::{asked, call_elsewhere, change, phone};
use super::{callbacks, conversations, messages};
use crate::client::Request;
use crate::contact::Contact;
use crate::context::{Check, Context, Needs, Verdicts, ensure};
use crate::stream::Event;
use contract::headers::{LAST_EVENT_ID, WATCH};
use contract::{Callback, Capability, ConversationMessage, CreatedCallback, events};
use std::collections::BTreeSet;

const CALLBACKS: Needs = Needs::Both(Capability::Events, Capability::Callbacks);

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check { name: "the stream of events is stored by nobody", needs: Needs::Capability(Capability::Events), run: begins },
        Check { name: "a change is told to whoever watches", needs: CALLBACKS, run: told },
        Check { name: "what was missed is told first, and once", needs: CALLBACKS, run: missed },
        Check { name: "a wrong secret watches nothing", needs: CALLBACKS, run: wrong_secret },
        Check {
            name: "a message is told to whoever watches",
            needs: Needs::Both(Capability::Events, Capability::Conversations),
            run: message,
        },
    ]
}

fn watching(pairs: &[(&str, &str)]) -> Request<'static> {
    let pairs: Vec<String> = pairs.iter().map(|(number, secret)| format!("{number}={secret}")).collect();
    Request::get("/events").header(WATCH, pairs.join(", "))
}

fn own(contact: &Contact<CreatedCallback>) -> (&str, &str) {
    (&contact.begun.callback.number, &contact.secret)
}

fn move_to(context: &Context, contact: &Contact<CreatedCallback>, phone: &str) -> Verdicts {
    context.expect(&change(contact, &call_elsewhere(phone)).new_key(), 200).map(drop)
}

/// What it tells of a callback.
fn moved(event: &Event, contact: &Contact<CreatedCallback>, phone: &str) -> bool {
    event
        .read::<Callback>(events::CALLBACK)
        .is_some_and(|callback| callback.number == contact.begun.callback.number && callback.phone == phone)
}

fn numbers(seen: &[Event]) -> BTreeSet<String> {
    seen.iter().filter_map(|event| event.read::<Callback>(events::CALLBACK)).map(|callback| callback.number).collect()
}

fn begins(context: &Context) -> Verdicts {
    let stream = context.listen(&watching(&[("no-such-contact", "wrong"), ("", "")]))?;
    let cache = stream.headers.get("Cache-Control").and_then(|cache| cache.to_str().ok()).unwrap_or_default();
    ensure!(cache.contains("no-store"), "Cache-Control is {cache:?}");
    Ok(())
}

fn told(context: &Context) -> Verdicts {
    callbacks::with(context, &asked(context)?, |contact| {
        let mut stream = context.listen(&watching(&[own(contact)]))?;
        let phone = phone(context, 1);
        move_to(context, contact, &phone)?;
        let seen = stream.until(|event| moved(event, contact, &phone))?;
        ensure!(seen.last().is_some_and(|event| event.id.is_some()), "the event has no id");
        let others = numbers(&seen);
        ensure!(others.len() == 1, "somebody else's callback is told too: {others:?}");
        Ok(())
    })
}

fn missed(context: &Context) -> Verdicts {
    callbacks::with(context, &asked(context)?, |contact| {
        let phones = [1, 2, 3].map(|of| phone(context, of));
        let [known, second, third] = &phones;
        let last = last_id(context, contact, known)?;
        move_to(context, contact, second)?;
        let mut stream = context.listen(&watching(&[own(contact)]).header(LAST_EVENT_ID, last.as_str()))?;
        // One before it listens, and one after.
        move_to(context, contact, third)?;
        let seen = stream.until(|event| moved(event, contact, third))?;
        let mut told: Vec<String> = seen.iter().filter_map(|event| event.read::<Callback>(events::CALLBACK)).map(|one| one.phone).collect();
        // Its place in the queue may be told in between, and before.
        told.dedup();
        if told.first() == Some(known) {
            told.remove(0);
        }
        ensure!(told == [second.as_str(), third], "{second} and {third} were missed, and {told:?} was told");
        let ids: Vec<&String> = seen.iter().filter_map(|event| event.id.as_ref()).collect();
        let different: BTreeSet<&String> = ids.iter().copied().collect();
        ensure!(different.len() == ids.len() && !different.contains(&last), "after {last} came {ids:?}");
        Ok(())
    })
}

/// Of the event that tells this number to call; nobody listens any more afterwards.
fn last_id(context: &Context, contact: &Contact<CreatedCallback>, phone: &str) -> Verdicts<String> {
    let mut stream = context.listen(&watching(&[own(contact)]))?;
    move_to(context, contact, phone)?;
    let seen = stream.until(|event| moved(event, contact, phone))?;
    Ok(seen.into_iter().next_back().and_then(|event| event.id).ok_or("the event has no id".to_owned())?)
}

fn wrong_secret(context: &Context) -> Verdicts {
    let asked = asked(context)?;
    callbacks::with(context, &asked, |theirs| {
        callbacks::with(context, &asked, |contact| {
            let phones = [1, 2, 3].map(|of| phone(context, of));
            let [known, second, third] = &phones;
            let last = last_id(context, contact, known)?;
            move_to(context, theirs, second)?;
            move_to(context, contact, second)?;
            let (number, _) = own(theirs);
            let pairs = [(number, "wrong"), (number, ""), (number, &contact.secret), own(contact)];
            let mut stream = context.listen(&watching(&pairs).header(LAST_EVENT_ID, last))?;
            let mut seen = stream.until(|event| moved(event, contact, second))?;
            move_to(context, theirs, third)?;
            move_to(context, contact, third)?;
            seen.extend(stream.until(|event| moved(event, contact, third))?);
            let told = numbers(&seen);
            ensure!(!told.contains(number), "{number} is told without its secret");
            Ok(())
        })
    })
}

fn message(context: &Context) -> Verdicts {
    conversations::with(context, |contact| {
        let mut stream = context.listen(&watching(&[(&contact.begun.conversation.number, &contact.secret)]))?;
        let message = messages::write(context, contact, "Does it come by itself?")?;
        let told = ConversationMessage { number: contact.begun.conversation.number.clone(), message };
        stream.until(|event| event.read::<ConversationMessage>(events::MESSAGE).as_ref() == Some(&told)).map(drop)
    })
}
