use super::limits::TICKET_NUMBER_MAX;
use crate::text;

/// A ticket's number as somebody typed it, read out or copied it: upper case, dashes between the parts whatever stood there,
/// Cyrillic letters that look like Latin ones as these, as long as all of them do. No portal's format is assumed.
///
/// `None`: nothing was typed, or more than any number has.
pub fn read_ticket_number(typed: &str) -> Option<String> {
    let shown = typed.trim_start_matches(|c: char| c.is_whitespace() || c == '№' || c == '#');
    let mut number = String::new();
    let mut gap = false;
    for c in shown.chars() {
        if c.is_whitespace() || text::is_dash(c) {
            gap = true;
        } else if !c.is_control() && !text::is_hidden(c) {
            if gap && !number.is_empty() {
                number.push('-');
            }
            gap = false;
            match text::digit(c) {
                Some(digit) => number.push(digit),
                None => number.push(capital(c)),
            }
        }
    }
    let is_cyrillic = |c: &char| matches!(c, '\u{400}'..='\u{52F}');
    if number.chars().filter(is_cyrillic).all(|c| latin(c).is_some()) {
        number = number.chars().map(|c| latin(c).unwrap_or(c)).collect();
    }
    let fits = number.chars().nth(TICKET_NUMBER_MAX).is_none() && number.chars().any(char::is_alphanumeric);
    fits.then_some(number)
}

/// The capital of a Latin or Cyrillic letter. Others stay: the tables of all alphabets would be 4 KB of the application.
fn capital(c: char) -> char {
    let distance = match c {
        'а'..='я' => 0x20,
        'ѐ'..='џ' => 0x50,
        _ => return c.to_ascii_uppercase(),
    };
    u32::from(c).checked_sub(distance).and_then(char::from_u32).unwrap_or(c)
}

/// The Latin capital that looks like a Cyrillic one.
fn latin(c: char) -> Option<char> {
    Some(match c {
        'А' => 'A',
        'В' => 'B',
        'Е' => 'E',
        'Ѕ' => 'S',
        'І' => 'I',
        'Ј' => 'J',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'О' => 'O',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'У' => 'Y',
        'Х' => 'X',
        _ => return None,
    })
}
