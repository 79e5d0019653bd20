use crate::markup::view;
use leptos::prelude::*;

/// Where one is in a flow of a few screens. `label` says it in words: "Step 2 of 3".
#[component]
pub(crate) fn Steps(
    #[prop(into)] label: String,
    /// From 1.
    current: u32,
    of: u32,
) -> AnyView {
    let marks: Vec<AnyView> = (1..=of)
        .map(|step| view! { <span class=if step <= current { "steps__mark steps__mark--done" } else { "steps__mark" }></span> })
        .collect();
    view! {
        <p class="steps">
            <span class="steps__label">{label}</span>
            <span class="steps__marks" aria-hidden="true">{marks}</span>
        </p>
    }
}
