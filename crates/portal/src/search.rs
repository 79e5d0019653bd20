//! Words of the articles and of those who look for them, made alike.
//!
//! Upper case, ё and accents make no difference, and of Russian and English words every form is found (Snowball's stems). The
//! last word may be one that is still being typed. All words first; where no article has all of them, any of them.
//!
//! It does not know typing errors, synonyms (an article names its own among its keywords), the parts of compound words, or
//! what a word means: "no access" finds what speaks of access.

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What is longer was not typed by somebody who looks for something.
const QUERY_MAX: usize = 200;

/// Words that stand in every sentence: looked for only when nothing else is asked.
const EVERYWHERE: &[&str] = &[
    "a",
    "an",
    "and",
    "are",
    "at",
    "be",
    "can",
    "cannot",
    "cant",
    "do",
    "does",
    "doesnt",
    "dont",
    "for",
    "from",
    "how",
    "i",
    "in",
    "is",
    "it",
    "my",
    "not",
    "of",
    "on",
    "or",
    "the",
    "to",
    "what",
    "when",
    "where",
    "why",
    "with",
    "а",
    "без",
    "бы",
    "в",
    "во",
    "вы",
    "где",
    "для",
    "до",
    "если",
    "же",
    "за",
    "и",
    "из",
    "или",
    "к",
    "как",
    "ко",
    "когда",
    "ли",
    "мне",
    "мой",
    "мы",
    "на",
    "не",
    "но",
    "о",
    "об",
    "от",
    "по",
    "почему",
    "при",
    "с",
    "со",
    "то",
    "у",
    "что",
    "это",
    "я",
];

/// In FTS5's syntax. Only letters and digits between quotation marks come from the visitor.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Query {
    pub all: String,
    pub any: String,
}

/// A text as the index has it: each word as it is written, and its stem. Who has typed half an ending still finds it.
#[must_use]
pub(crate) fn indexed(text: &str) -> String {
    let stems = Stems::new();
    let mut words = Vec::new();
    for word in folded(text) {
        let stem = stems.of(&word);
        if stem != word {
            words.push(stem);
        }
        words.push(word);
    }
    words.join(" ")
}

/// `None`: there is no word in it.
#[must_use]
pub(crate) fn query(typed: &str) -> Option<Query> {
    let typed: String = typed.chars().take(QUERY_MAX).collect();
    let is_typing = typed.chars().last().is_some_and(char::is_alphanumeric);
    let all = folded(&typed);
    let mut words: Vec<&String> = all.iter().filter(|word| !EVERYWHERE.contains(&word.as_str())).collect();
    let last = if words.is_empty() {
        words = all.iter().collect();
        all.last()
    } else {
        all.last().filter(|last| words.contains(last))
    };
    let stems = Stems::new();
    let term = |word: &&String| {
        let stem = stems.of(word);
        if is_typing && last == Some(*word) { format!("(\"{stem}\" OR \"{word}\"*)") } else { format!("\"{stem}\"") }
    };
    let terms: Vec<String> = words.iter().map(term).collect();
    (!terms.is_empty()).then(|| Query { all: terms.join(" AND "), any: terms.join(" OR ") })
}

/// Words in small letters, without accents. й stays a letter of its own; ё is е, as most people type it.
fn folded(text: &str) -> Vec<String> {
    let mut base = ' ';
    let letters = text.chars().flat_map(char::to_lowercase).nfd().filter(move |c| {
        let stays = !is_combining_mark(*c) || (*c == '\u{306}' && base == 'и');
        base = *c;
        stays
    });
    // "can't" is one word, however it is typed.
    let plain: String = letters.nfc().filter(|c| !matches!(c, '\'' | '’')).collect();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// By the letters of a word: texts in one language have words of the other.
struct Stems {
    russian: Stemmer,
    english: Stemmer,
}

impl Stems {
    fn new() -> Self {
        Self { russian: Stemmer::create(Algorithm::Russian), english: Stemmer::create(Algorithm::English) }
    }

    fn of(&self, word: &str) -> String {
        let stemmer = if word.chars().any(|c| matches!(c, 'а'..='я')) { &self.russian } else { &self.english };
        stemmer.stem(word).into_owned()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        let stems = Stems::new();
        for (one, other) in [("пароль", "пароля"), ("оплаты", "оплатой"), ("восстановить", "восстановил"), ("payments", "payment")]
        {
            assert_eq!(stems.of(one), stems.of(other), "{one} {other}");
        }
    }

    #[test]
    fn case_and_accents_make_no_difference() {
        assert_eq!(folded("СЧЁТ Счет, résumé; Мо\u{301}й ЙОД 1С"), ["счет", "счет", "resume", "мой", "йод", "1с"]);
        assert_eq!(folded("İstanbul ŞİFRE"), ["istanbul", "sifre"]);
    }

    #[test]
    fn the_last_word_may_be_half_typed_and_what_stands_everywhere_is_left_out() {
        let query = |typed: &str| query(typed).unwrap().all;
        assert_eq!(query("как оплатить сч"), "\"оплат\" AND (\"сч\" OR \"сч\"*)");
        assert_eq!(query("оплатить "), "\"оплат\"");
        assert_eq!(query("оплатить на"), "\"оплат\"");
        assert_eq!(query("can’t pay "), "\"pay\"");
        assert_eq!(query("как"), "(\"как\" OR \"как\"*)");
    }

    #[test]
    fn nothing_of_the_syntax_comes_from_a_visitor() {
        assert_eq!(query("\"*(-^:+"), None);
        assert_eq!(query(""), None);
        let hostile = query("title:a* NEAR(b, 2) \"c AND NOT {d}").unwrap();
        assert_eq!(hostile.all, "\"titl\" AND \"near\" AND \"b\" AND \"2\" AND \"c\" AND \"d\"",);
        assert!(query(&"слово ".repeat(2_000)).unwrap().all.len() < 2_000);
    }
}
