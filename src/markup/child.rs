//! What may stand in an element.

use super::Element;
use leptos::prelude::*;

/// What can be a child of an element, or a view of its own.
pub(crate) trait Child {
    fn into_child(self) -> AnyView;
}

/// Several views in a row.
pub(crate) fn together(views: Vec<AnyView>) -> AnyView {
    views.into_any()
}

/// A view that is made anew whenever a signal that it read has changed.
fn live(make: Box<dyn FnMut() -> AnyView + Send>) -> AnyView {
    make.into_any()
}

impl Child for AnyView {
    fn into_child(self) -> AnyView {
        self
    }
}

impl Child for Element {
    fn into_child(self) -> AnyView {
        self.into_any()
    }
}

impl Child for &'static str {
    fn into_child(self) -> AnyView {
        self.into_any()
    }
}

impl Child for String {
    fn into_child(self) -> AnyView {
        self.into_any()
    }
}

impl Child for () {
    fn into_child(self) -> AnyView {
        self.into_any()
    }
}

impl<T: Child> Child for Option<T> {
    fn into_child(self) -> AnyView {
        match self {
            Some(child) => child.into_child(),
            None => ().into_child(),
        }
    }
}

impl Child for Vec<AnyView> {
    fn into_child(self) -> AnyView {
        together(self)
    }
}

impl<F: FnMut() -> T + Send + 'static, T: Child> Child for F {
    fn into_child(mut self) -> AnyView {
        live(Box::new(move || self().into_child()))
    }
}

impl Child for RwSignal<String> {
    fn into_child(self) -> AnyView {
        live(Box::new(move || self.get().into_child()))
    }
}

impl Child for Signal<Option<String>> {
    fn into_child(self) -> AnyView {
        live(Box::new(move || self.get().into_child()))
    }
}
