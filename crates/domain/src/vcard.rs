//! A portal's contacts as a card for an address book.

use crate::phone::tel_uri;
use crate::text;
use contract::Line;

/// Octets of a line without its end (RFC 6350, section 3.2).
const LINE_MAX: usize = 75;

/// A card of the organisation `name`, vCard 4.0 (RFC 6350), in UTF-8.
///
/// Each line that a `tel:` address can be made of is a number, labelled with its name the way address books do it (`X-ABLABEL` of
/// the same group). `url` is kept if it is a web address; `note` may have several lines; `language` is that of all texts, BCP 47.
/// No text becomes anything but a text: control characters and hidden ones are dropped, signs with a meaning are escaped.
pub fn vcard(name: &str, lines: &[Line], emails: &[String], url: Option<&str>, note: &str, language: &str) -> String {
    let name = escaped(&text::line(name));
    let note = escaped(&text::lines(note));
    let (parameter, language) = if is_tag(language) { (";LANGUAGE=", language) } else { ("", "") };

    let mut card = String::from("BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\n");
    write(&mut card, &["FN", parameter, language, ":", &name]);
    write(&mut card, &["ORG", parameter, language, ":", &name]);
    let numbers = lines.iter().filter_map(|line| Some((tel_uri(&line.number)?, escaped(&text::line(&line.name)))));
    for (count, (tel, label)) in (1_usize..).zip(numbers) {
        let group = count.to_string();
        write(&mut card, &["item", &group, ".TEL;VALUE=uri;TYPE=\"work,voice\":", &tel]);
        if !label.is_empty() {
            write(&mut card, &["item", &group, ".X-ABLABEL:", &label]);
        }
    }
    for email in emails.iter().map(|email| text::identity(email)).filter(|email| !email.is_empty()) {
        write(&mut card, &["EMAIL;TYPE=work:", &escaped(&email)]);
    }
    if let Some(url) = url.and_then(web_address) {
        write(&mut card, &["URL:", &url]);
    }
    if !note.is_empty() {
        write(&mut card, &["NOTE", parameter, language, ":", &note]);
    }
    card.push_str("END:VCARD\r\n");
    card
}

/// Whether it can stand behind `LANGUAGE=` as it is.
fn is_tag(language: &str) -> bool {
    !language.is_empty() && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A cleaned text as the value of a property (section 3.4).
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => value.push_str("\\n"),
            '\\' | ',' | ';' => {
                value.push('\\');
                value.push(c);
            }
            _ => value.push(c),
        }
    }
    value
}

/// A web address as RFC 3986 allows it: what it does not allow is percent-encoded. Others are none of a card's business.
fn web_address(url: &str) -> Option<String> {
    const HEX: &str = "0123456789ABCDEF";
    let url = url.trim();
    let is_web = |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if !is_web("https://") && !is_web("http://") {
        return None;
    }
    let mut address = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push('%');
            address.extend([byte >> 4, byte & 15].into_iter().filter_map(|digit| HEX.chars().nth(usize::from(digit))));
        }
    }
    Some(address)
}

/// One line of a card, folded where it is too long: between characters, and not inside an escape, which some readers would not put
/// together again.
fn write(card: &mut String, parts: &[&str]) {
    let mut octets = 0_usize;
    let mut is_escaped = false;
    for c in parts.iter().flat_map(|part| part.chars()) {
        let is_escape = c == '\\' && !is_escaped;
        let size = c.len_utf8();
        let whole = if is_escape { 2 } else { size };
        if !is_escaped && octets.saturating_add(whole) > LINE_MAX {
            card.push_str("\r\n ");
            octets = 1;
        }
        card.push(c);
        octets = octets.saturating_add(size);
        is_escaped = is_escape;
    }
    card.push_str("\r\n");
}
