//! What changes while one looks at it: callbacks, conversations and their messages, told by the portal as it happens.
//!
//! A screen follows a contact; as long as somebody follows one, the portal is listened to: by its stream of events, or, where
//! that does not come through, by asking again and again what has changed. Whatever arrives, and however often, is put where it
//! belongs: a state by the time of its last change, a message by its place in the conversation.

mod listen;
mod tabs;

use crate::browser::channel::Channel;
use crate::browser::{page, uuid};
use crate::context::Context;
use crate::portal::remote::RemoteSignal;
use crate::portal::{Failure, Remote};
use crate::secrets::Contact;
use contract::{Callback, Conversation, Message, MessageList};
use core::cell::RefCell;
use leptos::prelude::*;
use std::rc::Rc;
use web_sys::AbortController;

/// How the portal is listened to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Nobody follows anything.
    #[default]
    Off,
    /// By its stream of events.
    Streaming,
    /// By asking.
    Polling,
    /// It does not answer; what is shown may be old.
    Lost,
}

/// A conversation that is followed.
#[derive(Clone, Copy)]
pub(crate) struct Talk {
    pub(crate) conversation: RemoteSignal<Conversation>,
    /// In order, each once, without gaps from the first.
    pub(crate) messages: RwSignal<Vec<Message>>,
}

#[derive(Clone, Copy)]
enum Thing {
    Callback(RemoteSignal<Callback>),
    Talk(Talk),
}

#[derive(Clone)]
struct Followed {
    number: String,
    thing: Thing,
    /// How many views look at it.
    views: usize,
    /// Version of what was read last.
    etag: Option<String>,
}

impl Followed {
    fn contact(&self) -> Contact {
        match self.thing {
            Thing::Callback(_) => Contact::Callback,
            Thing::Talk(_) => Contact::Conversation,
        }
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Live {
    followed: StoredValue<Vec<Followed>, LocalStorage>,
    /// Of the signals: what a view made would go with it.
    owner: StoredValue<Owner>,
    pub(crate) mode: RwSignal<Mode>,
    is_running: StoredValue<bool>,
    /// Of this tab, for the others.
    tab: StoredValue<String>,
    channel: StoredValue<Option<Rc<Channel>>, LocalStorage>,
    /// What other tabs follow.
    others: StoredValue<Vec<(String, String)>>,
    /// Ends the stream that this tab reads.
    abort: StoredValue<Option<AbortController>, LocalStorage>,
    /// It was ended because something else is followed now.
    is_restarting: StoredValue<bool>,
    last_id: StoredValue<Rc<RefCell<String>>, LocalStorage>,
    /// When the tab that reads the stream was heard of last, on the monotonic clock in milliseconds.
    heard: StoredValue<f64>,
    /// When anything changed last, on the same clock.
    changed: StoredValue<f64>,
}

impl Live {
    /// Below the root, which outlives every view.
    pub(crate) fn new() -> Self {
        Self {
            followed: StoredValue::new_local(Vec::new()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            mode: RwSignal::default(),
            is_running: StoredValue::new(false),
            tab: StoredValue::new(uuid()),
            channel: StoredValue::new_local(None),
            others: StoredValue::default(),
            abort: StoredValue::new_local(None),
            is_restarting: StoredValue::new(false),
            last_id: StoredValue::new_local(Rc::default()),
            heard: StoredValue::new(0.0),
            changed: StoredValue::new(0.0),
        }
    }

    /// A callback, kept up to date while the view that asks is there.
    pub(crate) fn callback(self, context: Context, number: &str) -> RemoteSignal<Callback> {
        match self.follow(context, Contact::Callback, number) {
            Thing::Callback(state) => state,
            Thing::Talk(_) => RwSignal::new_local(Remote::Failed(Failure::Gone)),
        }
    }

    /// A conversation and its messages, kept up to date while the view that asks is there.
    pub(crate) fn talk(self, context: Context, number: &str) -> Talk {
        match self.follow(context, Contact::Conversation, number) {
            Thing::Talk(talk) => talk,
            Thing::Callback(_) => Talk { conversation: RwSignal::new_local(Remote::Failed(Failure::Gone)), messages: RwSignal::default() },
        }
    }

    fn follow(self, context: Context, contact: Contact, number: &str) -> Thing {
        let is_this = |followed: &&mut Followed| followed.number == number && followed.contact() == contact;
        let known = self.followed.try_update_value(|all| {
            let followed = all.iter_mut().find(is_this)?;
            followed.views = followed.views.saturating_add(1);
            Some(followed.thing)
        });
        let thing = known.flatten().unwrap_or_else(|| {
            let thing = self.owner.with_value(|owner| {
                owner.with(|| match contact {
                    Contact::Conversation => {
                        Thing::Talk(Talk { conversation: RwSignal::new_local(Remote::Loading), messages: RwSignal::default() })
                    }
                    _ => Thing::Callback(RwSignal::new_local(Remote::Loading)),
                })
            });
            let followed = Followed { number: number.to_owned(), thing, views: 1, etag: None };
            self.followed.update_value(|all| all.push(followed));
            thing
        });
        let number = number.to_owned();
        on_cleanup({
            let number = number.clone();
            move || self.leave(contact, &number)
        });
        leptos::task::spawn_local(async move {
            self.read(context, contact, &number).await;
            self.listen(context);
        });
        thing
    }

    fn leave(self, contact: Contact, number: &str) {
        self.followed.try_update_value(|all| {
            for followed in all.iter_mut().filter(|followed| followed.number == number && followed.contact() == contact) {
                followed.views = followed.views.saturating_sub(1);
            }
            all.retain(|followed| followed.views > 0);
        });
        self.tell_what_is_watched();
    }

    /// Reads everything that is followed, now: after an answer that says that it changed, or when the page comes back.
    pub(crate) async fn read_all(self, context: Context) {
        for followed in self.followed.get_value() {
            self.read(context, followed.contact(), &followed.number).await;
        }
    }

    /// What the portal said of a callback in answer to something.
    pub(crate) fn know_callback(self, callback: Callback) {
        if let Some(Thing::Callback(state)) = self.thing(Contact::Callback, &callback.number) {
            let is_newer = state.with_untracked(|state| {
                state.value().is_none_or(|known| is_as_new(callback.last_update.as_deref(), known.last_update.as_deref()))
            });
            if is_newer {
                self.has_changed();
                state.set(Remote::Ready(callback));
            }
        }
    }

    /// What the portal said of a conversation in answer to something.
    pub(crate) fn know_conversation(self, conversation: Conversation) {
        if let Some(Thing::Talk(talk)) = self.thing(Contact::Conversation, &conversation.number) {
            let is_newer = talk.conversation.with_untracked(|state| {
                state.value().is_none_or(|known| {
                    conversation.last_sequence >= known.last_sequence
                        && is_as_new(conversation.last_update.as_deref(), known.last_update.as_deref())
                })
            });
            if is_newer {
                self.has_changed();
                talk.conversation.set(Remote::Ready(conversation));
            }
        }
    }

    /// Messages, from wherever they come. Those that leave a gap wait for what is missing: `false`.
    pub(crate) fn know_messages(self, number: &str, arrived: Vec<Message>) -> bool {
        let Some(Thing::Talk(talk)) = self.thing(Contact::Conversation, number) else { return true };
        let (merged, is_whole) = talk.messages.with_untracked(|known| domain::conversation::merged(known, arrived));
        talk.messages.maybe_update(|known| {
            let is_new = *known != merged;
            if is_new {
                *known = merged;
            }
            is_new
        });
        is_whole
    }

    fn thing(self, contact: Contact, number: &str) -> Option<Thing> {
        self.followed
            .with_value(|all| all.iter().find(|one| one.number == number && one.contact() == contact).map(|followed| followed.thing))
    }

    /// Reads one contact; what has not changed since is not sent again.
    async fn read(self, context: Context, contact: Contact, number: &str) {
        let Some(followed) =
            self.followed.with_value(|all| all.iter().find(|one| one.number == number && one.contact() == contact).cloned())
        else {
            return;
        };
        let (client, credential) = (context.client(), crate::secrets::credential(contact, number));
        let path = match contact {
            Contact::Conversation => ["/conversations/", &page::encode(number)].concat(),
            _ => ["/callbacks/", &page::encode(number)].concat(),
        };
        match followed.thing {
            Thing::Callback(state) => match client.get_changed::<Callback>(&path, &credential, followed.etag.as_deref()).await {
                Ok(Some((callback, etag))) => {
                    self.keep_etag(contact, number, etag);
                    self.know_callback(callback);
                    refresh(state);
                }
                Ok(None) => refresh(state),
                Err(failure) => fail(state, failure),
            },
            Thing::Talk(talk) => {
                match client.get_changed::<Conversation>(&path, &credential, followed.etag.as_deref()).await {
                    Ok(Some((conversation, etag))) => {
                        self.keep_etag(contact, number, etag);
                        self.know_conversation(conversation);
                        refresh(talk.conversation);
                    }
                    Ok(None) => refresh(talk.conversation),
                    Err(failure) => return fail(talk.conversation, failure),
                }
                self.read_messages(context, number).await;
            }
        }
    }

    /// Reads the messages that are not here yet, if there are any.
    async fn read_messages(self, context: Context, number: &str) {
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

fn fail<T: 'static>(state: RemoteSignal<T>, failure: Failure) {
    state.try_update(|state| state.settle(Err(failure)));
}

/// Whether a state of that time is not older than the known one. Times that are not told say nothing.
fn is_as_new(arrived: Option<&str>, known: Option<&str>) -> bool {
    let time = |text: Option<&str>| text.and_then(domain::time::parse_instant);
    time(arrived).zip(time(known)).is_none_or(|(arrived, known)| arrived >= known)
}
