//! What an attribute or a property may be given.

use super::Attribute;
use leptos::prelude::*;
use std::borrow::Cow;
use wasm_bindgen::JsValue;

/// The text of an attribute; `None`: it is not there.
pub(super) type Text = Option<Cow<'static, str>>;

/// What gives a value anew whenever a signal that it reads has changed.
pub(super) type Live<T> = Box<dyn FnMut() -> T + Send>;

/// What can be the value of an attribute.
pub(crate) trait IntoText {
    fn into_text(self) -> Attribute;
}

/// What is such a value at one moment.
pub(crate) trait Words {
    fn into_words(self) -> Text;
}

impl Words for &'static str {
    fn into_words(self) -> Text {
        Some(Cow::Borrowed(self))
    }
}

impl Words for String {
    fn into_words(self) -> Text {
        Some(Cow::Owned(self))
    }
}

impl<T: Words> Words for Option<T> {
    fn into_words(self) -> Text {
        self.and_then(Words::into_words)
    }
}

impl IntoText for &'static str {
    fn into_text(self) -> Attribute {
        Attribute::Text(self.into_words())
    }
}

impl IntoText for String {
    fn into_text(self) -> Attribute {
        Attribute::Text(self.into_words())
    }
}

impl<T: Words> IntoText for Option<T> {
    fn into_text(self) -> Attribute {
        Attribute::Text(self.into_words())
    }
}

impl<F: FnMut() -> T + Send + 'static, T: Words> IntoText for F {
    fn into_text(mut self) -> Attribute {
        Attribute::Live(Box::new(move || self().into_words()))
    }
}

impl IntoText for Signal<String> {
    fn into_text(self) -> Attribute {
        Attribute::Live(Box::new(move || self.get().into_words()))
    }
}

impl IntoText for Signal<Option<&'static str>> {
    fn into_text(self) -> Attribute {
        Attribute::Live(Box::new(move || self.get().into_words()))
    }
}

impl IntoText for Option<Signal<Option<&'static str>>> {
    fn into_text(self) -> Attribute {
        self.map_or(Attribute::Text(None), IntoText::into_text)
    }
}

/// `disabled` and its like: there or not.
impl IntoText for Signal<bool> {
    fn into_text(self) -> Attribute {
        Attribute::Live(Box::new(move || self.get().then_some(Cow::Borrowed(""))))
    }
}

/// What can be the value of a property.
pub(crate) trait IntoProperty {
    fn into_property(self) -> Live<JsValue>;
}

impl IntoProperty for Signal<String> {
    fn into_property(self) -> Live<JsValue> {
        Box::new(move || self.with(|text| JsValue::from_str(text)))
    }
}

impl IntoProperty for Signal<bool> {
    fn into_property(self) -> Live<JsValue> {
        Box::new(move || JsValue::from_bool(self.get()))
    }
}
