//! Bytes as decimal digits.
//!
//! A QR code has a mode of its own for digits: ten bits for three. Five digits carry sixteen bits, so that 96 of a hundred bits
//! of the code are ours; of base64, which needs the mode for bytes, it would be 75.

/// Every two bytes are five digits; a last one alone is three.
pub fn to_digits(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len().saturating_mul(3));
    for pair in bytes.chunks(2) {
        let (number, width) = match *pair {
            [high, low] => (u32::from(u16::from_be_bytes([high, low])), 5),
            [last] => (u32::from(last), 3),
            _ => continue,
        };
        let text = number.to_string();
        for _ in text.len()..width {
            digits.push('0');
        }
        digits.push_str(&text);
    }
    digits
}

/// What [`to_digits`] was given; `None` for what it never wrote.
pub fn from_digits(digits: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    for group in digits.as_bytes().chunks(5) {
        let mut number = 0_u32;
        for digit in group {
            let digit = digit.checked_sub(b'0').filter(|digit| *digit <= 9)?;
            number = number.checked_mul(10)?.checked_add(digit.into())?;
        }
        match group.len() {
            5 => bytes.extend(u16::try_from(number).ok()?.to_be_bytes()),
            3 => bytes.push(u8::try_from(number).ok()?),
            _ => return None,
        }
    }
    Some(bytes)
}
