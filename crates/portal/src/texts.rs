//! The portal's own words: errors, pages, mail. One file is one language; a test reads them all.

use crate::language::Language;
use crate::problem::{Fatal, Kind};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Texts {
    /// By [`Kind::slug`].
    problems: BTreeMap<String, ProblemText>,
    /// By [`contract::ProblemError::code`].
    field_errors: BTreeMap<String, String>,
    pub pages: PageTexts,
    pub mail: MailTexts,
    pub talk: TalkTexts,
    /// Easy words: an operator who calls back says two of them.
    pub code_words: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProblemText {
    pub title: String,
    pub detail: Option<String>,
}

/// Words of the pages for signing in, registering and the profile.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct PageTexts {
    pub sign_in: String,
    pub register: String,
    pub profile: String,
    pub sign_out: String,
    pub sign_out_question: String,
    pub signed_in_as: String,
    pub login: String,
    pub login_hint: String,
    pub password: String,
    pub password_hint: String,
    pub full_name: String,
    pub full_name_hint: String,
    pub email: String,
    pub phone: String,
    pub optional: String,
    pub contract_numbers: String,
    pub send_sign_in: String,
    pub send_register: String,
    pub send_sign_out: String,
    pub save: String,
    pub back: String,
    pub no_account: String,
    pub have_account: String,
    pub other_language: String,
    pub demonstration: String,
    pub problem_heading: String,
    pub wrong_login: String,
    pub too_many: String,
    pub form_expired: String,
    pub login_taken: String,
    pub bad_login: String,
    pub short_password: String,
    pub long_password: String,
    pub name_missing: String,
    pub too_long: String,
    pub bad_email: String,
    pub bad_phone: String,
}

/// Letters, with `{number}`, `{name}`, `{title}`, `{date}`, `{link}`, `{code}`, `{text}`, `{portal}`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct MailTexts {
    pub ticket_subject: String,
    pub ticket_body: String,
    pub answer_due: String,
    pub guest_link: String,
    pub account_link: String,
    pub link_subject: String,
    pub link_body: String,
    pub fixed_subject: String,
    pub fixed_body: String,
    pub code_subject: String,
    pub code_body: String,
    pub transcript_subject: String,
    pub transcript_body: String,
    pub months: Vec<String>,
    pub date: String,
    pub signature: String,
}

/// What the portal says in a conversation, and how a conversation is written down; with `{name}`, `{number}`, `{title}`,
/// `{summary}`, `{link}`, `{date}`, `{zone}`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct TalkTexts {
    pub joined: String,
    pub handed_over: String,
    pub identity_requested: String,
    pub ended: String,
    pub ended_by_silence: String,
    pub closed: String,
    pub transcript_heading: String,
    pub operator: String,
    pub portal: String,
    pub file: String,
    /// The rest is what operators say that answer by themselves.
    pub greeting: String,
    pub how_to_help: String,
    pub article: String,
    pub tell_more: String,
    pub who_are_you: String,
    pub farewell: String,
    /// What they hear: beginnings of words, in small letters.
    pub thanks_words: Vec<String>,
    pub contract_words: Vec<String>,
}

impl Texts {
    #[must_use]
    pub(crate) fn problem(&self, kind: Kind) -> &ProblemText {
        const NONE: &ProblemText = &ProblemText { title: String::new(), detail: None };
        self.problems.get(kind.slug()).unwrap_or(NONE)
    }

    #[must_use]
    pub(crate) fn field_error(&self, code: &str) -> &str {
        self.field_errors.get(code).or_else(|| self.field_errors.get("invalid")).map_or("", String::as_str)
    }
}

pub(crate) struct Catalogues {
    russian: Texts,
    english: Texts,
}

impl Catalogues {
    /// # Errors
    /// When a file lacks a text or has one too many.
    pub(crate) fn read() -> Result<Self, Fatal> {
        Ok(Self {
            russian: serde_json::from_str(include_str!("../texts/ru.json"))?,
            english: serde_json::from_str(include_str!("../texts/en.json"))?,
        })
    }

    #[must_use]
    pub(crate) fn of(&self, language: Language) -> &Texts {
        match language {
            Language::Russian => &self.russian,
            Language::English => &self.english,
        }
    }
}

/// Fills `{name}` in a text. What is put in is not looked at again.
#[must_use]
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}').and_then(|(name, tail)| Some((values.iter().find(|(key, _)| *key == name)?.1, tail))) {
            Some((value, tail)) => {
                filled.push_str(value);
                rest = tail;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    #[test]
    fn every_problem_and_every_field_error_has_words_in_every_language() {
        let catalogues = Catalogues::read().unwrap();
        for language in Language::ALL {
            let texts = catalogues.of(language);
            for kind in Kind::ALL {
                assert!(!texts.problem(kind).title.is_empty(), "{language:?} {kind:?}");
            }
            for code in ["required", "tooLong", "invalid", "notAllowed", "outdated"] {
                assert!(texts.field_errors.contains_key(code), "{language:?} {code}");
            }
            assert_eq!(texts.mail.months.len(), 12);
        }
    }

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        assert_eq!(fill("{a} and {b}, {c", &[("a", "{b}"), ("b", "2")]), "{b} and 2, {c");
    }
}
