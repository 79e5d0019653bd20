//! What changes while one looks at it: callbacks, conversations and their messages, told by the portal as it happens.
//!
//! A screen follows a contact; as long as somebody follows one, the portal is listened to: by its stream of events, or, where
//! that does not come through, by asking again and again what has changed. Whatever arrives, and however often, is put where it
//! belongs: a state by the time of its last change, a message by its place in the conversation.

mod listen;
mod read;
mod tabs;

use crate::browser::channel::Channel;
use crate::browser::uuid;
use crate::context::Context;
use crate::portal::remote::RemoteSignal;
use crate::portal::{Failure, Remote};
use crate::secrets::Contact;
use contract::{Callback, Conversation, Message};
use core::cell::RefCell;
use core::time::Duration;
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
    /// How often something was heard of it.
    told: u32,
}

impl Followed {
    fn contact(&self) -> Contact {
        match self.thing {
            Thing::Callback(_) => Contact::Callback,
            Thing::Talk(_) => Contact::Conversation,
        }
    }

    fn is(&self, contact: Contact, number: &str) -> bool {
        self.number == number && self.contact() == contact
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
    /// The portal was not to be had the last time: what waits to be sent goes out when it is again.
    is_cut: StoredValue<bool>,
    /// For how long the portal wants to be left alone.
    respite: StoredValue<Duration>,
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
            is_cut: StoredValue::new(false),
            respite: StoredValue::default(),
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
        let known = self.change(contact, number, |followed| {
            followed.views = followed.views.saturating_add(1);
            followed.thing
        });
        let thing = known.unwrap_or_else(|| {
            let thing = self.owner.with_value(|owner| {
                owner.with(|| match contact {
                    Contact::Conversation => {
                        Thing::Talk(Talk { conversation: RwSignal::new_local(Remote::Loading), messages: RwSignal::default() })
                    }
                    _ => Thing::Callback(RwSignal::new_local(Remote::Loading)),
                })
            });
            let followed = Followed { number: number.to_owned(), thing, views: 1, etag: None, told: 0 };
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
        self.change(contact, number, |followed| followed.views = followed.views.saturating_sub(1));
        self.followed.try_update_value(|all| all.retain(|followed| followed.views > 0));
        self.tell_what_is_watched();
    }

    /// What the portal said of a callback in answer to something.
    pub(crate) fn know_callback(self, callback: Callback) {
        if let Some(Thing::Callback(state)) = self.hear_of(Contact::Callback, &callback.number) {
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
        if let Some(Thing::Talk(talk)) = self.hear_of(Contact::Conversation, &conversation.number) {
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

    /// What was heard of, and that it was.
    fn hear_of(self, contact: Contact, number: &str) -> Option<Thing> {
        self.change(contact, number, |followed| {
            followed.told = followed.told.wrapping_add(1);
            followed.thing
        })
    }

    /// Changes what is known of a contact that is followed; `None` when it is not, or no more.
    fn change<T>(self, contact: Contact, number: &str, how: impl FnOnce(&mut Followed) -> T) -> Option<T> {
        self.followed.try_update_value(|all| all.iter_mut().find(|followed| followed.is(contact, number)).map(how))?
    }

    fn followed(self, contact: Contact, number: &str) -> Option<Followed> {
        self.followed.with_value(|all| all.iter().find(|followed| followed.is(contact, number)).cloned())
    }

    fn thing(self, contact: Contact, number: &str) -> Option<Thing> {
        self.followed(contact, number).map(|followed| followed.thing)
    }
}

/// Whether a state of that time is not older than the known one. Times that are not told say nothing.
fn is_as_new(arrived: Option<&str>, known: Option<&str>) -> bool {
    let time = |text: Option<&str>| text.and_then(domain::time::parse_instant);
    time(arrived).zip(time(known)).is_none_or(|(arrived, known)| arrived >= known)
}
