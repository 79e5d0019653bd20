use super::Choice;
use crate::markup::{Child, view};
use leptos::prelude::*;

/// `aria-invalid`, which is also what the style sheet goes by.
pub(super) fn invalid(error: Signal<Option<String>>) -> Signal<Option<&'static str>> {
    Signal::derive(move || error.read().is_some().then_some("true"))
}

/// The ids of hint, count and error below `id`: every one of them is on the page, if empty.
pub(super) fn described_by(id: &str) -> String {
    format!("{id}-hint {id}-count {id}-error")
}

/// What stands below the label, hint first, and what stands below the control.
pub(super) fn hint(id: &str, hint: Option<String>) -> AnyView {
    view! { <p class="field__hint" id=format!("{id}-hint")>{hint}</p> }
}

pub(super) fn error_and_count(id: &str, error: Signal<Option<String>>, count: Signal<Option<String>>) -> AnyView {
    view! {
        <p class="field__count" id=format!("{id}-count")>{count}</p>
        <p class="field__error" id=format!("{id}-error")>{error}</p>
    }
}

/// Label with its mark, for example "(optional)".
pub(super) fn label_text(label: String, mark: Option<String>) -> AnyView {
    view! {
        {label}
        {mark.map(|mark| view! { <span class="field__mark">" "{mark}</span> })}
    }
}

fn frame(
    id: &str,
    label: String,
    mark: Option<String>,
    hint: Option<String>,
    error: Signal<Option<String>>,
    count: Signal<Option<String>>,
    control: AnyView,
) -> AnyView {
    view! {
        <div class="field">
            <label class="field__label" for=id.to_owned()>{label_text(label, mark)}</label>
            {self::hint(id, hint)}
            {control}
            {error_and_count(id, error, count)}
        </div>
    }
}

/// One line of text.
#[component]
pub(crate) fn TextField(
    /// Also its `name`, and what a link of the error summary leads to.
    #[prop(into)]
    id: String,
    #[prop(into)] label: String,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    /// A word behind the label for what need not be filled in.
    #[prop(optional_no_strip, into)]
    optional_mark: Option<String>,
    #[prop(into)] value: Signal<String>,
    on_input: Callback<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// How much room is left, in words.
    #[prop(optional, into)]
    count: Signal<Option<String>>,
    /// The `type`: `text`, `email`, `tel`, `date`, `datetime-local`.
    #[prop(default = "text")]
    input_type: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(optional)] required: bool,
) -> AnyView {
    let control = view! {
        <input
            class="field__control"
            id=id.clone()
            name=id.clone()
            type=input_type
            autocomplete=autocomplete
            inputmode=inputmode
            aria-required=required.then_some("true")
            aria-describedby=described_by(&id)
            aria-invalid=invalid(error)
            prop:value=value
            on:input=move |event| on_input.run(event_target_value(&event))
        />
    };
    frame(&id, label, optional_mark, hint, error, count, control.into_child())
}

/// Several lines of text; the box grows with them where the browser can.
#[component]
pub(crate) fn TextArea(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(optional_no_strip, into)] optional_mark: Option<String>,
    #[prop(into)] value: Signal<String>,
    on_input: Callback<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] count: Signal<Option<String>>,
    #[prop(optional)] required: bool,
) -> AnyView {
    let control = view! {
        <textarea
            class="field__control"
            id=id.clone()
            name=id.clone()
            rows="6"
            aria-required=required.then_some("true")
            aria-describedby=described_by(&id)
            aria-invalid=invalid(error)
            prop:value=value
            on:input=move |event| on_input.run(event_target_value(&event))
        ></textarea>
    };
    frame(&id, label, optional_mark, hint, error, count, control.into_child())
}

/// One of many: for few choices, [`super::RadioGroup`] shows them all.
#[component]
pub(crate) fn SelectField(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(optional_no_strip, into)] optional_mark: Option<String>,
    /// Shown while nothing is chosen; its key is the empty string.
    #[prop(into)]
    placeholder: String,
    choices: Vec<Choice>,
    #[prop(into)] value: Signal<String>,
    on_change: Callback<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
) -> AnyView {
    let options: Vec<AnyView> = core::iter::once(Choice::new("", placeholder))
        .chain(choices)
        .map(|choice| {
            let key = choice.key.clone();
            // A `value` on the select itself would be set before its options are there.
            let selected = Signal::derive(move || *value.read() == key);
            view! { <option value=choice.key prop:selected=selected>{choice.name}</option> }
        })
        .collect();
    let control = view! {
        <select
            class="field__control"
            id=id.clone()
            name=id.clone()
            aria-required=required.then_some("true")
            aria-describedby=described_by(&id)
            aria-invalid=invalid(error)
            on:change=move |event| on_change.run(event_target_value(&event))
        >
            {options}
        </select>
    };
    frame(&id, label, optional_mark, hint, error, Signal::default(), control.into_child())
}
