//! How the channel stands: when calls are made, how many wait, and about how long.

use crate::context::Context;
use crate::hours::HoursState;
use crate::i18n::{self, t};
use crate::markup::{Child, view};
use contract::ChannelKind;
use domain::callback::minutes;
use domain::hours::State;
use domain::zone::Zone as _;
use leptos::prelude::*;

/// When calls begin, in words, on the visitor's clock; `None` while they are made, or where that is not known. Tracked.
pub(super) fn begins(context: Context) -> Option<String> {
    let desk = context.desk();
    let (timetable, zone) = desk.channel(ChannelKind::Callback).or_else(|| desk.channel(ChannelKind::Phone))?.hours?;
    let State::Closed { opens: Some(opens) } = timetable.state_at(&*zone, context.clock.minute()) else { return None };
    let own = desk.own_zone().map_or_else(|| desk.zone(), |(_, own)| own);
    let local = own.local(opens);
    Some(t::callback_begin(&t::format_date_time(&i18n::weekday_date(local.date()), &i18n::time(local.time()))))
}

/// Above the form.
pub(super) fn now(context: Context) -> AnyView {
    let desk = context.desk();
    let Some(channel) = desk.channel(ChannelKind::Callback).or_else(|| desk.channel(ChannelKind::Phone)) else { return ().into_child() };
    let id = channel.channel.id.clone();
    let queue = move || {
        if let Some(begins) = begins(context) {
            return Some(begins);
        }
        context.availability.state.with(|availability| {
            let channel = availability.value()?.channels.iter().find(|channel| channel.channel == id)?;
            let waiting = channel.queue_length.filter(|length| *length > 0).map(t::callback_queue);
            let wait = minutes(channel.estimated_wait).map(t::callback_queue_wait);
            Some([waiting, wait].into_iter().flatten().collect::<Vec<_>>().join(" "))
        })
    };
    view! {
        <div class="callback-now">
            <p><HoursState channel /></p>
            <p>{queue}</p>
        </div>
    }
}
