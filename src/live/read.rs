//! Reading what is followed, whether or not it is told as it happens.

use super::tabs::BACK;
use super::{Live, Thing};
use crate::browser::page;
use crate::context::Context;
use crate::portal::remote::RemoteSignal;
use crate::portal::{Failure, Remote};
use crate::secrets::Contact;
use crate::sending;
use contract::MessageList;
use contract::read::Read;
use core::time::Duration;
use leptos::prelude::*;

/// How often one contact is read in a row because more was told of it meanwhile.
const ATTEMPTS: usize = 3;

impl Live {
    /// Reads everything that is followed, now: after an answer that says that it changed, or when the page comes back.
    pub(crate) async fn read_all(self, context: Context) {
        self.respite.set_value(Duration::ZERO);
        for followed in self.followed.get_value() {
            self.read(context, followed.contact(), &followed.number).await;
        }
    }

    /// Reads one contact; what has not changed since is not sent again.
    pub(super) async fn read(self, context: Context, contact: Contact, number: &str) {
        let is_read = match self.thing(contact, number) {
            Some(Thing::Callback(state)) => self.read_state(context, contact, number, state).await,
            Some(Thing::Talk(talk)) => self.read_state(context, contact, number, talk.conversation).await,
            None => false,
        };
        if is_read && contact == Contact::Conversation {
            self.read_messages(context, number).await;
        }
    }

    /// Whether the portal answered, and nothing was told meanwhile for as long as one asks.
    async fn read_state<T>(self, context: Context, contact: Contact, number: &str, state: RemoteSignal<T>) -> bool
    where
        T: Read + Clone + 'static,
    {
        let path = match contact {
            Contact::Conversation => ["/conversations/", &page::encode(number)].concat(),
            _ => ["/callbacks/", &page::encode(number)].concat(),
        };
        let (client, credential) = (context.client(), crate::secrets::credential(contact, number));
        for _ in 0..ATTEMPTS {
            let Some(before) = self.followed(contact, number) else { return false };
            match client.get_changed::<T>(&path, &credential, before.etag.as_deref()).await {
                // What was told while the answer was under way may be newer than it: a place in the queue bears no time.
                Ok(Some(_)) if self.followed(contact, number).is_none_or(|now| now.told != before.told) => continue,
                // Whatever its time says: the clock of a portal may have gone back.
                Ok(Some((value, etag))) => {
                    self.change(contact, number, |followed| {
                        followed.etag = etag;
                        followed.told = followed.told.wrapping_add(1);
                    });
                    self.has_changed();
                    state.try_set(Remote::Ready(value));
                }
                Ok(None) => {}
                Err(failure) => {
                    self.fail(state, failure);
                    return false;
                }
            }
            refresh(state);
            self.resend_if_cut(context);
            return true;
        }
        false
    }

    /// The portal is to be had. If it was not before, what could not be sent is sent now, here and in the other tabs.
    pub(super) fn resend_if_cut(self, context: Context) {
        if self.is_cut.try_update_value(core::mem::take) == Some(true) {
            self.say(BACK, "", "");
            sending::begin_again(context);
        }
    }

    /// Reads the messages that are not here yet, if there are any.
    pub(super) async fn read_messages(self, context: Context, number: &str) {
        let Some(Thing::Talk(talk)) = self.thing(Contact::Conversation, number) else { return };
        let last = || talk.messages.with_untracked(|messages| messages.last().map_or(0, |message| message.sequence));
        let there = talk.conversation.with_untracked(|state| state.value().map_or(0, |conversation| conversation.last_sequence));
        if there <= last() {
            return;
        }
        let path = ["/conversations/", &page::encode(number), "/messages?after=", &last().to_string()].concat();
        let credential = crate::secrets::credential(Contact::Conversation, number);
        if let Ok(list) = context.client().get::<MessageList>(&path, &credential).await {
            self.know_messages(number, list.items);
        }
    }

    fn fail<T: 'static>(self, state: RemoteSignal<T>, failure: Failure) {
        if failure.is_passing() {
            self.is_cut.try_set_value(true);
        }
        if let Failure::Again { after: Some(after), .. } = failure {
            self.respite.try_set_value(after);
        }
        state.try_update(|state| state.settle(Err(failure)));
    }
}

/// What is known is up to date again.
fn refresh<T: Clone + 'static>(state: RemoteSignal<T>) {
    let stale = state.try_with_untracked(|state| match state {
        Remote::Stale(value, _) => Some(value.clone()),
        _ => None,
    });
    if let Some(value) = stale.flatten() {
        state.try_set(Remote::Ready(value));
    }
}
