use super::csrf::Guard;
use super::form::{Errors, Typed, read_person};
use super::layout::Page;
use super::register::person_fields;
use super::{Way, go, refused, set_cookies};
use crate::api::viewer::Viewer;
use crate::app::Portal;
use crate::language::Language;
use crate::problem::Failure;
use crate::store::accounts;
use crate::texts::fill;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use contract::Account;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::Arc;
use url::form_urlencoded::Serializer;

pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    viewer: Viewer,
    language: Language,
    Query(way): Query<Way>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let back = portal.origins.way_back(way.back.as_deref());
    let Some(session) = viewer.0 else { return to_sign_in(language, &back) };
    let guard = Guard::new(&portal, &headers)?;
    let typed = Typed::of(&session.account);
    let mut response = page(&portal, language, &back, &session.account, &guard, &typed, &Vec::new()).into_response();
    set_cookies(&mut response, &[guard.cookie])?;
    Ok(response)
}

pub(super) async fn send(
    State(portal): State<Arc<Portal>>,
    viewer: Viewer,
    language: Language,
    Query(way): Query<Way>,
    headers: HeaderMap,
    Form(typed): Form<BTreeMap<String, String>>,
) -> Result<Response, Failure> {
    let typed = Typed(typed);
    let back = portal.origins.way_back(way.back.as_deref());
    let Some(session) = viewer.0 else { return to_sign_in(language, &back) };
    let account = session.account;
    let texts = &portal.texts.of(language).pages;
    let guard = Guard::new(&portal, &headers)?;
    let again = |status, errors: &Errors<'_>| {
        let mut response = refused(status, page(&portal, language, &back, &account, &guard, &typed, errors), None);
        set_cookies(&mut response, std::slice::from_ref(&guard.cookie))?;
        Ok(response)
    };
    if !typed.is_ours(&portal, &headers) {
        return again(StatusCode::FORBIDDEN, &vec![("", &texts.form_expired)]);
    }
    portal.gates.writes_by_account.pass(account.id.clone())?;
    let mut errors = Errors::new();
    let person = read_person(&typed, texts, &mut errors);
    if !errors.is_empty() {
        return again(StatusCode::UNPROCESSABLE_ENTITY, &errors);
    }
    let id = account.id.clone();
    let correct = move |transaction: &rusqlite::Transaction<'_>| {
        accounts::correct(transaction, &id, &person.full_name, person.email.as_deref(), person.phone.as_deref())
    };
    portal.store.write(correct).await?;
    go(&back, &[])
}

/// Sign in first, and come back to the profile with the way back from there.
fn to_sign_in(language: Language, back: &str) -> Result<Response, Failure> {
    let address = |name: &str, back: &str| {
        let query = Serializer::new(String::new()).append_pair("lang", language.tag()).append_pair("return", back).finish();
        format!("/portal/{name}?{query}")
    };
    go(&address("sign-in", &address("profile", back)), &[])
}

fn page(portal: &Portal, language: Language, back: &str, account: &Account, guard: &Guard, typed: &Typed, errors: &Errors<'_>) -> Markup {
    let texts = &portal.texts.of(language).pages;
    let page = Page { portal, language, name: "profile", title: &texts.profile, back };
    let fields = person_fields(&page, typed, errors);
    page.around(&html! {
        p { (fill(&texts.signed_in_as, &[("name", &account.login)])) ". " a href=(page.address("sign-out", language)) { (texts.sign_out) } }
        @if !account.contract_numbers.is_empty() {
            p { (texts.contract_numbers) ": " (account.contract_numbers.join(", ")) }
        }
        (page.form(&guard.field, errors, &fields, &texts.save))
    })
}
