//! How a portal's number is dialled: from which country, and by what.

mod country;

use crate::phone::tel_uri;
use crate::text;
use contract::{Line, PhoneNumber};
use country::Country;

/// What somebody calls with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Device {
    /// Dials `+`.
    #[default]
    Mobile,
    /// Has digits only.
    Landline,
    /// A program: it dials `+`, and knows no country's short forms.
    Internet,
}

/// What to dial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialling {
    /// Digits, `+` and spaces: the groups are those in which the portal writes its number, or else three, three, two and two.
    /// Without the extension, which is dialled after the connection.
    pub digits: String,
    /// The same one after another, without the spaces between them.
    pub steps: Vec<DialStep>,
    /// The address that dials the same, in international form: `tel:+78005550142;ext=12` (RFC 3966).
    pub tel: Option<String>,
}

/// One step of dialling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialStep {
    /// Digits before a country's calling code. Where a tone has to be waited for, there are two of them.
    Prefix(String),
    /// Until the second dial tone.
    WaitForTone,
    /// Digits before a number of the same country.
    Trunk(String),
    /// `+`
    Plus,
    /// A country's calling code: `7`.
    Country(String),
    /// The number inside its country, in groups: `800 555 01 42`.
    Number(String),
    /// What to dial, or to say, after the connection; digits where it is digits, otherwise as the portal writes it.
    Extension(String),
}

/// The countries from which dialling is known, ISO 3166-1 alpha-2, in the order of their codes.
///
/// Calling codes and prefixes: ITU-T E.164, its lists of assigned country codes and of dialling procedures.
pub fn countries() -> impl Iterator<Item = &'static str> {
    Country::all().map(|country| country.code)
}

/// The country in which somebody probably is, one of [`countries`]: that of the IANA zone, else of the first BCP 47 tag with such a
/// region, else of the first tag with a language that is spoken in one country more than elsewhere, else Russia.
pub fn guess_country(zone: Option<&str>, languages: &[String]) -> &'static str {
    country::guess(zone, languages)
}

/// How to dial a number from a country (ISO 3166-1 alpha-2); `None` when the number is not E.164.
///
/// Inside the country, and among countries of one calling code, a telephone dials the national form, in the portal's own groups where
/// that is how the portal writes it. From elsewhere a mobile dials `+`, a landline the country's international prefix. From a country that
/// is not one of [`countries`] all of them get the form with `+`: its prefix is not known.
pub fn dialling(number: &PhoneNumber, device: Device, from: &str) -> Option<Dialling> {
    let tel = tel_uri(number)?;
    let (calling, national) = split(&number.number)?;
    let display = displayed(&number.display);
    let groups = display.as_deref().and_then(|display| tail(display, national)).filter(|groups| groups.contains(' '));
    let groups = groups.map_or_else(|| grouped(national), str::to_owned);

    let mut digits = String::new();
    let mut steps = Vec::new();
    match Country::find(from) {
        Some(home) if device != Device::Internet && home.calling == calling => {
            let trunk = home.trunk(national);
            let whole = [trunk, national].concat();
            match display.filter(|display| display.contains(' ') && tail(display, &whole) == Some(display)) {
                Some(display) => digits = display,
                None => {
                    digits.push_str(trunk);
                    // 020 7946 0958, but 8 495 555 01 42: a zero belongs to the group after it.
                    if !matches!(trunk, "" | "0") {
                        digits.push(' ');
                    }
                    digits.push_str(&groups);
                }
            }
            if !trunk.is_empty() {
                steps.push(DialStep::Trunk(trunk.to_owned()));
            }
        }
        Some(home) if device == Device::Landline => {
            for part in home.prefix.split('~') {
                if !steps.is_empty() {
                    steps.push(DialStep::WaitForTone);
                }
                steps.push(DialStep::Prefix(part.to_owned()));
                digits.push_str(part);
                digits.push(' ');
            }
            abroad(&mut digits, &mut steps, calling, &groups);
        }
        _ => {
            steps.push(DialStep::Plus);
            digits.push('+');
            abroad(&mut digits, &mut steps, calling, &groups);
        }
    }
    steps.push(DialStep::Number(groups));
    steps.extend(extension(number, &tel).map(DialStep::Extension));
    Some(Dialling { digits, steps, tel: Some(tel) })
}

/// A number in E.164 form as people read it, in groups: `+7 912 345 67 89`. What is none stays as it is.
pub fn in_groups(number: &str) -> String {
    let whole = PhoneNumber { number: number.to_owned(), ..PhoneNumber::default() };
    dialling(&whole, Device::Internet, "").map_or_else(|| number.to_owned(), |dialling| dialling.digits)
}

/// The country (ISO 3166-1 alpha-2) that a number in E.164 form belongs to, where its beginning tells: `None` for a calling code that
/// is not known, or that several countries share without telling them apart here.
pub fn country_of(number: &str) -> Option<&'static str> {
    let (calling, national) = split(number)?;
    if calling == "7" {
        // Kazakhstan's part of the numbering plan that it shares with Russia.
        return Some(if national.starts_with(['6', '7']) { "KZ" } else { "RU" });
    }
    let mut of_code = Country::all().filter(|country| country.calling == calling);
    let first = of_code.next()?;
    of_code.next().is_none().then_some(first.code)
}

/// Whether a line can be called from a country (ISO 3166-1 alpha-2). What is called with makes no difference: a call over the internet
/// counts as one from the country, too.
pub fn is_reachable(line: &Line, from: &str, _: Device) -> bool {
    line.reachable_from.is_empty() || line.reachable_from.iter().any(|country| country.eq_ignore_ascii_case(from))
}

/// The most important line that can be called from a country: the portal names the most important first.
pub fn best_line<'a>(lines: &'a [Line], from: &str, device: Device) -> Option<&'a Line> {
    lines.iter().find(|line| is_reachable(line, from, device))
}

fn abroad(digits: &mut String, steps: &mut Vec<DialStep>, calling: &str, groups: &str) {
    steps.push(DialStep::Country(calling.to_owned()));
    digits.push_str(calling);
    digits.push(' ');
    digits.push_str(groups);
}

/// The calling code and the rest of a number in E.164 form. All codes that have been assigned are told apart by their length.
fn split(number: &str) -> Option<(&str, &str)> {
    const OF_TWO_DIGITS: &str = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";
    let digits = number.strip_prefix('+')?;
    let length = if digits.starts_with(['1', '7']) {
        1
    } else if OF_TWO_DIGITS.split(' ').any(|code| digits.starts_with(code)) {
        2
    } else {
        3
    };
    digits.split_at_checked(length).filter(|(_, national)| !national.is_empty())
}

/// The digits of a number as the portal writes it, in its groups; `None` when it is more than a number.
fn displayed(display: &str) -> Option<String> {
    let mut groups = String::new();
    let mut gap = false;
    for c in display.chars() {
        if let Some(digit) = text::digit(c) {
            if gap && !groups.is_empty() {
                groups.push(' ');
            }
            gap = false;
            groups.push(digit);
        } else if c.is_alphanumeric() {
            return None;
        } else if !text::is_hidden(c) {
            gap = true;
        }
    }
    Some(groups)
}

/// The end of `groups` that is these digits, spaces aside.
fn tail<'a>(groups: &'a str, digits: &str) -> Option<&'a str> {
    let mut missing = digits.bytes().rev();
    for (at, c) in groups.char_indices().rev().filter(|&(_, c)| c != ' ') {
        if missing.next().map(char::from) != Some(c) {
            return None;
        }
        if missing.len() == 0 {
            return groups.get(at..);
        }
    }
    None
}

/// Groups of three; at the end one or two of two, so that no digit stands alone.
fn grouped(digits: &str) -> String {
    let mut groups = String::new();
    let mut rest = digits;
    while !rest.is_empty() {
        let length = if rest.len() == 4 { 2 } else { 3 };
        let (group, others) = rest.split_at_checked(length).unwrap_or((rest, ""));
        if !groups.is_empty() {
            groups.push(' ');
        }
        groups.push_str(group);
        rest = others;
    }
    groups
}

/// The address has the extension if it is digits.
fn extension(number: &PhoneNumber, tel: &str) -> Option<String> {
    if let Some((_, digits)) = tel.split_once(";ext=") {
        return Some(digits.to_owned());
    }
    number.extension.as_deref().map(text::line).filter(|extension| !extension.is_empty())
}
