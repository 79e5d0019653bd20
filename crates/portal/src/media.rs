//! What a file is, and what it may be called.

use percent_encoding::percent_decode_str;

/// Longer names help nobody, and not every disk takes them.
const NAME_MAX: usize = 120;
/// `.jpeg`, `.numbers`: what is longer is no ending.
const ENDING_MAX: usize = 10;

/// The types that are known by their first bytes, and the ending that goes with them.
const KNOWN: &[(&str, &str)] =
    &[("image/png", ".png"), ("image/jpeg", ".jpg"), ("image/webp", ".webp"), ("image/gif", ".gif"), ("application/pdf", ".pdf")];

/// By the first bytes. `None`: none of the types known here.
#[must_use]
pub(crate) fn sniffed(content: &[u8]) -> Option<&'static str> {
    match content {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("application/pdf"),
        _ => None,
    }
}

/// Whether the content is of that type, as far as can be seen. An empty file is of none.
#[must_use]
pub(crate) fn is_what_it_says(mime_type: &str, content: &[u8]) -> bool {
    let known = KNOWN.iter().any(|(known, _)| *known == mime_type);
    !content.is_empty() && sniffed(content) == known.then_some(mime_type)
}

/// The name in `filename*` of a `Content-Disposition` (RFC 8187, in UTF-8), cleaned; one by the type, if there is none.
#[must_use]
pub(crate) fn file_name(disposition: &str, mime_type: &str) -> String {
    let encoded = disposition.split(';').skip(1).find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let (charset, rest) = value.trim().split_once('\'')?;
        let is_right = name.trim().eq_ignore_ascii_case("filename*") && charset.eq_ignore_ascii_case("utf-8");
        is_right.then_some(rest.split_once('\'')?.1)
    });
    let name = encoded.map(|encoded| cleaned(&percent_decode_str(encoded).decode_utf8_lossy())).unwrap_or_default();
    if name.is_empty() {
        let ending = KNOWN.iter().find(|(known, _)| *known == mime_type).map_or("", |(_, ending)| *ending);
        return format!("file{ending}");
    }
    name
}

/// Without a path, and without what cannot be seen: a name that reads backwards hides what the file is.
fn cleaned(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last.chars().filter(|c| !c.is_control() && !is_hidden(*c)).collect();
    let seen = seen.trim().trim_start_matches('.').trim();
    if seen.chars().nth(NAME_MAX).is_none() {
        return seen.to_owned();
    }
    let (stem, ending) = seen.rsplit_once('.').filter(|(_, ending)| ending.chars().count() < ENDING_MAX).unwrap_or((seen, ""));
    let ending = if ending.is_empty() { String::new() } else { format!(".{ending}") };
    let stem: String = stem.chars().take(NAME_MAX.saturating_sub(ending.chars().count())).collect();
    format!("{stem}{ending}")
}

/// Marks of direction, joiners and other characters of no width.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(value: &str) -> String {
        file_name(&format!("attachment; filename*=UTF-8''{value}"), "image/png")
    }

    #[test]
    fn a_name_is_cleaned() {
        for (encoded, name) in [
            ("%D1%8D%D0%BA%D1%80%D0%B0%D0%BD.png", "экран.png"),
            ("..%2F..%2Fetc%2Fpasswd", "passwd"),
            ("C%3A%5Cfakepath%5Ca%20b.png", "a b.png"),
            ("a%0d%0a%00b.png", "ab.png"),
            ("%E2%80%AEgnp.exe", "gnp.exe"),
            (".htaccess", "htaccess"),
            ("..", "file.png"),
            ("%20", "file.png"),
            ("", "file.png"),
        ] {
            assert_eq!(named(encoded), name, "{encoded}");
        }
        for other in ["", "attachment", "attachment; filename=\"a.png\"", "attachment; filename*=latin1''a.png", "attachment; filename*=a"]
        {
            assert_eq!(file_name(other, "application/pdf"), "file.pdf", "{other}");
        }
        assert_eq!(file_name("inline ; FILENAME* = utf-8'ru'a.gif", "text/plain"), "a.gif");
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let long = named(&format!("{}.jpeg", "a".repeat(500)));
        assert!(long.chars().count() == NAME_MAX && long.ends_with("a.jpeg"), "{long}");
        assert_eq!(named(&"%D1%8F".repeat(500)).chars().count(), NAME_MAX);
    }

    #[test]
    fn a_file_that_is_not_what_it_says_is_found_out() {
        let png = b"\x89PNG\r\n\x1a\n....";
        assert!(is_what_it_says("image/png", png));
        assert!(!is_what_it_says("image/jpeg", png));
        assert!(!is_what_it_says("text/plain", png));
        assert!(!is_what_it_says("image/png", b"<html>"));
        assert!(!is_what_it_says("text/plain", b""));
        assert!(is_what_it_says("text/plain", b"log"));
        assert!(is_what_it_says("image/webp", b"RIFF\x01\x02\x03\x04WEBPVP8 "));
        assert!(is_what_it_says("application/pdf", b"%PDF-1.7"));
    }
}
