use super::state_words;
use crate::context::context;
use crate::desk::ChannelHours;
use crate::ui::State;
use leptos::prelude::*;

/// How a channel stands now, by word, shape and colour; it changes by itself at the minute.
#[component]
pub(crate) fn HoursState(
    channel: ChannelHours,
    /// Without the visitor's own time.
    #[prop(optional)]
    is_short: bool,
) -> AnyView {
    let context = context();
    let desk = context.desk();
    let words = Memo::new_with_compare(move |_| state_words(&desk, &channel, context.clock.minute()), |old, new| old != new);
    let text = move || {
        let words = words.get();
        let own = words.own.filter(|_| !is_short).map(|own| view! { <span class="state__own muted">" "{own}</span> });
        view! { <State text=words.text shape=words.shape />{own} }
    };
    text.into_any()
}
