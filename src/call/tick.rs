//! Seconds: seen, never read out.

use super::Telephone;
use crate::browser::timer;
use crate::markup::{Child, view};
use core::time::Duration;
use domain::time::UtcInstant;
use leptos::prelude::*;

/// Now, moving on every second while the view that asks is there.
pub(super) fn seconds(telephone: Telephone) -> RwSignal<UtcInstant> {
    let now = RwSignal::new(telephone.now());
    leptos::task::spawn_local(async move {
        loop {
            timer::sleep(Duration::from_secs(1)).await;
            // Refused: the view is gone.
            if now.is_disposed() || now.try_set(telephone.now()).is_some() {
                return;
            }
        }
    });
    now
}

/// "12:05", "1:02:05"
pub(super) fn span(seconds: u32) -> String {
    let two = |number: u32| if number < 10 { ["0", &number.to_string()].concat() } else { number.to_string() };
    let (minutes, rest) = (seconds / 60, seconds % 60);
    match minutes / 60 {
        0 => [minutes.to_string(), ":".to_owned(), two(rest)].concat(),
        hours => [hours.to_string(), ":".to_owned(), two(minutes % 60), ":".to_owned(), two(rest)].concat(),
    }
}

/// A time that runs.
pub(super) fn running(class: &'static str, read: impl Fn() -> u32 + Send + 'static) -> AnyView {
    let text = move || span(read());
    view! { <span class=class role="timer">{text.into_child()}</span> }
}
