//! What the tabs of one browser tell one another: what each follows, and what the one that reads the stream has read.

use super::listen::{ASLEEP, NAME};
use super::{Live, Mode};
use crate::browser::{page, timer};
use crate::context::Context;
use crate::json;
use crate::{secrets, sending};
use contract::read::Read;
use leptos::prelude::*;
use serde::Serialize;
use std::rc::Rc;

/// What tabs tell one another.
#[derive(Default, Serialize, Read)]
pub(super) struct Said {
    kind: String,
    /// Who says it.
    #[serde(default)]
    tab: String,
    /// The name of an event.
    #[serde(default)]
    name: String,
    #[serde(default)]
    data: String,
}

pub(super) const WATCH: &str = "watch";
pub(super) const WHO: &str = "who";
pub(super) const EVENT: &str = "event";
pub(super) const MODE: &str = "mode";
pub(super) const ALIVE: &str = "alive";
/// The portal answers again: what could not be sent is sent now.
pub(super) const BACK: &str = "back";

impl Live {
    /// A contact of a guest's is watched by its secret; those of an account are told without.
    pub(super) fn own_watched(self) -> String {
        let pairs: Vec<String> = self
            .followed
            .get_value()
            .iter()
            .filter_map(|one| Some([&one.number, "=", &secrets::of(one.contact(), &one.number)?].concat()))
            .collect();
        pairs.join(",")
    }

    /// Of this tab and of all others that have said so.
    pub(super) fn watched(self) -> String {
        let mut all = vec![self.own_watched()];
        self.others.with_value(|others| all.extend(others.iter().map(|(_, watched)| watched.clone())));
        all.retain(|watched| !watched.is_empty());
        all.sort_unstable();
        all.dedup();
        all.join(",")
    }

    /// Something is followed that was not, or no more: whoever reads the stream begins it anew for that.
    pub(super) fn tell_what_is_watched(self) {
        let watched = self.own_watched();
        self.say(WATCH, "", &watched);
        self.begin_anew();
    }

    pub(super) fn begin_anew(self) {
        if let Some(abort) = self.abort.get_value() {
            self.is_restarting.set_value(true);
            abort.abort();
        }
    }

    pub(super) fn say(self, kind: &str, name: &str, data: &str) {
        let said = Said { kind: kind.to_owned(), tab: self.tab.get_value(), name: name.to_owned(), data: data.to_owned() };
        let text = serde_json::to_string(&said).unwrap_or_default();
        self.channel.with_value(|channel| {
            if let Some(channel) = channel {
                channel.say(&text);
            }
        });
    }

    pub(super) fn open_channel(self, context: Context) {
        if self.channel.with_value(Option::is_some) {
            return;
        }
        let channel = crate::browser::channel::Channel::open(NAME, move |text| self.hear(context, text));
        self.channel.set_value(channel.map(Rc::new));
        page::on_return(move || {
            if self.is_followed() && page::is_visible() {
                leptos::task::spawn_local(self.read_all(context));
                // A stream that slept with the page may be dead without knowing it.
                if timer::monotonic() - self.heard.get_value() > ASLEEP.as_millis() as f64 {
                    self.begin_anew();
                }
            }
        });
    }

    pub(super) fn hear(self, context: Context, text: &str) {
        let Some(said) = json::read::<Said>(text) else { return };
        match said.kind.as_str() {
            WHO => self.say(WATCH, "", &self.own_watched()),
            WATCH => {
                let is_new = self.others.try_update_value(|others| {
                    let is_new = !others.contains(&(said.tab.clone(), said.data.clone()));
                    others.retain(|(tab, _)| *tab != said.tab);
                    if !said.data.is_empty() {
                        others.push((said.tab.clone(), said.data.clone()));
                    }
                    is_new && !said.data.is_empty()
                });
                if is_new == Some(true) {
                    self.begin_anew();
                }
            }
            BACK => sending::begin_again(context),
            EVENT if self.is_followed() => self.take(context, &said.name, &said.data),
            MODE if self.is_followed() => {
                let mode = match said.name.as_str() {
                    "streaming" => Mode::Streaming,
                    "polling" => Mode::Polling,
                    _ => Mode::Lost,
                };
                if self.mode.get_untracked() != mode {
                    self.mode.set(mode);
                }
            }
            _ => {}
        }
        if said.kind != WATCH && said.kind != WHO {
            self.heard.set_value(timer::monotonic());
        }
    }
}
