use super::conversations::seen;
use super::owner::{asking, number};
use super::write::{Write, kept, once};
use crate::app::Portal;
use crate::language::Language;
use crate::mail::letters;
use crate::problem::{Failure, Fatal, Kind};
use crate::secrets::{Hash, random, same, token};
use crate::store::answers::Answer;
use crate::store::conversations::{self, Code};
use crate::store::outbox;
use crate::store::words::instant;
use crate::talk::{self, Change, view};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use contract::{IdentityCode, IdentityCodeRequest, IdentityCodeSent, NotificationChannel};
use domain::conversation::read_full_name;
use domain::ticket::read_email;
use std::sync::Arc;

const DIGITS: u32 = 6;
const VALID_MS: i64 = 10 * 60 * 1000;
const TRIES_MAX: u32 = 5;

/// `POST /conversations/{number}/identity-code`
pub(super) async fn send(
    State(portal): State<Arc<Portal>>,
    language: Language,
    Path(sent): Path<String>,
    headers: HeaderMap,
    write: Write<IdentityCodeRequest>,
) -> Result<Response, Failure> {
    let (number, asking) = (number(&sent)?, asking(&write.viewer, &headers));
    let own = write.viewer.0.as_ref().and_then(|session| session.account.email.clone());
    let (may_see, may_ask) = (number.clone(), asking.clone());
    portal.store.read(move |connection| seen(connection, &may_see, &may_ask)).await?;
    // Nobody's mailbox is filled, whoever asks.
    portal.gates.links_by_number.pass(number.clone())?;
    if let Some(to) = &write.body.to {
        portal.gates.links_by_number.pass(to.trim().to_lowercase())?;
    }
    let outcome = talk::write(&portal, move |change| {
        let talk = seen(change.transaction, &number, &asking)?;
        once(change.transaction, &write.once, change.now_ms(), || {
            if talk.is_over() {
                return Err(Kind::WrongState.into());
            }
            let (name, to) = accept(&write.body, own.as_deref())?;
            let sent = send_code(change, &number, language, name, to)?;
            let body = serde_json::to_string(&sent).map_err(Fatal::from)?;
            Ok(Answer { status: StatusCode::ACCEPTED.as_u16(), location: None, body })
        })
    });
    let outcome = outcome.await?;
    portal.post.wake();
    Ok(kept(outcome))
}

/// The name, and where the code goes: the address given, or else that of the account.
fn accept(sent: &IdentityCodeRequest, own: Option<&str>) -> Result<(String, String), Failure> {
    let name = read_full_name(&sent.full_name).map_err(|code| Failure::invalid_at("/fullName", code))?;
    if sent.by != NotificationChannel::Email {
        return Err(Failure::invalid_at("/by", "notAllowed"));
    }
    let given = sent.to.as_deref().filter(|to| !to.trim().is_empty());
    let to = given.or(own).ok_or_else(|| Failure::invalid_at("/to", "required"))?;
    Ok((name, read_email(to).ok_or_else(|| Failure::invalid_at("/to", "invalid"))?))
}

fn send_code(change: &Change<'_>, number: &str, language: Language, name: String, to: String) -> Result<IdentityCodeSent, Failure> {
    let Change { portal, transaction, .. } = change;
    let code = u64::from_be_bytes(random()?).checked_rem(10_u64.saturating_pow(DIGITS)).unwrap_or_default();
    let code = format!("{code:0width$}", width = usize::try_from(DIGITS).unwrap_or_default());
    let expires_at = change.now_ms().saturating_add(VALID_MS);
    let letter = letters::identity_code(portal, language, number, &code, to.clone());
    outbox::put(transaction, &token()?, &letter, change.now_ms())?;
    let shown = hidden(&to);
    let hash = code_hash(portal, number, &code);
    conversations::put_code(transaction, number, &Code { hash, name, to, expires_at, tries: 0 })?;
    Ok(IdentityCodeSent { to: shown, length: DIGITS, expires: instant(expires_at) })
}

/// With the portal's key: a million codes are tried in no time where a plain hash is known.
fn code_hash(portal: &Portal, number: &str, code: &str) -> Hash {
    portal.key.sign("identity code", &[number.as_bytes(), code.as_bytes()])
}

/// `a…a@example.org`
fn hidden(address: &str) -> String {
    let (local, domain) = address.split_once('@').unwrap_or((address, ""));
    let ends: Vec<char> = local.chars().take(1).chain(local.chars().skip(1).last()).collect();
    match ends.as_slice() {
        [first, last] => format!("{first}…{last}@{domain}"),
        _ => format!("…@{domain}"),
    }
}

/// `PATCH /conversations/{number}/identity-code`
pub(super) async fn enter(
    State(portal): State<Arc<Portal>>,
    Path(sent): Path<String>,
    headers: HeaderMap,
    write: Write<IdentityCode>,
) -> Result<Response, Failure> {
    let (number, asking) = (number(&sent)?, asking(&write.viewer, &headers));
    // A try that failed is kept, so it is no error of the transaction.
    let outcome = talk::write(&portal, move |change| {
        let talk = seen(change.transaction, &number, &asking)?;
        let mut wrong = None;
        let outcome = once(change.transaction, &write.once, change.now_ms(), || {
            if talk.is_over() {
                return Err(Kind::WrongState.into());
            }
            if let Err(code) = check(change, &number, &write.body.code)? {
                wrong = Some(code);
                return Err(Failure::invalid_at("/code", code));
            }
            conversations::identify(change.transaction, &number, change.now_ms())?;
            change.tell(&number)?;
            let seen = view(change.portal, change.transaction, &change.find(&number)?, change.now)?;
            let body = serde_json::to_string(&seen).map_err(Fatal::from)?;
            Ok(Answer { status: StatusCode::OK.as_u16(), location: None, body })
        });
        match outcome {
            Err(failure) if wrong.is_some() => Ok(Err(failure)),
            outcome => outcome.map(Ok),
        }
    });
    Ok(kept(outcome.await??))
}

/// The inner error is the code of what is wrong; a try is counted.
fn check(change: &Change<'_>, number: &str, typed: &str) -> Result<Result<(), &'static str>, Failure> {
    let Some(code) = conversations::code(change.transaction, number)? else { return Ok(Err("outdated")) };
    if code.tries >= TRIES_MAX || code.expires_at <= change.now_ms() {
        return Ok(Err("outdated"));
    }
    // As people copy it: `123 456`.
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    if same(&code_hash(change.portal, number, &typed), &code.hash) {
        return Ok(Ok(()));
    }
    conversations::count_try(change.transaction, number)?;
    Ok(Err(if code.tries.saturating_add(1) >= TRIES_MAX { "outdated" } else { "invalid" }))
}
