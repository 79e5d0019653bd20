use super::field::{described_by, error_and_count, hint, invalid, label_text};
use crate::markup::view;
use leptos::prelude::*;

/// One of the things to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    /// What is kept and sent.
    pub(crate) key: String,
    /// What is read.
    pub(crate) name: String,
    /// What helps to choose it.
    pub(crate) hint: Option<String>,
}

impl Choice {
    pub(crate) fn new(key: impl Into<String>, name: impl Into<String>) -> Self {
        Choice { key: key.into(), name: name.into(), hint: None }
    }
}

/// The first control carries the id of the group, so that a link of the error summary can lead to it.
fn item_id(id: &str, index: usize) -> String {
    if index == 0 { id.to_owned() } else { format!("{id}-{index}") }
}

fn item(
    r#type: &'static str,
    id: String,
    name: String,
    choice: Choice,
    checked: Signal<bool>,
    on_change: Callback<(String, bool)>,
) -> AnyView {
    let hint_id = choice.hint.as_ref().map(|_| format!("{id}-hint-of"));
    let key = choice.key.clone();
    view! {
        <div class="choice">
            <input
                class="choice__control"
                type=r#type
                id=id.clone()
                name=name
                value=choice.key
                aria-describedby=hint_id.clone()
                prop:checked=checked
                on:change=move |event| on_change.run((key.clone(), event_target_checked(&event)))
            />
            <label class="choice__label" for=id>{choice.name}</label>
            {choice.hint.map(|hint| view! { <p class="choice__hint" id=hint_id>{hint}</p> })}
        </div>
    }
}

fn group(
    id: &str,
    role: Option<&'static str>,
    label: String,
    mark: Option<String>,
    hint: Option<String>,
    error: Signal<Option<String>>,
    items: Vec<AnyView>,
) -> AnyView {
    view! {
        <fieldset class="field" role=role id=format!("{id}-group") aria-describedby=described_by(id) aria-invalid=role.map(|_| invalid(error))>
            <legend class="field__label">{label_text(label, mark)}</legend>
            {self::hint(id, hint)}
            {items}
            {error_and_count(id, error, Signal::default())}
        </fieldset>
    }
}

/// One of a few, all of them in view.
#[component]
pub(crate) fn RadioGroup(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(optional_no_strip, into)] optional_mark: Option<String>,
    choices: Vec<Choice>,
    /// The key of the chosen one; empty while none is.
    #[prop(into)]
    value: Signal<String>,
    on_change: Callback<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> AnyView {
    let changed = Callback::new(move |(key, _)| on_change.run(key));
    let items = choices
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            let key = choice.key.clone();
            item("radio", item_id(&id, index), id.clone(), choice, Signal::derive(move || *value.read() == key), changed)
        })
        .collect();
    group(&id, Some("radiogroup"), label, optional_mark, hint, error, items)
}

/// Any number of a few.
#[component]
pub(crate) fn CheckboxGroup(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(optional_no_strip, into)] optional_mark: Option<String>,
    choices: Vec<Choice>,
    /// The keys of the chosen ones.
    #[prop(into)]
    values: Signal<Vec<String>>,
    /// The key, and whether it is chosen now.
    on_change: Callback<(String, bool)>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> AnyView {
    let items = choices
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            let key = choice.key.clone();
            item("checkbox", item_id(&id, index), id.clone(), choice, Signal::derive(move || values.read().contains(&key)), on_change)
        })
        .collect();
    group(&id, None, label, optional_mark, hint, error, items)
}

/// One box of its own, labelled by whatever stands in it: a consent with a link to its text.
#[component]
pub(crate) fn Checkbox(
    #[prop(into)] id: String,
    #[prop(into)] checked: Signal<bool>,
    on_change: Callback<bool>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    children: Children,
) -> AnyView {
    view! {
        <div class="field">
            <div class="choice">
                <input
                    class="choice__control"
                    type="checkbox"
                    id=id.clone()
                    name=id.clone()
                    aria-required=required.then_some("true")
                    aria-describedby=format!("{id}-error")
                    aria-invalid=invalid(error)
                    prop:checked=checked
                    on:change=move |event| on_change.run(event_target_checked(&event))
                />
                <label class="choice__label" for=id.clone()>{children()}</label>
            </div>
            <p class="field__error" id=format!("{id}-error")>{error}</p>
        </div>
    }
}
