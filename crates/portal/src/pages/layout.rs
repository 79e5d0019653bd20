//! What the pages look like. maud escapes everything that is put in.

use super::form::{Errors, Typed};
use crate::app::Portal;
use crate::language::Language;
use crate::problem::Kind;
use crate::texts::PageTexts;
use maud::{DOCTYPE, Markup, html};
use url::form_urlencoded::Serializer;

/// One of the pages, for one visitor.
pub(super) struct Page<'a> {
    pub(super) portal: &'a Portal,
    pub(super) language: Language,
    /// Last part of the address.
    pub(super) name: &'static str,
    pub(super) title: &'a str,
    /// Safe: see [`crate::origin::Origins::way_back`].
    pub(super) back: &'a str,
}

impl<'a> Page<'a> {
    pub(super) fn texts(&self) -> &'a PageTexts {
        &self.portal.texts.of(self.language).pages
    }

    /// The address of one of the pages, with the same language and the same way back.
    pub(super) fn address(&self, name: &str, language: Language) -> String {
        let query = Serializer::new(String::new()).append_pair("lang", language.tag()).append_pair("return", self.back).finish();
        format!("/portal/{name}?{query}")
    }

    pub(super) fn around(&self, content: &Markup) -> Markup {
        let other = Language::ALL.into_iter().find(|language| *language != self.language).unwrap_or_default();
        html! {
            (DOCTYPE)
            html lang=(self.language.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="robots" content="noindex";
                    title { (self.title) " · " (self.portal.desks.of(self.language).desk.name) }
                    // None: a browser would ask for one of its own accord, against the policy of the page.
                    link rel="icon" href="data:,";
                    link rel="stylesheet" href="/portal/style.css";
                }
                body {
                    header {
                        p { (self.portal.desks.of(self.language).desk.name) }
                        a href=(self.address(self.name, other)) lang=(other.tag()) hreflang=(other.tag()) { (self.texts().other_language) }
                    }
                    main {
                        h1 { (self.title) }
                        (content)
                        p { a href=(self.back) { (self.texts().back) } }
                    }
                }
            }
        }
    }

    /// A form that is sent back to its own page, after a summary of what is wrong with it.
    pub(super) fn form(&self, guard: &str, errors: &Errors<'_>, fields: &Markup, send: &str) -> Markup {
        html! {
            @if !errors.is_empty() {
                div .summary role="alert" {
                    h2 { (self.texts().problem_heading) }
                    ul {
                        @for (name, error) in errors {
                            li { @if name.is_empty() { (error) } @else { a href={ "#" (name) } { (error) } } }
                        }
                    }
                }
            }
            form method="post" action=(self.address(self.name, self.language)) novalidate {
                input type="hidden" name="guard" value=(guard);
                (fields)
                button { (send) }
            }
        }
    }
}

/// One line of a form.
pub(super) struct Field<'a> {
    pub(super) name: &'a str,
    pub(super) label: &'a str,
    pub(super) hint: Option<&'a str>,
    pub(super) kind: &'a str,
    pub(super) autocomplete: &'a str,
}

impl Field<'_> {
    /// With what was typed, but for the password.
    pub(super) fn show(&self, typed: &Typed, errors: &Errors<'_>) -> Markup {
        let error = errors.iter().find_map(|(name, error)| (*name == self.name).then_some(*error));
        let hint_id = self.hint.map(|_| format!("{}-hint", self.name));
        let error_id = error.map(|_| format!("{}-error", self.name));
        let described: Vec<&str> = hint_id.iter().chain(&error_id).map(String::as_str).collect();
        let described = Some(described.join(" ")).filter(|ids| !ids.is_empty());
        let value = if self.kind == "password" { "" } else { typed.get(self.name) };
        html! {
            div .field {
                label for=(self.name) { (self.label) }
                @if let Some(hint) = self.hint { p .hint id=[&hint_id] { (hint) } }
                @if let Some(error) = error { p .error id=[&error_id] { (error) } }
                input id=(self.name) name=(self.name) type=(self.kind) value=(value) autocomplete=(self.autocomplete)
                    autocapitalize=[(self.name == "login").then_some("none")] spellcheck="false"
                    aria-describedby=[described] aria-invalid=[error.map(|_| "true")];
            }
        }
    }
}

/// A page that only says something.
pub(super) fn message(portal: &Portal, language: Language, kind: Kind) -> Markup {
    let words = portal.texts.of(language).problem(kind);
    let page = Page { portal, language, name: "sign-in", title: &words.title, back: "/" };
    page.around(&html! { @if let Some(detail) = &words.detail { p { (detail) } } })
}
