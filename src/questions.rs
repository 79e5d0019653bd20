//! One question of the portal's, as its type wants it asked.

use crate::i18n::t;
use crate::markup::view;
use crate::ui::{CheckboxGroup, Choice, RadioGroup, SelectField, TextArea, TextField};
use contract::{Attribute, Datatype};
use domain::prepare::code;
use domain::ticket::asked_as;
use leptos::prelude::*;

/// Up to so many choices are all shown; more are a list that opens.
const SHOWN_CHOICES: usize = 6;

/// The control, with its label, hint and error. `values` is what was answered, `set` hears of every change.
pub(crate) fn question(
    id: String,
    attribute: &Attribute,
    values: Signal<Vec<String>>,
    set: Callback<Vec<String>>,
    error: Signal<Option<String>>,
) -> AnyView {
    let label = attribute.description.clone();
    let hints: Vec<String> = [&attribute.datatype_description, &attribute.reason].into_iter().flatten().cloned().collect();
    let hint = (!hints.is_empty()).then(|| hints.join(" "));
    let required = attribute.required;
    let mark = (!required).then(t::form_optional);
    let value = Signal::derive(move || values.read().first().cloned().unwrap_or_default());
    let set_one = Callback::new(move |value: String| set.run(vec![value]));
    let choices = || attribute.values.iter().map(|value| Choice::new(value.key.clone(), value.name.clone())).collect::<Vec<_>>();
    match asked_as(attribute) {
        Datatype::Text => view! { <TextArea id label hint optional_mark=mark value on_input=set_one error required /> },
        Datatype::Singlevaluelist if attribute.values.len() <= SHOWN_CHOICES => {
            view! { <RadioGroup id label hint optional_mark=mark choices=choices() value on_change=set_one error /> }
        }
        Datatype::Singlevaluelist => {
            let placeholder = t::form_choose();
            view! { <SelectField id label hint optional_mark=mark placeholder choices=choices() value on_change=set_one error required /> }
        }
        Datatype::Multivaluelist => {
            let toggle = Callback::new(move |(key, chosen): (String, bool)| {
                let mut all = values.get_untracked();
                all.retain(|value| *value != key);
                if chosen {
                    all.push(key);
                }
                set.run(all);
            });
            view! { <CheckboxGroup id label hint optional_mark=mark choices=choices() values on_change=toggle error /> }
        }
        datatype => {
            let (input_type, inputmode) = match (datatype, attribute.code.as_str()) {
                (Datatype::Datetime, _) => ("datetime-local", "text"),
                (Datatype::Number, _) => ("text", "decimal"),
                (_, code::PHONE) => ("tel", "tel"),
                (_, code::EMAIL) => ("email", "email"),
                _ => ("text", "text"),
            };
            let autocomplete = match attribute.code.as_str() {
                code::FULL_NAME => "name",
                code::PHONE => "tel",
                code::EMAIL => "email",
                code::LOGIN => "username",
                _ => "off",
            };
            view! { <TextField id label hint optional_mark=mark value on_input=set_one error input_type inputmode autocomplete required /> }
        }
    }
}
