//! A form as it was typed, and what is wrong with it.

use super::csrf::Guard;
use crate::app::Portal;
use crate::texts::PageTexts;
use axum::http::HeaderMap;
use contract::Account;
use lettre::Address;
use std::collections::BTreeMap;

const NAME_MAX: usize = domain::ticket::limits::FULL_NAME_MAX;
const EMAIL_MAX: usize = domain::ticket::limits::EMAIL_MAX;
const PASSWORD_MIN: usize = 10;
/// Hashing takes as long as the password is.
const PASSWORD_MAX: usize = 200;

/// Names of fields with what is in them.
#[derive(Default)]
pub(super) struct Typed(pub(super) BTreeMap<String, String>);

/// What is wrong, by field; under `""` what is wrong with the whole.
pub(super) type Errors<'a> = Vec<(&'static str, &'a str)>;

impl Typed {
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    pub(super) fn is_ours(&self, portal: &Portal, headers: &HeaderMap) -> bool {
        Guard::admits(portal, headers, self.get("guard"))
    }

    pub(super) fn of(account: &Account) -> Self {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Self(BTreeMap::from([
            field("name", &account.full_name),
            field("email", account.email.as_deref().unwrap_or_default()),
            field("phone", account.phone.as_deref().unwrap_or_default()),
        ]))
    }
}

/// What a profile holds, after a look at it.
pub(super) struct Person {
    pub(super) full_name: String,
    pub(super) email: Option<String>,
    /// E.164.
    pub(super) phone: Option<String>,
}

pub(super) fn read_person<'a>(typed: &Typed, texts: &'a PageTexts, errors: &mut Errors<'a>) -> Person {
    let full_name = typed.get("name").split_whitespace().collect::<Vec<_>>().join(" ");
    if full_name.is_empty() {
        errors.push(("name", &texts.name_missing));
    } else if full_name.chars().count() > NAME_MAX {
        errors.push(("name", &texts.too_long));
    }
    let email = Some(typed.get("email").trim().to_owned()).filter(|email| !email.is_empty());
    if email.as_deref().is_some_and(|email| email.len() > EMAIL_MAX || email.parse::<Address>().is_err()) {
        errors.push(("email", &texts.bad_email));
    }
    let phone = Some(typed.get("phone").trim()).filter(|phone| !phone.is_empty()).map(domain::phone::read_phone);
    if matches!(phone, Some(Err(_))) {
        errors.push(("phone", &texts.bad_phone));
    }
    Person { full_name, email, phone: phone.and_then(Result::ok).map(domain::phone::E164::into_string) }
}

pub(super) fn check_login<'a>(login: &str, texts: &'a PageTexts, errors: &mut Errors<'a>) {
    let fits = (3..=40).contains(&login.len()) && login.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    if !fits {
        errors.push(("login", &texts.bad_login));
    }
}

pub(super) fn check_password<'a>(password: &str, texts: &'a PageTexts, errors: &mut Errors<'a>) {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        errors.push(("password", &texts.short_password));
    } else if length > PASSWORD_MAX {
        errors.push(("password", &texts.long_password));
    }
}
