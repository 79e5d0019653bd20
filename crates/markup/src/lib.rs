//! `view!`, as Leptos has it, for elements of one type.
//!
//! Leptos gives every element a type made of its attributes and children, and compiles code for each. Here an element is a
//! list of attributes and a list of children, built by a few functions that exist once (`src/markup` of the application).
//! What is understood of Leptos's markup:
//!
//! ```text
//! <p class="lead" title=text aria-busy=signal>"words" {anything} </p>
//! <input prop:value=signal on:input=move |event| … node_ref=reference />
//! <div key=text> never becomes a div of another key </div>
//! <Component prop=value another>children</Component>
//! ```
//!
//! A value is written without a guess at its type: text, an option of it, a signal, or a closure that gives one.

use proc_macro::TokenStream;
use proc_macro2::{Span, TokenStream as Tokens};
use quote::{quote, quote_spanned};
use rstml::node::{KeyedAttribute, KeyedAttributeValue, Node, NodeAttribute, NodeBlock, NodeElement, NodeName};
use syn::LitStr;
use syn::spanned::Spanned;

type Element = NodeElement<rstml::Infallible>;

/// A view, as an `AnyView`.
#[proc_macro]
pub fn view(tokens: TokenStream) -> TokenStream {
    match rstml::parse(tokens) {
        Ok(nodes) => together(&nodes),
        Err(error) => error.to_compile_error(),
    }
    .into()
}

/// One view of all of these.
fn together(nodes: &[Node]) -> Tokens {
    let views: Vec<Tokens> = nodes.iter().filter_map(view_of).collect();
    match views.as_slice() {
        [only] => quote! { crate::markup::Child::into_child(#only) },
        views => quote! { crate::markup::together(::std::vec![#(crate::markup::Child::into_child(#views)),*]) },
    }
}

/// The expression that stands for a node; `None` for comments.
fn view_of(node: &Node) -> Option<Tokens> {
    Some(match node {
        Node::Comment(_) | Node::Doctype(_) => return None,
        Node::Text(text) => {
            let text = &text.value;
            quote! { #text }
        }
        Node::RawText(text) => refused(text.span(), "texts stand in quotes"),
        Node::Block(block) => block_of(block),
        Node::Fragment(fragment) => together(&fragment.children),
        Node::Element(element) if is_component(element.name()) => component(element),
        Node::Element(element) => self::element(element),
        Node::Custom(_) => return None,
    })
}

/// A block of one expression is that expression.
fn block_of(block: &NodeBlock) -> Tokens {
    match block {
        NodeBlock::ValidBlock(block) => match block.stmts.as_slice() {
            [syn::Stmt::Expr(expression, None)] => quote! { #expression },
            _ => quote! { #block },
        },
        NodeBlock::Invalid(invalid) => refused(invalid.span(), "this is no expression"),
    }
}

fn is_component(name: &NodeName) -> bool {
    name.to_string().rsplit("::").next().is_some_and(|last| last.trim_start().starts_with(|letter: char| letter.is_ascii_uppercase()))
}

fn element(element: &Element) -> Tokens {
    let tag = LitStr::new(&element.name().to_string(), element.name().span());
    let attributes = element.attributes().iter().map(|attribute| match attribute {
        NodeAttribute::Attribute(attribute) => attribute_of(attribute),
        NodeAttribute::Block(block) => refused(block.span(), "attributes are not spread"),
    });
    let children = element.children.iter().filter_map(view_of).map(|child| quote! { .child(#child) });
    quote! { crate::markup::Element::new(#tag)#(#attributes)*#(#children)* }
}

fn attribute_of(attribute: &KeyedAttribute) -> Tokens {
    let key = attribute.key.to_string().replace(' ', "");
    let span = attribute.key.span();
    let value = value_of(attribute);
    let name = |name: &str| LitStr::new(name.strip_prefix("r#").unwrap_or(name), span);
    if let Some(event) = key.strip_prefix("on:") {
        let event = name(event);
        quote_spanned! { span => .on(#event, #value) }
    } else if let Some(property) = key.strip_prefix("prop:") {
        let property = name(property);
        quote_spanned! { span => .property(#property, #value) }
    } else if key == "key" {
        quote_spanned! { span => .key(#value) }
    } else if key == "node_ref" {
        quote_spanned! { span => .reference(#value) }
    } else if key.contains(':') {
        refused(span, "of directives there are on: and prop:")
    } else {
        let key = name(&key);
        quote_spanned! { span => .attribute(#key, #value) }
    }
}

/// An attribute without a value is there, and empty.
fn value_of(attribute: &KeyedAttribute) -> Tokens {
    match &attribute.possible_value {
        KeyedAttributeValue::Value(_) => {
            attribute.value().map_or_else(|| refused(attribute.key.span(), "no value"), |value| quote! { #value })
        }
        KeyedAttributeValue::None => quote! { "" },
        KeyedAttributeValue::Binding(_) => refused(attribute.key.span(), "a value is wanted"),
    }
}

fn component(element: &Element) -> Tokens {
    let name = element.name();
    let props = element.attributes().iter().map(|attribute| match attribute {
        NodeAttribute::Attribute(attribute) => {
            let key = &attribute.key;
            // A prop without a value is the variable of its name.
            let value = match &attribute.possible_value {
                KeyedAttributeValue::None => quote! { #key },
                _ => value_of(attribute),
            };
            quote! { .#key(#value) }
        }
        NodeAttribute::Block(block) => refused(block.span(), "props are not spread"),
    });
    let children = (!element.children.is_empty()).then(|| {
        let children = together(&element.children);
        quote! { .children(::std::boxed::Box::new(move || #children)) }
    });
    quote! {
        ::leptos::component::component_view(
            &#name,
            ::leptos::component::component_props_builder(&#name)#(#props)*#children.build()
        )
    }
}

fn refused(span: Span, message: &str) -> Tokens {
    let message = LitStr::new(message, span);
    quote_spanned! { span => ::core::compile_error!(#message) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The expression of a view, without white space.
    fn expanded(view: &str) -> String {
        let tokens: Tokens = view.parse().unwrap();
        let nodes = rstml::parse2(tokens).unwrap();
        together(&nodes).to_string().replace(' ', "")
    }

    #[test]
    fn elements_are_one_type_with_what_stands_in_them() {
        let view = expanded(r#"<p class="lead" hidden on:click=go prop:value=text>"words" {more}</p>"#);
        assert!(
            view.contains(r#"Element::new("p").attribute("class","lead").attribute("hidden","").on("click",go).property("value",text)"#),
            "{view}"
        );
        assert!(view.contains(r#".child("words").child(more)"#), "{view}");
    }

    #[test]
    fn several_views_stand_in_a_row() {
        assert!(expanded("<a></a><b></b>").contains("together(::std::vec!["));
    }

    #[test]
    fn a_prop_without_a_value_is_the_variable_of_its_name() {
        let view = expanded("<Part title busy=signal>{inner}</Part>");
        assert!(view.contains("component_props_builder(&Part).title(title).busy(signal).children("), "{view}");
    }

    #[test]
    fn what_is_not_understood_does_not_compile() {
        for view in [r#"<p class:red=true></p>"#, "<p {..all}></p>", "<Part {..all} />"] {
            assert!(expanded(view).contains("compile_error!"), "{view}");
        }
    }
}
