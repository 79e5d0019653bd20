//! Operators that answer by themselves, for demonstrations. They know the articles, and nothing else.

use super::{By, Change};
use crate::problem::Failure;
use crate::search;
use crate::store::conversations::{self, Talk};
use crate::store::operators::{self, Duty};
use crate::store::{articles, messages};
use crate::texts::fill;
use contract::{Message, MessageAuthor};
use domain::time::parse_instant;

/// How long they think, and from when on they are seen to write.
const ANSWERS_AFTER_MS: i64 = 1_600;
const WRITES_AFTER_MS: i64 = 500;
/// Who says nothing for so long has gone.
const SILENCE_MS: i64 = 10 * 60 * 1000;
/// Enough to see what was said last.
const READ: u32 = 20;

pub(super) fn round(change: &Change<'_>) -> Result<(), Failure> {
    for operator in operators::all(change.transaction, Duty::Chat)?.into_iter().filter(|operator| operator.automatic) {
        for talk in conversations::of_operator(change.transaction, &operator.id)? {
            turn(change, &talk)?;
        }
    }
    Ok(())
}

fn turn(change: &Change<'_>, talk: &Talk) -> Result<(), Failure> {
    let last = messages::after(change.transaction, &talk.number, talk.last_sequence.saturating_sub(READ), READ)?;
    let Some(latest) = last.last() else { return Ok(()) };
    let said_at = parse_instant(&latest.date).unwrap_or(change.now).timestamp_millis();
    let age = change.now_ms().saturating_sub(said_at);
    let own = last.iter().rposition(|message| message.author == MessageAuthor::Operator);
    let unanswered: Vec<&Message> =
        last.iter().skip(own.map_or(0, |own| own.saturating_add(1))).filter(|message| message.author == MessageAuthor::Visitor).collect();
    if own.is_some() && unanswered.is_empty() {
        return if age >= SILENCE_MS { change.end(talk, By::Silence) } else { Ok(()) };
    }
    if age >= ANSWERS_AFTER_MS {
        let words: Vec<&str> = unanswered.iter().map(|message| message.text.as_str()).collect();
        answer(change, talk, own.is_none(), &words.join("\n"))
    } else if age >= WRITES_AFTER_MS {
        change.types(talk)
    } else {
        Ok(())
    }
}

/// Greets, and answers what was said.
fn answer(change: &Change<'_>, talk: &Talk, is_first: bool, words: &str) -> Result<(), Failure> {
    let texts = change.texts(talk);
    let name = talk.operator_name.as_deref().unwrap_or_default();
    let mut parts = Vec::new();
    if is_first {
        parts.push(fill(&texts.greeting, &[("name", name)]));
    }
    let folded = words.to_lowercase();
    let has = |all: &[String]| all.iter().any(|word| folded.contains(word.as_str()));
    if has(&texts.thanks_words) {
        change.answer(talk, &texts.farewell)?;
        return change.end(talk, By::Operator);
    }
    let asks = has(&texts.contract_words) && !talk.identified && !talk.identity_requested;
    if asks {
        parts.push(texts.who_are_you.clone());
    } else if !words.trim().is_empty() {
        parts.push(found(change, talk, words)?.unwrap_or_else(|| texts.tell_more.clone()));
    } else if is_first {
        parts.push(texts.how_to_help.clone());
    }
    change.answer(talk, &parts.join("\n\n"))?;
    if asks { change.request_identity(talk) } else { Ok(()) }
}

/// What an article says about it.
fn found(change: &Change<'_>, talk: &Talk, words: &str) -> Result<Option<String>, Failure> {
    let Some(query) = search::query(words) else { return Ok(None) };
    let found = articles::search(change.transaction, talk.language, &query, None, 1)?;
    let Some(article) = found.first() else { return Ok(None) };
    let link = change.portal.origins.link(&format!("/help/{}", article.slug));
    let summary = article.summary.as_deref().unwrap_or_default();
    let values = [("title", article.title.as_str()), ("summary", summary), ("link", &link)];
    Ok(Some(fill(&change.texts(talk).article, &values)))
}
