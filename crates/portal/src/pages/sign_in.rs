use super::csrf::Guard;
use super::form::{Errors, Typed};
use super::layout::{Field, Page};
use super::{Way, begin_session, go, refused, set_cookies};
use crate::api::viewer::{Address, Viewer};
use crate::app::Portal;
use crate::demo;
use crate::language::Language;
use crate::problem::Failure;
use crate::store::accounts;
use crate::texts::fill;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    viewer: Viewer,
    language: Language,
    Query(way): Query<Way>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let back = portal.origins.way_back(way.back.as_deref());
    if viewer.0.is_some() {
        return go(&back, &[]);
    }
    let guard = Guard::new(&portal, &headers)?;
    let page = page(&portal, language, &back, &guard, &Typed::default(), &Vec::new());
    let mut response = page.into_response();
    set_cookies(&mut response, &[guard.cookie])?;
    Ok(response)
}

pub(super) async fn send(
    State(portal): State<Arc<Portal>>,
    language: Language,
    Query(way): Query<Way>,
    Address(address): Address,
    headers: HeaderMap,
    Form(typed): Form<BTreeMap<String, String>>,
) -> Result<Response, Failure> {
    let typed = Typed(typed);
    let back = portal.origins.way_back(way.back.as_deref());
    let texts = &portal.texts.of(language).pages;
    let guard = Guard::new(&portal, &headers)?;
    let again = |status, error: &str, failure: Option<&Failure>| {
        let mut response = refused(status, page(&portal, language, &back, &guard, &typed, &vec![("", error)]), failure);
        set_cookies(&mut response, std::slice::from_ref(&guard.cookie))?;
        Ok(response)
    };
    if !typed.is_ours(&portal, &headers) {
        return again(StatusCode::FORBIDDEN, &texts.form_expired, None);
    }
    let login = accounts::folded(typed.get("login"));
    let passed = portal.gates.passwords_by_address.pass(address).and_then(|()| portal.gates.passwords_by_login.pass(login.clone()));
    if let Err(failure) = passed {
        let seconds = failure.retry_after_seconds().unwrap_or_default().to_string();
        return again(StatusCode::TOO_MANY_REQUESTS, &fill(&texts.too_many, &[("seconds", &seconds)]), Some(&failure));
    }
    let found = portal.store.read(move |connection| accounts::password_of(connection, &login)).await?;
    let (account, kept) = found.unzip();
    let right = portal.passwords.check(typed.get("password").to_owned(), kept).await?;
    match account.filter(|_| right) {
        Some(account) => go(&back, &[begin_session(&portal, account).await?]),
        None => again(StatusCode::UNPROCESSABLE_ENTITY, &texts.wrong_login, None),
    }
}

fn page(portal: &Portal, language: Language, back: &str, guard: &Guard, typed: &Typed, errors: &Errors<'_>) -> Markup {
    let texts = &portal.texts.of(language).pages;
    let page = Page { portal, language, name: "sign-in", title: &texts.sign_in, back };
    let login = Field { name: "login", label: &texts.login, hint: None, kind: "text", autocomplete: "username" };
    let password = Field { name: "password", label: &texts.password, hint: None, kind: "password", autocomplete: "current-password" };
    let fields = html! { (login.show(typed, errors)) (password.show(typed, errors)) };
    let accounts = if portal.config.demo { demo::accounts() } else { Vec::new() };
    page.around(&html! {
        (page.form(&guard.field, errors, &fields, &texts.send_sign_in))
        p { a href=(page.address("register", language)) { (texts.no_account) } }
        @if !accounts.is_empty() {
            section .demonstration {
                p { (texts.demonstration) }
                dl {
                    @for account in &accounts {
                        dt { (account.login) }
                        dd { code { (account.password) } }
                    }
                }
            }
        }
    })
}
