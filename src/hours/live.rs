//! The availability of the channels, asked again from time to time.

use crate::browser::{page, timer};
use crate::context::Context;
use contract::Capability;
use core::time::Duration;
use leptos::prelude::*;

/// While the portal knows queues and waits.
const WITH_FIGURES: Duration = Duration::from_secs(60);
/// Else for the clock alone.
const WITHOUT_FIGURES: Duration = Duration::from_secs(300);

/// Asks at once when the page comes back, and regularly while it is looked at.
pub(crate) fn keep_availability_fresh(context: Context) {
    page::on_return(move || {
        if page::is_visible() {
            context.availability.load();
            // Signed in or out elsewhere, or on the portal's own pages and back.
            context.session.load();
            if context.desk().can(Capability::Incidents) {
                context.incidents.load();
            }
            if context.desk.state.with_untracked(|state| state.failure().is_some()) {
                context.desk.load();
            }
        }
    });
    leptos::task::spawn_local(async move {
        loop {
            let has_figures = context.availability.state.with_untracked(|state| {
                state.value().is_some_and(|value| {
                    value.channels.iter().any(|channel| channel.estimated_wait.is_some() || channel.queue_length.is_some())
                })
            });
            timer::sleep(if has_figures { WITH_FIGURES } else { WITHOUT_FIGURES }).await;
            if page::is_visible() {
                context.availability.load();
            }
        }
    });
}
