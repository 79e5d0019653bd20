//! Conversations: what happens in them, what follows from it for the queue, and who is told.
//!
//! [`change`] is the one way to change them: a transaction in which free operators are given to who waits, and everybody whose
//! place has changed is told, whatever it was that changed. States are written by [`domain::states::Step`] only.

mod assign;
mod automatic;
mod steps;
mod ticker;
mod view;

pub(crate) use steps::By;
pub(crate) use ticker::run;
pub(crate) use view::view;

use crate::app::Portal;
use crate::problem::{Failure, Fatal, Kind};
use crate::queue::Queue;
use crate::store::conversations::{self, Talk};
use crate::store::events;
use crate::store::messages::{self, New};
use crate::texts::{TalkTexts, fill};
use contract::events::{CONVERSATION, MESSAGE};
use contract::{ConversationMessage, Message, MessageAuthor};
use domain::time::UtcInstant;
use rusqlite::Transaction;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long somebody is said to write after they last were seen to.
const TYPING: Duration = Duration::from_secs(6);

/// What is true of conversations and kept nowhere.
#[derive(Default)]
pub(crate) struct Talks {
    /// Visitors who write, and since when they have not been seen to.
    typing: Mutex<HashMap<String, Instant>>,
}

impl Talks {
    /// The visitor of that conversation writes at this moment.
    pub(crate) fn types(&self, number: String) {
        let mut typing = self.typing.lock().unwrap_or_else(PoisonError::into_inner);
        typing.retain(|_, seen| seen.elapsed() < TYPING);
        typing.insert(number, Instant::now());
    }

    pub(crate) fn has_stopped(&self, number: &str) {
        self.typing.lock().unwrap_or_else(PoisonError::into_inner).remove(number);
    }

    pub(crate) fn is_typing(&self, number: &str) -> bool {
        let typing = self.typing.lock().unwrap_or_else(PoisonError::into_inner);
        typing.get(number).is_some_and(|seen| seen.elapsed() < TYPING)
    }
}

/// Changes conversations in a transaction of its own, and wakes who listens.
///
/// # Errors
/// Those of the work, which is then undone.
pub(crate) async fn write<T, W>(portal: &Arc<Portal>, work: W) -> Result<T, Failure>
where
    T: Send + 'static,
    W: FnOnce(&Change<'_>) -> Result<T, Failure> + Send + 'static,
{
    let context = Arc::clone(portal);
    let changed = portal.store.write(move |transaction| change(&context, transaction, work));
    let (done, has_moved) = changed.await?;
    portal.live.wake();
    if has_moved {
        portal.live.has_moved();
    }
    Ok(done)
}

/// Does the work, and what follows from it; and whether somebody has come, gone, or been given to an operator.
fn change<T>(
    portal: &Portal,
    transaction: &Transaction<'_>,
    work: impl FnOnce(&Change<'_>) -> Result<T, Failure>,
) -> Result<(T, bool), Failure> {
    let change = Change { portal, transaction, now: portal.clock.now(), has_moved: Cell::new(false) };
    let before = Queue::Conversations.waiting(transaction)?;
    let done = work(&change)?;
    change.assign()?;
    change.tell_moved(&before)?;
    Ok((done, change.has_moved.get()))
}

/// A transaction in which conversations change.
pub(crate) struct Change<'a> {
    pub portal: &'a Portal,
    pub transaction: &'a Transaction<'a>,
    pub now: UtcInstant,
    has_moved: Cell<bool>,
}

impl Change<'_> {
    #[must_use]
    pub(crate) fn now_ms(&self) -> i64 {
        self.now.timestamp_millis()
    }

    /// # Errors
    /// 404 when there is none.
    pub(crate) fn find(&self, number: &str) -> Result<Talk, Failure> {
        Ok(conversations::find(self.transaction, number)?.ok_or(Kind::NotFound)?)
    }

    fn texts(&self, talk: &Talk) -> &TalkTexts {
        &self.portal.texts.of(talk.language).talk
    }

    /// Adds a message, and tells it.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn say(&self, talk: &Talk, new: &New<'_>) -> Result<Message, Failure> {
        let message = messages::add(self.transaction, &talk.number, new, self.now_ms())?;
        let told = ConversationMessage { number: talk.number.clone(), message };
        events::record(self.transaction, Some(&talk.number), talk.account.as_deref(), MESSAGE, &told, self.now_ms())?;
        if new.author == MessageAuthor::Visitor {
            self.portal.talks.has_stopped(&talk.number);
        }
        Ok(told.message)
    }

    /// What the portal itself says, in the language of the conversation.
    fn announce(&self, talk: &Talk, text: &str, values: &[(&str, &str)]) -> Result<(), Failure> {
        let text = fill(text, values);
        self.say(talk, &New { author: MessageAuthor::System, name: None, key: None, text: &text, attachment: None }).map(drop)
    }

    /// Tells whoever the conversation belongs to how it stands.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn tell(&self, number: &str) -> Result<(), Failure> {
        let Some(talk) = conversations::find(self.transaction, number)? else { return Ok(()) };
        let seen = view(self.portal, self.transaction, &talk, self.now)?;
        Ok(self.record(&talk, &seen)?)
    }

    fn record(&self, talk: &Talk, seen: &contract::Conversation) -> Result<(), Fatal> {
        events::record(self.transaction, Some(&talk.number), talk.account.as_deref(), CONVERSATION, seen, self.now_ms())
    }

    /// Tells those who wait and are not where they were.
    fn tell_moved(&self, before: &[String]) -> Result<(), Failure> {
        let after = Queue::Conversations.waiting(self.transaction)?;
        for (place, number) in after.iter().enumerate() {
            if before.get(place) != Some(number) {
                self.tell(number)?;
            }
        }
        Ok(())
    }
}
