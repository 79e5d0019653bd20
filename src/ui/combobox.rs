use super::Choice;
use super::field::{described_by, error_and_count, hint as hint_text};
use crate::browser::page;
use crate::markup::view;
use leptos::{ev::Event, prelude::*};
use wasm_bindgen::JsCast;

/// One line of text with suggestions below it; the pattern "combobox with a list" of the ARIA authoring practices. What is typed
/// counts as it stands: a suggestion is only ever taken on purpose.
#[component]
pub(crate) fn Combobox(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(into)] value: Signal<String>,
    on_input: Callback<String>,
    /// What is suggested for what was typed.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// The key of the suggestion that was taken.
    on_choose: Callback<String>,
    /// The suggestions are shown.
    is_open: RwSignal<bool>,
    /// How many there are, in words: read out when they change.
    #[prop(into)]
    status: Signal<Option<String>>,
) -> AnyView {
    let active = RwSignal::new(None::<usize>);
    let list = format!("{id}-list");
    let option_id = {
        let list = list.clone();
        move |index: usize| format!("{list}-{index}")
    };
    let choose = move |key: String| {
        is_open.set(false);
        active.set(None);
        on_choose.run(key);
    };
    let shown = Memo::new(move |_| is_open.get() && !options.read().is_empty());
    let of_active = option_id.clone();
    let active_id = Signal::derive(move || active.get().filter(|_| shown.get()).map(&of_active));
    let pressed = move |event: Event| {
        let event: web_sys::KeyboardEvent = event.unchecked_into();
        let count = options.with_untracked(Vec::len);
        let at = active.get_untracked();
        let key = event.key();
        match key.as_str() {
            "ArrowDown" | "ArrowUp" if count > 0 => {
                is_open.set(true);
                // Past either end is the text itself.
                active.set(match (key == "ArrowDown", at) {
                    (true, None) => Some(0),
                    (true, Some(at)) => Some(at.saturating_add(1)).filter(|next| *next < count),
                    (false, None) => count.checked_sub(1),
                    (false, Some(at)) => at.checked_sub(1),
                });
                if let Some(active) = active.get_untracked() {
                    page::into_view(&option_id(active));
                }
            }
            "Enter" if shown.get_untracked() && at.is_some() => {
                if let Some(key) = at.and_then(|at| options.with_untracked(|options| options.get(at).map(|option| option.key.clone()))) {
                    choose(key);
                }
            }
            "Escape" if is_open.get_untracked() => {
                is_open.set(false);
                active.set(None);
            }
            _ => return,
        }
        event.prevent_default();
    };
    let typed = move |event: Event| {
        is_open.set(true);
        active.set(None);
        on_input.run(event_target_value(&event));
    };
    let of_option = list.clone();
    let rows = move || {
        let options = options.get();
        let rows: Vec<AnyView> = options
            .into_iter()
            .enumerate()
            .map(|(index, option)| {
                let selected = move || if active.get() == Some(index) { "true" } else { "false" };
                let key = option.key.clone();
                view! {
                    // On the press itself, before the field loses the focus and the list closes.
                    <li class="combobox__option" role="option" id=format!("{of_option}-{index}") aria-selected=selected on:mousedown=move |event: Event| { event.prevent_default(); choose(key.clone()); }>
                        {option.name}
                        {option.hint.map(|hint| view! { <span class="combobox__hint">{hint}</span> })}
                    </li>
                }
            })
            .collect();
        shown.get().then_some(rows)
    };
    let hidden = Signal::derive(move || (!shown.get()).then_some(""));
    view! {
        <div class="field combobox">
            <label class="field__label" for=id.clone()>{label.clone()}</label>
            {hint_text(&id, hint)}
            <input
                class="field__control"
                id=id.clone()
                name=id.clone()
                type="text"
                role="combobox"
                autocomplete="off"
                aria-autocomplete="list"
                aria-expanded=move || if shown.get() { "true" } else { "false" }
                aria-controls=list.clone()
                aria-activedescendant=move || active_id.get()
                aria-describedby=described_by(&id)
                prop:value=value
                on:input=typed
                on:keydown=pressed
                on:blur=move |_| is_open.set(false)
            />
            <ul class="combobox__list" role="listbox" id=list aria-label=label hidden=hidden>{rows}</ul>
            {error_and_count(&id, Signal::default(), Signal::default())}
            <p class="visually-hidden" role="status">{status}</p>
        </div>
    }
}
