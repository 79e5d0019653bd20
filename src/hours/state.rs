use super::state_words;
use crate::context::context;
use crate::desk::ChannelHours;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::ui::{Shape, State};
use leptos::prelude::*;

/// How a channel stands now, by word, shape and colour; it changes by itself at the minute.
#[component]
pub(crate) fn HoursState(
    channel: ChannelHours,
    /// One word, true in every zone.
    #[prop(optional)]
    is_short: bool,
) -> AnyView {
    let context = context();
    let desk = context.desk();
    let words = Memo::new(move |_| state_words(&desk, &channel, context.clock.minute()));
    let text = move || {
        let words = words.get();
        if is_short {
            let text = match words.shape {
                Shape::Closed => t::state_closed(),
                Shape::Unknown => words.text,
                _ => t::state_open(),
            };
            return view! { <State text shape=words.shape /> };
        }
        let own = words.own.map(|own| view! { <span class="state__own muted">" "{own}</span> });
        view! { <State text=words.text shape=words.shape />{own} }
    };
    text.into_child()
}
