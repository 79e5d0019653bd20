//! What single characters are, for everything that reads what people type or paste.

/// The ASCII digit that a digit stands for: ASCII, full-width and both Arabic-Indic sets, as their keyboards produce them.
pub(crate) fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => return Some(c),
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6F0}'..='\u{6F9}' => 0x6F0,
        '\u{FF10}'..='\u{FF19}' => 0xFF10,
        _ => return None,
    };
    u32::from(c).checked_sub(zero).and_then(|value| char::from_digit(value, 10))
}

/// Hyphens, dashes and the minus sign: on paper nobody can tell which one it is.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// Shows nothing and is no part of any letter or emoji: what bidi overrides and zero-width spaces have in common.
pub(crate) fn is_hidden(c: char) -> bool {
    reorders(c)
        || is_direction_mark(c)
        || is_joiner(c)
        || is_tag(c)
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}')
        || matches!(c, '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0001}')
}

/// Embeddings, overrides and isolates: they change the order in which the text **around** them is shown.
fn reorders(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Needed now and then where Hebrew or Arabic stands beside digits; without effect elsewhere.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}')
}

/// Joins emoji into one, and letters of Persian and Indic scripts.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Spells the region of a flag after a black flag; invisible anywhere else.
fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0020}'..='\u{E007F}')
}

/// Letters and symbols that are drawn as nothing.
fn is_filler(c: char) -> bool {
    matches!(c, '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}')
}

/// Where a text goes decides what may stay in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Identity,
    Line,
    Lines,
}

/// A name or an address: one line, nothing hidden, for whatever is hidden there is there to deceive.
pub(crate) fn identity(typed: &str) -> String {
    clean(typed, Kind::Identity)
}

/// One line of free text. Emoji sequences stay whole.
pub(crate) fn line(typed: &str) -> String {
    clean(typed, Kind::Line)
}

/// Free text of several lines, each ended by `\n`. Emoji sequences stay whole.
pub(crate) fn lines(typed: &str) -> String {
    clean(typed, Kind::Lines)
}

fn clean(typed: &str, kind: Kind) -> String {
    let mut kept = String::with_capacity(typed.len());
    let mut last = None;
    let mut rest = typed.chars().peekable();
    while let Some(typed) = rest.next() {
        let c = match typed {
            '\r' if rest.peek() == Some(&'\n') => continue,
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            other => other,
        };
        let c = if kind != Kind::Lines && c.is_whitespace() { ' ' } else { c };
        if stays(c, last, kind) {
            kept.push(c);
            last = Some(c);
        }
    }
    // A variation selector belongs to the character before it: at the start there is none, at the end it is part of an emoji.
    let start = kept.trim_start_matches(|c| is_margin(c) || matches!(c, '\u{FE00}'..='\u{FE0F}'));
    start.trim_end_matches(is_margin).to_owned()
}

fn stays(c: char, last: Option<char>, kind: Kind) -> bool {
    match c {
        ' ' if kind != Kind::Lines => last != Some(' '),
        '\n' | '\t' => true,
        _ if c.is_control() => false,
        _ if !is_hidden(c) => true,
        _ if kind == Kind::Identity => false,
        _ if is_joiner(c) => last.is_some_and(|last| !last.is_whitespace() && !is_joiner(last)),
        _ if is_tag(c) => last.is_some_and(|last| last == '\u{1F3F4}' || is_tag(last)),
        _ => is_direction_mark(c),
    }
}

fn is_margin(c: char) -> bool {
    c.is_whitespace() || is_direction_mark(c) || is_joiner(c) || is_filler(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_keep_letters_and_lose_what_is_hidden() {
        assert_eq!(identity("  Анна\u{202E}\u{200B} \u{A0} Ким\u{FEFF}\n"), "Анна Ким");
        assert_eq!(identity("O’Brien-Ńuñez"), "O’Brien-Ńuñez");
        assert_eq!(identity("Ива\u{200D}нов"), "Иванов");
        assert_eq!(identity("\u{E0041}x"), "x");
    }

    #[test]
    fn emoji_sequences_survive_in_free_text() {
        for emoji in ["👨‍👩‍👧‍👦", "❤️", "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "👍🏽", "1️⃣", "می\u{200C}خواهم"]
        {
            assert_eq!(line(emoji), emoji);
            assert_eq!(lines(emoji), emoji);
        }
    }

    #[test]
    fn free_text_cannot_reorder_the_page_or_hide_words() {
        assert_eq!(lines("a\u{202E}b\u{2066}c\u{200B}d\u{E0041}\u{E0042}e"), "abcde");
        assert_eq!(lines("שלום\u{200F} 5"), "שלום\u{200F} 5");
    }

    #[test]
    fn joiners_stay_only_where_they_can_join() {
        assert_eq!(lines("a \u{200D}b\u{200D}\u{200C}c\u{200D}"), "a b\u{200D}c");
    }

    #[test]
    fn line_ends_are_one_kind_and_indentation_stays() {
        assert_eq!(lines("a\r\nb\rc\u{2028}d\n\n\te\0f\u{B}g\u{C}h"), "a\nb\nc\nd\n\n\tef\ng\nh");
        assert_eq!(line("a\r\nb\t\t c"), "a b c");
    }

    #[test]
    fn what_shows_nothing_is_empty() {
        for nothing in ["", " \t\r\n", "\u{200D}\u{200D}", "\u{200F}", "\u{3164}\u{2800}", "\u{FE0F}", "\u{E0041}", "\0\u{7F}"] {
            assert_eq!((identity(nothing), line(nothing), lines(nothing)), Default::default(), "{nothing:?}");
        }
    }

    #[test]
    fn digits_of_other_keyboards_are_digits() {
        assert_eq!("٠۹７x".chars().map(digit).collect::<Vec<_>>(), [Some('0'), Some('9'), Some('7'), None]);
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(typed in "(\\PC|[\\s\u{200B}-\u{200F}\u{202A}-\u{202E}\u{FE0F}\u{3164}\u{1F3F4}\u{E0061}\r\n\t\0]){0,24}") {
            for clean in [identity, line, lines] {
                let once = clean(&typed);
                prop_assert_eq!(clean(&once), once);
            }
        }

        #[test]
        fn an_identity_hides_nothing(typed in "(\\PC|[\u{200B}-\u{200F}\u{202A}-\u{202E}\u{E0061}\r\n\t\0]){0,24}") {
            prop_assert!(!identity(&typed).chars().any(|c| is_hidden(c) || c.is_control()));
        }
    }
}
