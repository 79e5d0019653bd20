//! `/operator/{number}`: the conversation, kept up to date; what was said, what is on its way, and what can be done.

use super::image::Pictures;
use super::last::{self, Last};
use super::outgoing::{self, Outgoing};
use super::{after, identity, log, status, words, write};
use crate::account::SignInLinks;
use crate::browser::page;
use crate::context::{Context, context};
use crate::guest::GuestAccess;
use crate::i18n::t;
use crate::live::Mode;
use crate::markup::{Child, view};
use crate::numbers::CopyButton;
use crate::page::{FailedRead, Page, Waiting};
use crate::portal::outbox::Standing;
use crate::portal::{Credential, Failure, Remote};
use crate::route::{Route, query};
use crate::secrets::{self, Contact};
use crate::ui::{LinkButton, Notice, NoticeKind};
use contract::{Conversation, ConversationStatus, Message};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// A conversation on the screen.
#[derive(Clone, Copy)]
pub(super) struct Talking {
    pub(super) context: Context,
    number: StoredValue<String>,
    /// As it is known, once it is.
    pub(super) known: Memo<Option<Conversation>>,
    pub(super) messages: Memo<Vec<Message>>,
    /// What this device has still to send.
    pub(super) outgoing: Memo<Vec<Outgoing>>,
    pub(super) pictures: Pictures,
    /// How often something was put there, or taken away.
    changes: RwSignal<u32>,
}

impl Talking {
    pub(super) fn number(self) -> String {
        self.number.get_value()
    }

    pub(super) fn credential(self) -> Credential {
        self.number.with_value(|number| secrets::credential(Contact::Conversation, number))
    }

    pub(super) fn status(self) -> ConversationStatus {
        self.known.with(|known| known.as_ref().map_or(ConversationStatus::Unknown, |known| known.status))
    }

    pub(super) fn has_changed(self) {
        self.changes.try_update(|changes| *changes = changes.wrapping_add(1));
    }

    pub(super) fn read_again(self) {
        let context = self.context;
        leptos::task::spawn_local(async move { context.live.read_all(context).await });
    }
}

pub(crate) fn conversation_page(number: String) -> AnyView {
    let hash = use_location().hash;
    let content = move || {
        // The same conversation's link, opened while it is shown, changes the fragment alone.
        // Read: a memo that nobody has read does not follow anything.
        hash.with(|_| ());
        one(number.clone())
    };
    content.into_child()
}

/// What there is to show. Not what is in it: that changes in its place.
#[derive(Clone, PartialEq)]
enum Shown {
    Waiting { is_slow: bool },
    There,
    NotYours,
    Failed(Failure),
}

fn one(number: String) -> AnyView {
    if let Some(secret) = page::fragment(query::SECRET) {
        secrets::keep(Contact::Conversation, &number, &secret);
        page::erase_fragment();
    }
    let context = context();
    let talk = context.live.talk(context, &number);
    let last = StoredValue::new(last::read(&number));
    let state = talk.conversation;
    let known = Memo::new(move |_| {
        state.with(|state| match state {
            Remote::Failed(failure) if failure.is_passing() => last.with_value(|last| last.as_ref().map(|last| last.conversation.clone())),
            state => state.value().cloned(),
        })
    });
    let messages = Memo::new(move |_| {
        let messages = talk.messages.get();
        let is_missing = messages.is_empty();
        let from_last = || last.with_value(|last| last.as_ref().map(|last| last.messages.clone()));
        if is_missing { from_last().unwrap_or_default() } else { messages }
    });
    let changes = RwSignal::new(0_u32);
    let outgoing = Memo::new({
        let number = number.clone();
        move |_| {
            changes.track();
            // What has been sent stands differently now.
            context.outbox.count();
            let mut outgoing = outgoing::read(&number);
            messages.with(|messages| outgoing.retain(|one| !messages.iter().any(|known| known.key.as_deref() == Some(&one.key))));
            outgoing
        }
    });
    let listener = page::on_storage({
        let ours = outgoing::name(&number);
        move |name, _| {
            if name.is_none_or(|name| name == ours) {
                changes.try_update(|changes| *changes = changes.wrapping_add(1));
            }
        }
    });
    on_cleanup(move || drop(listener));
    let talking =
        Talking { context, number: StoredValue::new(number.clone()), known, messages, outgoing, pictures: Pictures::new(), changes };
    keep_last(talking);
    forget_arrived(talking);
    // What an earlier visit left unsent.
    outgoing::pump(context, &number);
    let shown = Memo::new(move |_| {
        state.with(|state| match state {
            Remote::Loading => Shown::Waiting { is_slow: false },
            Remote::Slow => Shown::Waiting { is_slow: true },
            Remote::Ready(_) | Remote::Stale(..) => Shown::There,
            Remote::Failed(Failure::Gone | Failure::SignIn | Failure::Forbidden) => Shown::NotYours,
            Remote::Failed(failure) if failure.is_passing() && last.with_value(Option::is_some) => Shown::There,
            Remote::Failed(failure) => Shown::Failed(failure.clone()),
        })
    });
    // An event: a secret of the tab's opened nothing, and the device has another one.
    Effect::new({
        let number = number.clone();
        move || {
            if shown.get() == Shown::NotYours && secrets::forget_wrong(Contact::Conversation, &number) {
                talking.read_again();
            }
        }
    });
    // A stream may take its time to notice; a message that does not get away says it at once.
    let is_stuck = move || outgoing.with(|all| all.iter().any(|one| is_stuck(context, &one.key)));
    let is_lost = Memo::new(move |_| context.live.mode.get() == Mode::Lost || state.with(|state| state.failure().is_some()) || is_stuck());
    let content = move || {
        let title = t::operator_talk();
        match shown.get() {
            Shown::Waiting { is_slow } => view! { <Page title><Waiting is_slow /></Page> },
            Shown::There => there(talking, is_lost),
            Shown::NotYours => not_yours(),
            Shown::Failed(failure) => {
                view! { <Page title><FailedRead failure on_retry=Callback::new(move |()| talking.read_again()) /></Page> }
            }
        }
    };
    content.into_child()
}

fn is_stuck(context: Context, key: &str) -> bool {
    matches!(context.outbox.standing(key), Some(Standing::Kept { failure, .. }) if failure != Failure::SignIn)
}

/// Keeps in the tab what was said.
fn keep_last(talking: Talking) {
    Effect::new(move || {
        if let Some(conversation) = talking.known.get() {
            let messages = talking.messages.get();
            if !messages.is_empty() {
                last::keep(&Last { conversation, messages });
            }
        }
    });
}

/// Takes off the device what has come into the history, and sends what waited behind it: its answer may be lost for good.
fn forget_arrived(talking: Talking) {
    Effect::new(move || {
        let number = talking.number();
        let arrived: Vec<Outgoing> = talking.messages.with(|messages| {
            outgoing::read(&number).into_iter().filter(|one| messages.iter().any(|known| known.key.as_deref() == Some(&one.key))).collect()
        });
        for one in &arrived {
            outgoing::done(&number, &one.key, true);
        }
        if !arrived.is_empty() {
            outgoing::pump(talking.context, &number);
        }
    });
}

/// There is no such conversation, or it is not this visitor's: the portal does not tell which, and neither do we.
fn not_yours() -> AnyView {
    view! {
        <Page title=t::operator_talk() class="page--narrow">
            <Notice kind=NoticeKind::Warning title=t::operator_not_yours()>
                <p>{t::operator_not_yours_advice()}</p>
            </Notice>
            <p class="actions"><LinkButton label=t::operator_title() href=Route::Operator.href() /></p>
            <SignInLinks />
        </Page>
    }
}

fn there(talking: Talking, is_lost: Memo<bool>) -> AnyView {
    let number = talking.number();
    let is_open = Memo::new(move |_| words::is_open(talking.status()));
    let lost = move || {
        is_lost.get().then(|| {
            view! {
                <div role="status">
                    <Notice kind=NoticeKind::Warning title=t::operator_lost()><p>{t::operator_lost_text()}</p></Notice>
                </div>
            }
        })
    };
    let below = move || if is_open.get() { write::field(talking) } else { after::after(talking) };
    view! {
        <Page title=t::operator_talk() class="page--narrow">
            <p class="talk-number">
                <span>{t::operator_number(&number)}</span>
                <CopyButton text=number.clone() label=t::operator_copy() />
            </p>
            {lost}
            {status::status(talking)}
            {identity::identity(talking)}
            {log::log(talking)}
            {below}
            {status::ways(talking)}
            <GuestAccess
                contact=Contact::Conversation
                number=number.clone()
                route=Route::Conversation(number)
                about=t::operator_guest_link()
                remember=t::operator_remember()
            />
        </Page>
    }
}
