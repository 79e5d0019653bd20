//! Content lines, of which cards (RFC 6350) and calendars (RFC 5545) are made.

/// Octets of a line without its end (RFC 6350, section 3.2; RFC 5545, section 3.1).
const LINE_MAX: usize = 75;

/// A cleaned text as the value of a property (RFC 6350, section 3.4; RFC 5545, section 3.3.11).
pub(crate) fn escaped(text: &str) -> String {
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

/// One line, folded where it is too long: between characters, and not inside an escape, which some readers would not put
/// together again.
pub(crate) fn write(to: &mut String, parts: &[&str]) {
    let mut octets = 0_usize;
    let mut is_escaped = false;
    for c in parts.iter().flat_map(|part| part.chars()) {
        let is_escape = c == '\\' && !is_escaped;
        let size = c.len_utf8();
        let whole = if is_escape { 2 } else { size };
        if !is_escaped && octets.saturating_add(whole) > LINE_MAX {
            to.push_str("\r\n ");
            octets = 1;
        }
        to.push(c);
        octets = octets.saturating_add(size);
        is_escaped = is_escape;
    }
    to.push_str("\r\n");
}

/// A web address as RFC 3986 allows it: what it does not allow is percent-encoded. Others are nobody's business here.
pub(crate) fn web_address(url: &str) -> Option<String> {
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
