use crate::markup::view;
use leptos::prelude::*;

/// The shape, and with it the colour, of a state. The word beside it says the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A disc, green: open, solved.
    Open,
    /// A half disc, amber: changes soon, waits for the visitor.
    Soon,
    /// A square, red: closed, refused.
    Closed,
    /// A ring, grey: not known.
    #[default]
    Unknown,
    /// A disc in the accent colour: at work.
    Active,
}

fn state_class(shape: Shape) -> &'static str {
    match shape {
        Shape::Open => "state state--open",
        Shape::Soon => "state state--soon",
        Shape::Closed => "state state--closed",
        Shape::Unknown => "state",
        Shape::Active => "state state--active",
    }
}

/// A state by word, shape and colour.
#[component]
pub(crate) fn State(#[prop(into)] text: String, #[prop(optional)] shape: Shape) -> AnyView {
    view! { <span class=state_class(shape)>{text}</span> }
}
