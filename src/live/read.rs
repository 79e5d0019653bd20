//! Reading what is followed, whether or not it is told as it happens.

use super::tabs::BACK;
use super::{Followed, Live, Thing};
use crate::browser::page;
use crate::context::Context;
use crate::portal::remote::RemoteSignal;
use crate::portal::{Failure, Remote};
use crate::secrets::Contact;
use crate::sending;
use contract::{Callback, Conversation, MessageList};
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
        let (client, credential) = (context.client(), crate::secrets::credential(contact, number));
        let path = match contact {
            Contact::Conversation => ["/conversations/", &page::encode(number)].concat(),
            _ => ["/callbacks/", &page::encode(number)].concat(),
        };
        for _ in 0..ATTEMPTS {
            let Some(followed) = self.followed(contact, number) else { return };
            // What was told while the answer was under way may be newer than it: a place in the queue bears no time.
            let is_outdated = || self.followed(contact, number).is_none_or(|now| now.told != followed.told);
            match followed.thing {
                Thing::Callback(state) => match client.get_changed::<Callback>(&path, &credential, followed.etag.as_deref()).await {
                    Ok(Some(_)) if is_outdated() => continue,
                    Ok(Some((callback, etag))) => {
                        self.keep_etag(contact, number, etag);
                        self.know_callback(callback);
                        refresh(state);
                    }
                    Ok(None) => refresh(state),
                    Err(failure) => return self.fail(state, failure),
                },
                Thing::Talk(talk) => {
                    match client.get_changed::<Conversation>(&path, &credential, followed.etag.as_deref()).await {
                        Ok(Some(_)) if is_outdated() => continue,
                        Ok(Some((conversation, etag))) => {
                            self.keep_etag(contact, number, etag);
                            self.know_conversation(conversation);
                            refresh(talk.conversation);
                        }
                        Ok(None) => refresh(talk.conversation),
                        Err(failure) => return self.fail(talk.conversation, failure),
                    }
                    self.read_messages(context, number).await;
                }
            }
            if self.is_cut.try_update_value(core::mem::take) == Some(true) {
                self.say(BACK, "", "");
                sending::begin_again(context);
            }
            return;
        }
    }

    fn followed(self, contact: Contact, number: &str) -> Option<Followed> {
        self.followed.with_value(|all| all.iter().find(|one| one.number == number && one.contact() == contact).cloned())
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
        self.is_cut.try_set_value(failure.is_passing());
        if let Failure::Again { after: Some(after), .. } = failure {
            self.respite.try_set_value(after);
        }
        state.try_update(|state| state.settle(Err(failure)));
    }

    fn keep_etag(self, contact: Contact, number: &str, etag: Option<String>) {
        self.followed.try_update_value(|all| {
            for followed in all.iter_mut().filter(|followed| followed.number == number && followed.contact() == contact) {
                followed.etag.clone_from(&etag);
            }
        });
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
