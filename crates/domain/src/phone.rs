//! Telephone numbers: read as people write them, kept as E.164.

use crate::text;
use contract::PhoneNumber;

/// Digits of an E.164 number, country code included.
const MIN_DIGITS: usize = 8;
const MAX_DIGITS: usize = 15;
/// Digits of a number of country code 7 (Russia, Kazakhstan), country code included.
const DIGITS_OF_7: usize = 11;

/// A telephone number in the form `+78005550142`. Only [`read_phone`] makes one, and reading it again changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct E164(String);

impl E164 {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }
}

/// Why something is not read as a telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PhoneError {
    /// No digits at all.
    Empty,
    /// A letter or a sign that no number contains: the first of them.
    Unexpected(char),
    TooShort,
    TooLong,
    /// It could belong to any country: it has to begin with `+` and the country code.
    NoCountryCode,
}

/// Reads a number as typed or pasted: spaces, dashes, brackets and dots are for the eye only.
///
/// `8…`, `7…` with eleven digits and any ten digits are Russian; `+`, `00` and `810` begin a number with its country code. Other
/// countries' numbers need one of these three. Whether anybody answers there is not known from this.
pub fn read_phone(typed: &str) -> Result<E164, PhoneError> {
    let Typed { plus, digits } = collect(typed)?;
    if digits.is_empty() {
        return Err(PhoneError::Empty);
    }
    if plus {
        // Nobody has country code 89: it is the Russian trunk prefix of a mobile number with a plus before it.
        if let Some(mobile) = digits.strip_prefix('8').filter(|rest| rest.starts_with('9') && digits.len() == DIGITS_OF_7) {
            return with_country_code(&["7", mobile]);
        }
        return with_country_code(&[&digits]);
    }
    if let Some(number) = digits.strip_prefix("00").or_else(|| digits.strip_prefix("810")) {
        return with_country_code(&[number]);
    }
    match digits.chars().next() {
        Some('7') if digits.len() >= DIGITS_OF_7 => with_country_code(&[&digits]),
        Some('8') if digits.len() >= DIGITS_OF_7 => with_country_code(&["7", digits.get(1..).unwrap_or_default()]),
        // Elsewhere a leading zero is the trunk prefix; in which country cannot be known.
        Some('0') => Err(PhoneError::NoCountryCode),
        // No Russian area code begins with 89: a mobile number behind the trunk prefix, and a digit is missing.
        Some('8') if digits.starts_with("89") => Err(PhoneError::TooShort),
        _ if digits.len() > MAX_DIGITS => Err(PhoneError::TooLong),
        _ if digits.len() >= DIGITS_OF_7 => Err(PhoneError::NoCountryCode),
        _ => with_country_code(&["7", &digits]),
    }
}

struct Typed {
    plus: bool,
    digits: String,
}

fn collect(typed: &str) -> Result<Typed, PhoneError> {
    let typed = typed.trim_start();
    let typed = match typed.split_at_checked(4) {
        Some((scheme, number)) if scheme.eq_ignore_ascii_case("tel:") => number,
        _ => typed,
    };
    let mut read = Typed { plus: false, digits: String::new() };
    let mut bracket = None;
    for c in typed.chars() {
        if let Some(digit) = text::digit(c) {
            read.digits.push(digit);
            continue;
        }
        match c {
            '+' | '\u{FF0B}' if !read.plus && read.digits.is_empty() => read.plus = true,
            '(' => bracket = Some(read.digits.len()),
            // `+44 (0)20…`: the bracketed zero is dialled inside the country only.
            ')' => {
                if let Some(start) = bracket.take()
                    && read.plus
                    && start > 0
                    && read.digits.get(start..) == Some("0")
                {
                    read.digits.truncate(start);
                }
            }
            '.' | '/' | '~' | '[' | ']' | '\u{B7}' => {}
            _ if c.is_whitespace() || c.is_control() || text::is_dash(c) || text::is_hidden(c) => {}
            _ => return Err(PhoneError::Unexpected(c)),
        }
    }
    Ok(read)
}

/// The parts together are the digits after the `+`.
fn with_country_code(parts: &[&str]) -> Result<E164, PhoneError> {
    let mut number = String::from("+");
    for part in parts {
        number.push_str(part);
    }
    let digits = number.len().saturating_sub(1);
    let (min, max) = if number.starts_with("+7") { (DIGITS_OF_7, DIGITS_OF_7) } else { (MIN_DIGITS, MAX_DIGITS) };
    if number.starts_with("+0") {
        Err(PhoneError::NoCountryCode)
    } else if digits < min {
        Err(PhoneError::TooShort)
    } else if digits > max {
        Err(PhoneError::TooLong)
    } else {
        Ok(E164(number))
    }
}

/// The address that dials a number: `tel:+78005550142;ext=12` (RFC 3966). `None` when the number is not E.164.
///
/// A portal knows its own numbers: there are countries whose numbers are shorter than any that [`read_phone`] takes.
/// An extension that is more than digits is left out: the line itself can still be dialled, and the extension is read aloud.
pub fn tel_uri(number: &PhoneNumber) -> Option<String> {
    let digits = number.number.strip_prefix('+')?;
    let fits = (2..=MAX_DIGITS).contains(&digits.len());
    if !fits || digits.starts_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut uri = String::from("tel:");
    uri.push_str(&number.number);
    if let Some(extension) = number.extension.as_deref().and_then(extension_digits) {
        uri.push_str(";ext=");
        uri.push_str(&extension);
    }
    Some(uri)
}

fn extension_digits(extension: &str) -> Option<String> {
    let mut digits = String::new();
    for c in extension.chars().filter(|&c| !c.is_whitespace() && !text::is_dash(c)) {
        digits.push(text::digit(c)?);
    }
    (!digits.is_empty()).then_some(digits)
}
