use crate::browser::page;
use crate::markup::view;
use leptos::{ev::Event, html, prelude::*};

fn link((id, text): (String, String)) -> AnyView {
    let href = format!("#{id}");
    let pressed = move |event: Event| {
        // The address is for screens; the field is not one.
        event.prevent_default();
        page::focus(&id);
    };
    view! {
        <li>
            <a href=href on:click=pressed>{text}</a>
        </li>
    }
}

/// Everything that is wrong with a form, above it. Not there while nothing is.
#[component]
pub(crate) fn ErrorSummary(
    #[prop(into)] title: String,
    /// The id of the field, and what is wrong with it, in the order of the form.
    #[prop(into)]
    errors: Signal<Vec<(String, String)>>,
    /// How often the form was tried. Each new try with errors gives the summary the focus; errors that go away while somebody
    /// types do not.
    #[prop(into)]
    attempt: Signal<u32>,
) -> AnyView {
    let summary = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if attempt.get() > 0 && !errors.read_untracked().is_empty() {
            // After the list has been drawn: what is not displayed cannot take the focus.
            request_animation_frame(move || {
                // The frame may come when the screen has gone.
                if let Some(summary) = summary.try_get_untracked().flatten() {
                    let _ = summary.focus();
                }
            });
        }
    });
    let content = move || {
        let errors = errors.get();
        (!errors.is_empty()).then(|| {
            let links: Vec<AnyView> = errors.into_iter().map(link).collect();
            view! {
                <h2 class="error-summary__title">{title.clone()}</h2>
                <ul class="error-summary__list">{links}</ul>
            }
        })
    };
    view! { <div class="error-summary" role="alert" tabindex="-1" node_ref=summary>{content}</div> }
}
