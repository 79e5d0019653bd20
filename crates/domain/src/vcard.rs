//! A portal's contacts as a card for an address book.

use crate::content_line::{escaped, web_address, write};
use crate::phone::tel_uri;
use crate::text;
use contract::Line;

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
