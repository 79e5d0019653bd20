//! Listening to the portal: one tab does it for all of them.
//!
//! The tab that holds the lock reads the stream and tells the others what came. A tab that hears nothing of it any more, because
//! that one sleeps, takes the lock by force. Where no stream comes through, each tab asks for what it shows itself.

use super::tabs::{ALIVE, EVENT, MODE, WHO};
use super::{Live, Mode};
use crate::browser::lock::{self, Lease};
use crate::browser::{page, random, timer};
use crate::context::Context;
use crate::json;
use crate::portal::{Failure, Remote};
use contract::{Availability, Callback, Capability, Conversation, ConversationMessage, events};
use core::cell::RefCell;
use core::time::Duration;
use domain::sse::Event;
use leptos::prelude::*;
use web_sys::AbortController;

/// Of the lock and of the channel.
pub(super) const NAME: &str = "hotline-live";
/// How often a tab that does not read asks whether it should.
const LOOK: Duration = Duration::from_secs(1);
/// After so much silence whoever reads the stream sleeps, or is gone.
pub(super) const ASLEEP: Duration = Duration::from_secs(25);
/// Streams that broke off at once, after which asking is better for a while.
const VAIN: u32 = 3;
/// For so long.
const ASKING: Duration = Duration::from_secs(60);

impl Live {
    /// Listens as long as anything is followed.
    pub(super) fn listen(self, context: Context) {
        if self.is_running.get_value() {
            return self.tell_what_is_watched();
        }
        self.is_running.set_value(true);
        self.open_channel(context);
        self.tell_what_is_watched();
        leptos::task::spawn_local(async move {
            self.heard.set_value(timer::monotonic());
            while self.is_followed() {
                if !lock::exist() {
                    self.lead(context, None).await;
                } else if let Some(lease) = lock::take(NAME, self.is_deserted()).await {
                    self.lead(context, Some(lease)).await;
                } else {
                    self.follow_another(context).await;
                }
            }
            self.set_mode(Mode::Off);
            self.is_running.set_value(false);
        });
    }

    pub(super) fn is_followed(self) -> bool {
        self.followed.try_with_value(|all| !all.is_empty()) == Some(true)
    }

    /// Whoever reads the stream has not been heard of for too long.
    fn is_deserted(self) -> bool {
        page::is_visible() && timer::monotonic() - self.heard.get_value() > ASLEEP.as_millis() as f64
    }

    /// Another tab reads the stream.
    async fn follow_another(self, context: Context) {
        timer::sleep(LOOK).await;
        if self.mode.get_untracked() == Mode::Polling {
            self.ask(context).await;
        }
    }

    /// Reads the stream, or asks, until nothing is followed here or the lock is lost.
    async fn lead(self, context: Context, lease: Option<Lease>) {
        let mut vain = 0_u32;
        // Tabs that are gone say nothing.
        self.others.set_value(Vec::new());
        self.say(WHO, "", "");
        while self.is_followed() && !lease.as_ref().is_some_and(Lease::is_lost) {
            if !page::is_online() {
                self.set_mode(Mode::Lost);
                timer::sleep(LOOK).await;
                continue;
            }
            let can_stream = context.desk().can(Capability::Events);
            if !can_stream || vain >= VAIN {
                self.ask_for_a_while(context, lease.as_ref()).await;
                vain = 0;
                continue;
            }
            let begun = timer::monotonic();
            let result = self.stream(context, lease.as_ref()).await;
            let has_lasted = timer::monotonic() - begun > 5_000.0;
            let is_wanted_anew = self.is_restarting.try_update_value(core::mem::take) == Some(true);
            if is_wanted_anew {
                continue;
            }
            self.is_cut.set_value(true);
            vain = if has_lasted { 1 } else { vain.saturating_add(1) };
            if result.is_err() {
                self.read_all(context).await;
            }
            let wait = match result {
                Err(Failure::Again { after: Some(after), .. }) => after.min(ASKING),
                _ => domain::retry::full_jitter(vain, random()),
            };
            timer::sleep(wait.max(self.respite())).await;
        }
        // The next one to read is told by nobody how this one stood.
        drop(lease);
    }

    async fn stream(self, context: Context, lease: Option<&Lease>) -> Result<(), Failure> {
        let abort = AbortController::new().map_err(|_| Failure::Unreachable)?;
        self.abort.set_value(Some(abort.clone()));
        let (client, watched) = (context.client(), self.watched());
        let is_first = RefCell::new(true);
        let last_id = self.last_id.get_value();
        let of_loss = abort.clone();
        let arrived = |events: Vec<Event>| {
            // Another tab took this one for asleep, and reads now.
            if lease.is_some_and(Lease::is_lost) {
                return of_loss.abort();
            }
            self.heard.set_value(timer::monotonic());
            self.set_mode(Mode::Streaming);
            self.say(ALIVE, "", "");
            if is_first.replace(false) {
                // What happened between the first reading and the beginning of the stream.
                leptos::task::spawn_local(self.read_all(context));
                self.say(EVENT, events::RESET, "{}");
                self.resend_if_cut(context);
            }
            for event in events {
                self.say(EVENT, &event.name, &event.data);
                self.take(context, &event.name, &event.data);
            }
        };
        let result = client.events(&watched, &last_id, abort, arrived).await;
        self.abort.set_value(None);
        result
    }

    /// For how long the portal wants to be left alone, as far as one can wait.
    fn respite(self) -> Duration {
        self.respite.get_value().min(ASKING)
    }

    async fn ask_for_a_while(self, context: Context, lease: Option<&Lease>) {
        let until = timer::monotonic() + ASKING.as_millis() as f64;
        while timer::monotonic() < until && self.is_followed() && page::is_online() && !lease.is_some_and(Lease::is_lost) {
            self.set_mode(Mode::Polling);
            self.ask(context).await;
        }
    }

    /// Asks once, and waits as long as is sensible before the next time.
    async fn ask(self, context: Context) {
        self.read_all(context).await;
        let is_hidden = !page::is_visible();
        let quiet = Duration::from_secs_f64((timer::monotonic() - self.changed.get_value()).max(0.0) / 1000.0);
        let wait = domain::sse::pace(!is_hidden, quiet).max(self.respite());
        let begun = timer::monotonic();
        // Whoever comes back is served at once.
        while timer::monotonic() - begun < wait.as_millis() as f64 && !(is_hidden && page::is_visible()) && self.is_followed() {
            self.say(ALIVE, "", "");
            timer::sleep(LOOK.min(wait)).await;
        }
    }

    /// One event, wherever it was read.
    pub(super) fn take(self, context: Context, name: &str, data: &str) {
        match name {
            events::AVAILABILITY => {
                if let Some(availability) = json::read::<Availability>(data) {
                    if let Some(now) = domain::time::parse_instant(&availability.server_time) {
                        context.clock.set(now);
                    }
                    context.availability.know(availability);
                }
            }
            events::CALLBACK => {
                if let Some(callback) = json::read::<Callback>(data) {
                    self.know_callback(callback);
                }
            }
            events::CONVERSATION => {
                if let Some(conversation) = json::read::<Conversation>(data) {
                    let number = conversation.number.clone();
                    self.know_conversation(conversation);
                    leptos::task::spawn_local(async move { self.read_messages(context, &number).await });
                }
            }
            events::MESSAGE => {
                let Some(ConversationMessage { number, message }) = json::read(data) else { return };
                if !self.know_messages(&number, vec![message]) {
                    leptos::task::spawn_local(async move { self.read_missing_messages(context, &number).await });
                }
            }
            events::INCIDENTS => context.incidents.load(),
            events::RESET => leptos::task::spawn_local(self.read_all(context)),
            _ => {}
        }
    }

    fn set_mode(self, mode: Mode) {
        if self.mode.try_get_untracked().is_some_and(|known| known != mode) {
            self.mode.try_set(mode);
        }
        if mode != Mode::Off {
            let name = match mode {
                Mode::Streaming => "streaming",
                Mode::Polling => "polling",
                _ => "lost",
            };
            self.say(MODE, name, "");
        }
    }

    /// Something has changed: asking goes on more often.
    pub(super) fn has_changed(self) {
        self.changed.try_set_value(timer::monotonic());
    }

    async fn read_missing_messages(self, context: Context, number: &str) {
        let talk = self.thing(crate::secrets::Contact::Conversation, number);
        if let Some(super::Thing::Talk(talk)) = talk {
            // There are more than the state said.
            talk.conversation.try_update(|state| {
                if let Remote::Ready(conversation) = state {
                    conversation.last_sequence = conversation.last_sequence.saturating_add(1);
                }
            });
        }
        self.read_messages(context, number).await;
    }
}
