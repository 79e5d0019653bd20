//! Messages on their way, kept on the device in the order in which they were written, and sent one after another: the next one is
//! not begun before the portal has answered for the one before. So none overtakes another, whichever tab sends them.

use crate::browser::{intl, storage::Area, uuid};
use crate::callback::draft::{CONVERSATION, forget_all as forget_drafts};
use crate::context::Context;
use crate::keeping;
use crate::portal::intent::{Intent, Purpose};
use crate::secrets::{self, Contact};
use crate::sending;
use contract::NewMessage;
use contract::read::Read;
use leptos::prelude::*;
use serde::Serialize;

const KIND: &str = "outgoing.";
/// What is being written, and not sent.
const WORDS: &str = "draft.talk.";
/// How long they are kept: 14 days, as the outbox does.
const KEPT_SECONDS: i64 = 14 * 24 * 60 * 60;

/// One of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub(super) struct Outgoing {
    /// Under which it is sent: by this it is known again in the history.
    pub(super) key: String,
    owner: Option<String>,
    pub(super) text: String,
    /// Id of a file that the portal has already.
    #[serde(default)]
    pub(super) attachment: Option<String>,
    /// Seconds since 1970 on the device's clock.
    pub(super) written: i64,
    /// The portal has it.
    #[serde(default)]
    pub(super) done: bool,
    /// The portal will not have it as it stands.
    #[serde(default)]
    pub(super) refused: bool,
}

#[derive(Default, Serialize, Read)]
struct List {
    items: Vec<Outgoing>,
}

/// Under which those of a conversation are kept.
pub(super) fn name(number: &str) -> String {
    [KIND, number].concat()
}

/// Those of a conversation, the first one first.
pub(super) fn read(number: &str) -> Vec<Outgoing> {
    let oldest = intl::device_now().timestamp().saturating_sub(KEPT_SECONDS);
    let kept = Area::Device.read(&name(number)).and_then(|text| crate::json::read::<List>(&text)).unwrap_or_default();
    kept.items.into_iter().filter(|message| message.written >= oldest).collect()
}

fn change(number: &str, change: impl FnOnce(&mut Vec<Outgoing>)) {
    let mut items = read(number);
    change(&mut items);
    if items.is_empty() {
        return Area::Device.remove(&name(number));
    }
    Area::Device.write(&name(number), &serde_json::to_string(&List { items }).unwrap_or_default());
}

/// Puts one at the end, and begins to send.
pub(super) fn add(context: Context, number: &str, text: String, attachment: Option<String>) {
    let owner = untrack(|| context.account()).map(|account| account.id);
    // Who has the secret writes by that, whoever is signed in.
    let owner = owner.filter(|_| secrets::of(Contact::Conversation, number).is_none());
    let written = intl::device_now().timestamp();
    change(number, |items| {
        items.push(Outgoing { key: uuid(), owner, text, attachment, written, ..Outgoing::default() });
    });
    pump(context, number);
}

/// Sends the first that has not arrived. Those behind it follow when it has.
pub(super) fn pump(context: Context, number: &str) {
    let Some(next) = read(number).into_iter().find(|message| !message.done && !message.refused) else { return };
    let body = NewMessage { text: next.text, attachment: next.attachment };
    let intent = Intent::of(Purpose::SendMessage, next.key, next.owner, number, &body);
    leptos::task::spawn_local(async move {
        sending::send(context, intent).await;
    });
}

/// The portal has it: it stands in the history, or will.
pub(super) fn done(number: &str, key: &str, is_in_history: bool) {
    change(number, |items| {
        if is_in_history {
            items.retain(|message| message.key != key);
        }
        items.iter_mut().filter(|message| message.key == key).for_each(|message| message.done = true);
    });
}

/// The portal will not have it.
pub(super) fn refused(number: &str, key: &str) {
    change(number, |items| items.iter_mut().filter(|message| message.key == key).for_each(|message| message.refused = true));
}

/// Tries one again that was refused: as another intent, in its place.
pub(super) fn again(context: Context, number: &str, key: &str) {
    change(number, |items| {
        for message in items.iter_mut().filter(|message| message.key == key && message.refused) {
            message.key = uuid();
            message.refused = false;
        }
    });
    pump(context, number);
}

/// Takes one out that was refused.
pub(super) fn remove(number: &str, key: &str) {
    change(number, |items| items.retain(|message| message.key != key || !message.refused));
}

/// Where the message is kept that somebody is writing. Nobody is shown another's.
pub(super) fn words_name(account: Option<&str>, number: &str) -> String {
    [WORDS, account.unwrap_or_default(), ".", number].concat()
}

fn numbers() -> Vec<String> {
    Area::Device.names().iter().filter_map(|name| name.strip_prefix(KIND)).map(str::to_owned).collect()
}

fn words_of(account: &str) -> Vec<String> {
    keeping::names(&[WORDS, account, "."].concat())
}

/// Whether something that was written in a conversation is on this device, whoever wrote it.
pub(crate) fn has_words() -> bool {
    !numbers().is_empty() || !keeping::names(WORDS).is_empty()
}

/// Whether that account has written something that has not been sent.
pub(crate) fn has_words_of(account: &str) -> bool {
    let is_theirs = |message: &Outgoing| message.owner.as_deref() == Some(account) && !message.done;
    !words_of(account).is_empty() || numbers().iter().any(|number| read(number).iter().any(is_theirs))
}

/// Forgets what an account wrote.
pub(crate) fn forget_of(account: &str) {
    super::last::forget();
    words_of(account).iter().for_each(|name| keeping::forget(name));
    for number in numbers() {
        change(&number, |items| items.retain(|message| message.owner.as_deref() != Some(account)));
    }
}

/// Forgets what everybody wrote.
pub(crate) fn forget_all() {
    super::last::forget();
    forget_drafts(CONVERSATION);
    keeping::names(WORDS).iter().for_each(|name| keeping::forget(name));
    numbers().iter().for_each(|number| Area::Device.remove(&name(number)));
}
