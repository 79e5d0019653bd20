//! The letters, in words.

use crate::app::Portal;
use crate::language::Language;
use crate::store::outbox::Letter;
use crate::texts::{MailTexts, fill};
use chrono::Datelike;
use contract::Ticket;
use domain::time::parse_date;

/// A ticket stands: its number, by when it is answered, the way to it. `None`: nobody left an address.
#[must_use]
pub(crate) fn ticket_stands(portal: &Portal, language: Language, ticket: &Ticket, secret: Option<&str>) -> Option<Letter> {
    let recipient = ticket.contact.email.clone()?;
    let texts = &portal.texts.of(language).mail;
    let date = ticket.expected_response_date.as_deref().and_then(|date| date_in_words(texts, date));
    let due = date.map_or_else(String::new, |date| fill(&texts.answer_due, &[("date", &date)]));
    let link = link(portal, &ticket.number, secret);
    let way = fill(if secret.is_some() { &texts.guest_link } else { &texts.account_link }, &[("link", &link)]);
    let values = [("number", ticket.number.as_str()), ("name", &ticket.name), ("due", &due), ("way", &way)];
    Some(letter(portal, language, recipient, (&texts.ticket_subject, &texts.ticket_body), &values))
}

/// The link of a guest's ticket, sent again.
#[must_use]
pub(crate) fn link_again(portal: &Portal, language: Language, number: &str, recipient: String, secret: &str) -> Letter {
    let texts = &portal.texts.of(language).mail;
    let way = fill(&texts.guest_link, &[("link", &link(portal, number, Some(secret)))]);
    letter(portal, language, recipient, (&texts.link_subject, &texts.link_body), &[("number", number), ("way", &way)])
}

/// An outage that somebody wanted to know the end of is over.
#[must_use]
pub(crate) fn incident_fixed(portal: &Portal, language: Language, title: &str, recipient: String) -> Letter {
    let texts = &portal.texts.of(language).mail;
    let link = portal.origins.link("/contacts");
    letter(portal, language, recipient, (&texts.fixed_subject, &texts.fixed_body), &[("title", title), ("link", &link)])
}

/// The code by which somebody shows in a conversation who they are.
#[must_use]
pub(crate) fn identity_code(portal: &Portal, language: Language, number: &str, code: &str, recipient: String) -> Letter {
    let texts = &portal.texts.of(language).mail;
    letter(portal, language, recipient, (&texts.code_subject, &texts.code_body), &[("number", number), ("code", code)])
}

/// A whole conversation.
#[must_use]
pub(crate) fn transcript(portal: &Portal, language: Language, number: &str, text: &str, recipient: String) -> Letter {
    let texts = &portal.texts.of(language).mail;
    letter(portal, language, recipient, (&texts.transcript_subject, &texts.transcript_body), &[("number", number), ("text", text)])
}

fn letter(portal: &Portal, language: Language, recipient: String, (subject, body): (&str, &str), values: &[(&str, &str)]) -> Letter {
    let name = portal.desks.of(language).desk.name.as_str();
    let mut values = values.to_vec();
    values.push(("portal", name));
    let signature = fill(&portal.texts.of(language).mail.signature, &values);
    Letter { recipient, subject: fill(subject, &values), body: format!("{}\n\n{signature}\n", fill(body, &values)) }
}

/// The secret stands in the fragment: no server on the way sees it, this one neither.
fn link(portal: &Portal, number: &str, secret: Option<&str>) -> String {
    let fragment = secret.map_or_else(String::new, |secret| format!("#secret={secret}"));
    portal.origins.link(&format!("/tickets/{number}{fragment}"))
}

/// `24 ноября 2026 года`, `24 November 2026`.
fn date_in_words(texts: &MailTexts, date: &str) -> Option<String> {
    let date = parse_date(date)?;
    let month = texts.months.get(usize::try_from(date.month0()).ok()?)?;
    Some(fill(&texts.date, &[("day", &date.day().to_string()), ("month", month), ("year", &date.year().to_string())]))
}
