//! Elements of one type, which [`view!`] writes, and what may stand in them.
//!
//! Leptos makes a type of every element and code for every type; that was 50 KB of brotli, a sixth of the application. Here an
//! element is data, and the code that puts it on the page exists once. Signals, effects, owners and [`AnyView`] are Leptos's.

mod child;
mod render;
mod value;

pub(crate) use child::{Child, together};
pub(crate) use markup::view;

use leptos::prelude::*;
use leptos::tachys::html::element::ElementType;
use leptos::tachys::html::node_ref::NodeRefContainer;
use send_wrapper::SendWrapper;
pub(crate) use value::{IntoProperty, IntoText};
use value::{Live, Text};
use web_sys::Event;

/// An element that is not on the page yet. Boxed, so that to hand it from call to call costs one word.
pub(crate) struct Element(Box<Parts>);

struct Parts {
    tag: &'static str,
    key: Option<String>,
    attributes: Vec<(&'static str, Attribute)>,
    children: Vec<AnyView>,
}

pub(crate) enum Attribute {
    /// Text that stays; `None` for an attribute that is not there.
    Text(Text),
    /// Text that changes with the signals it reads.
    Live(Live<Text>),
    /// A property of the element, not of its markup: what is in a field, whether a box is ticked.
    Property(Live<wasm_bindgen::JsValue>),
    Event(SendWrapper<Box<dyn FnMut(Event)>>),
    /// Told the element once it is there.
    Reference(Box<dyn FnOnce(&web_sys::Element) + Send>),
}

impl Element {
    #[inline(never)]
    pub(crate) fn new(tag: &'static str) -> Self {
        Self(Box::new(Parts { tag, key: None, attributes: Vec::new(), children: Vec::new() }))
    }

    #[inline(never)]
    fn with(mut self, name: &'static str, attribute: Attribute) -> Self {
        self.0.attributes.push((name, attribute));
        self
    }

    /// Elements of different keys are different ones, however alike: one never becomes the other.
    pub(crate) fn key(mut self, key: String) -> Self {
        self.0.key = Some(key);
        self
    }

    pub(crate) fn attribute(self, name: &'static str, value: impl IntoText) -> Self {
        self.with(name, value.into_text())
    }

    pub(crate) fn property(self, name: &'static str, value: impl IntoProperty) -> Self {
        self.with(name, Attribute::Property(value.into_property()))
    }

    pub(crate) fn on(self, event: &'static str, handler: impl FnMut(Event) + 'static) -> Self {
        self.with(event, Attribute::Event(SendWrapper::new(Box::new(handler))))
    }

    pub(crate) fn reference<E: ElementType>(self, reference: NodeRef<E>) -> Self
    where
        NodeRef<E>: NodeRefContainer<E> + Send + 'static,
    {
        self.with("", Attribute::Reference(Box::new(move |element| reference.load(element))))
    }

    pub(crate) fn child(mut self, child: impl Child) -> Self {
        self.push(child.into_child());
        self
    }

    #[inline(never)]
    fn push(&mut self, child: AnyView) {
        self.0.children.push(child);
    }
}
