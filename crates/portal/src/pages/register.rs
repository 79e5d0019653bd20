use super::csrf::Guard;
use super::form::{Errors, Typed, check_login, check_password, read_person};
use super::layout::{Field, Page};
use super::{Way, begin_session, go, refused, set_cookies};
use crate::api::viewer::Address;
use crate::app::Portal;
use crate::language::Language;
use crate::problem::Failure;
use crate::secrets::token;
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

pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    language: Language,
    Query(way): Query<Way>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let back = portal.origins.way_back(way.back.as_deref());
    let guard = Guard::new(&portal, &headers)?;
    let mut response = page(&portal, language, &back, &guard, &Typed::default(), &Vec::new()).into_response();
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
    let again = |status, errors: &Errors<'_>, failure: Option<&Failure>| {
        let mut response = refused(status, page(&portal, language, &back, &guard, &typed, errors), failure);
        set_cookies(&mut response, std::slice::from_ref(&guard.cookie))?;
        Ok(response)
    };
    if !typed.is_ours(&portal, &headers) {
        return again(StatusCode::FORBIDDEN, &vec![("", &texts.form_expired)], None);
    }
    if let Err(failure) = portal.gates.passwords_by_address.pass(address) {
        let seconds = failure.retry_after_seconds().unwrap_or_default().to_string();
        let error = fill(&texts.too_many, &[("seconds", &seconds)]);
        return again(StatusCode::TOO_MANY_REQUESTS, &vec![("", &error)], Some(&failure));
    }
    let mut errors = Errors::new();
    let login = typed.get("login").trim().to_owned();
    check_login(&login, texts, &mut errors);
    check_password(typed.get("password"), texts, &mut errors);
    let person = read_person(&typed, texts, &mut errors);
    if !errors.is_empty() {
        return again(StatusCode::UNPROCESSABLE_ENTITY, &errors, None);
    }
    let password_hash = portal.passwords.hash(typed.get("password").to_owned()).await?;
    let account = Account {
        id: token()?,
        login,
        full_name: person.full_name,
        email: person.email,
        phone: person.phone,
        contract_numbers: Vec::new(),
        active: true,
    };
    let (id, now) = (account.id.clone(), portal.clock.now_ms());
    let is_new = portal.store.write(move |transaction| accounts::register(transaction, &account, &password_hash, now)).await?;
    if is_new {
        go(&back, &[begin_session(&portal, id).await?])
    } else {
        again(StatusCode::UNPROCESSABLE_ENTITY, &vec![("login", &texts.login_taken)], None)
    }
}

fn page(portal: &Portal, language: Language, back: &str, guard: &Guard, typed: &Typed, errors: &Errors<'_>) -> Markup {
    let texts = &portal.texts.of(language).pages;
    let page = Page { portal, language, name: "register", title: &texts.register, back };
    let login = Field { name: "login", label: &texts.login, hint: Some(&texts.login_hint), kind: "text", autocomplete: "username" };
    let password = Field {
        name: "password",
        label: &texts.password,
        hint: Some(&texts.password_hint),
        kind: "password",
        autocomplete: "new-password",
    };
    let fields = html! {
        (login.show(typed, errors))
        (password.show(typed, errors))
        (person_fields(&page, typed, errors))
    };
    page.around(&html! {
        (page.form(&guard.field, errors, &fields, &texts.send_register))
        p { a href=(page.address("sign-in", language)) { (texts.have_account) } }
    })
}

/// The lines that registering and the profile have in common.
pub(super) fn person_fields(page: &Page<'_>, typed: &Typed, errors: &Errors<'_>) -> Markup {
    let texts = page.texts();
    let optional = Some(texts.optional.as_str());
    let name = Field { name: "name", label: &texts.full_name, hint: Some(&texts.full_name_hint), kind: "text", autocomplete: "name" };
    let email = Field { name: "email", label: &texts.email, hint: optional, kind: "email", autocomplete: "email" };
    let phone = Field { name: "phone", label: &texts.phone, hint: optional, kind: "tel", autocomplete: "tel" };
    html! { (name.show(typed, errors)) (email.show(typed, errors)) (phone.show(typed, errors)) }
}
