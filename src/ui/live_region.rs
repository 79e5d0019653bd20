use crate::markup::view;
use leptos::prelude::*;

/// Says things to those who do not see the screen. One for the whole application.
#[derive(Clone, Copy)]
pub(crate) struct Announcer(RwSignal<String>);

impl Announcer {
    pub(crate) fn new() -> Self {
        Announcer(RwSignal::new(String::new()))
    }

    /// Politely: when what is being read is over. The same text is said again.
    pub(crate) fn announce(self, text: &str) {
        self.0.update(|said| {
            // Only a change is read out, so the same words come back with a space behind them.
            let again = said == text;
            said.clear();
            said.push_str(text);
            if again {
                said.push('\u{a0}');
            }
        });
    }
}

/// Where the [`Announcer`] speaks. It must be on the page before the first word.
#[component]
pub(crate) fn LiveRegion(announcer: Announcer) -> AnyView {
    view! { <p class="visually-hidden" role="status" aria-live="polite">{announcer.0}</p> }
}
