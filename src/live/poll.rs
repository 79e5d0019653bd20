//! Asking again and again: what serves where no stream comes through.

use super::{Live, Mode};
use crate::browser::{page, timer};
use crate::context::Context;
use core::time::Duration;
use leptos::prelude::*;

/// While the page is looked at.
const LOOKED_AT: Duration = Duration::from_secs(3);
/// While it is in the background.
const HIDDEN: Duration = Duration::from_secs(30);

impl Live {
    /// Listens as long as anything is followed.
    pub(super) fn listen(self, context: Context) {
        if self.is_running.get_value() || self.followed.with_value(Vec::is_empty) {
            return;
        }
        self.is_running.set_value(true);
        leptos::task::spawn_local(async move {
            while !self.followed.with_value(Vec::is_empty) {
                self.mode.set(Mode::Polling);
                timer::sleep(if page::is_visible() { LOOKED_AT } else { HIDDEN }).await;
                self.read_all(context).await;
            }
            self.mode.set(Mode::Off);
            self.is_running.set_value(false);
        });
    }
}
