use crate::markup::view;
use leptos::prelude::*;

/// The room that text will take, while it is on its way. `label` says what is awaited, to those who cannot see the grey bars.
#[component]
pub(crate) fn Skeleton(#[prop(into)] label: String, #[prop(default = 3)] lines: u32) -> AnyView {
    let lines: Vec<AnyView> = (0..lines).map(|_| view! { <span class="skeleton__line"></span> }).collect();
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{label}</span>
            {lines}
        </div>
    }
}
