//! How an element comes to the page, changes and goes.

use super::value::Text;
use super::{Attribute, Element};
use leptos::reactive::effect::RenderEffect;
use leptos::tachys::html::attribute::Attribute as AnyAttributeLike;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::{Rndr, types};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// An element on the page.
pub(crate) struct Shown {
    tag: &'static str,
    key: Option<String>,
    node: web_sys::Element,
    attributes: Vec<(&'static str, Kept)>,
    children: Vec<AnyViewState>,
}

/// What an attribute needs for as long as it is there.
enum Kept {
    Text(Text),
    /// The effect ends when it is dropped.
    Live {
        _effect: RenderEffect<Text>,
    },
    Property {
        _effect: RenderEffect<()>,
    },
    Event {
        _listener: Listener,
    },
    Reference,
}

/// Hears an event until it is dropped.
struct Listener {
    node: web_sys::Element,
    event: &'static str,
    handler: Closure<dyn FnMut(web_sys::Event)>,
}

impl Listener {
    fn new(node: &web_sys::Element, event: &'static str, handler: Box<dyn FnMut(web_sys::Event)>) -> Self {
        let handler = Closure::wrap(handler);
        let _ = node.add_event_listener_with_callback(event, handler.as_ref().unchecked_ref());
        Self { node: node.clone(), event, handler }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // An event on its way would call what is not there any more.
        let _ = self.node.remove_event_listener_with_callback(self.event, self.handler.as_ref().unchecked_ref());
    }
}

fn write(node: &web_sys::Element, name: &str, text: Option<&str>) {
    match text {
        Some(text) => Rndr::set_attribute(node, name, text),
        None => Rndr::remove_attribute(node, name),
    }
}

impl Attribute {
    fn apply(self, name: &'static str, node: &web_sys::Element) -> Kept {
        match self {
            Self::Text(text) => {
                if let Some(text) = &text {
                    Rndr::set_attribute(node, name, text);
                }
                Kept::Text(text)
            }
            Self::Live(mut give) => {
                let node = node.clone();
                let effect = RenderEffect::new(move |before: Option<Text>| {
                    let text = give();
                    // Also the first time: another value may have stood here before.
                    if before.as_ref() != Some(&text) {
                        write(&node, name, text.as_deref());
                    }
                    text
                });
                Kept::Live { _effect: effect }
            }
            Self::Property(mut give) => {
                let node = node.clone();
                let effect = RenderEffect::new(move |_| drop(js_sys::Reflect::set(&node, &name.into(), &give())));
                Kept::Property { _effect: effect }
            }
            Self::Event(handler) => Kept::Event { _listener: Listener::new(node, name, handler.take()) },
            Self::Reference(tell) => {
                tell(node);
                Kept::Reference
            }
        }
    }
}

impl Render for Element {
    type State = Shown;

    fn build(self) -> Shown {
        let parts = *self.0;
        let node = Rndr::create_element(parts.tag, None);
        let mut children: Vec<AnyViewState> = parts.children.into_iter().map(Render::build).collect();
        for child in &mut children {
            child.mount(&node, None);
        }
        // After the children: a list has no choice to show before it has its options.
        let attributes = parts.attributes.into_iter().map(|(name, attribute)| (name, attribute.apply(name, &node))).collect();
        Shown { tag: parts.tag, key: parts.key, node, attributes, children }
    }

    /// Keeps the element where it is, with its focus and what is typed in it, where the new one has its key, tag, attributes
    /// and as many children.
    fn rebuild(self, shown: &mut Shown) {
        let parts = &self.0;
        let is_same = parts.tag == shown.tag
            && parts.key == shown.key
            && parts.children.len() == shown.children.len()
            && parts.attributes.len() == shown.attributes.len()
            && parts.attributes.iter().zip(&shown.attributes).all(|((name, _), (other, _))| name == other);
        if !is_same {
            let mut new = self.build();
            shown.insert_before_this(&mut new);
            shown.unmount();
            *shown = new;
            return;
        }
        let parts = *self.0;
        for (child, state) in parts.children.into_iter().zip(&mut shown.children) {
            child.rebuild(state);
        }
        for ((name, attribute), (_, kept)) in parts.attributes.into_iter().zip(&mut shown.attributes) {
            match (&attribute, &*kept) {
                (Attribute::Text(text), Kept::Text(before)) if text == before => continue,
                (Attribute::Text(None), _) => Rndr::remove_attribute(&shown.node, name),
                _ => {}
            }
            *kept = attribute.apply(name, &shown.node);
        }
    }
}

impl Mountable for Shown {
    fn unmount(&mut self) {
        self.node.remove();
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        Rndr::insert_node(parent, &self.node, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = self.node.parent_element() else { return false };
        child.mount(&parent, Some(&self.node));
        true
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.node.clone()]
    }
}

/// An element is no view that takes attributes from outside.
impl AddAnyAttr for Element {
    type Output<NewAttr: AnyAttributeLike> = Self;

    fn add_any_attr<NewAttr: AnyAttributeLike>(self, _: NewAttr) -> Self {
        self
    }
}

/// There is no server that renders; what `AnyView` asks for besides is not called.
impl RenderHtml for Element {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Shown {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
