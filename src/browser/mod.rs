//! The browser, but for elements and requests: everything here can be missing or refused, and says so in its type.

pub(crate) mod agent;
pub(crate) mod awake;
pub(crate) mod channel;
pub(crate) mod clipboard;
pub(crate) mod compress;
pub(crate) mod database;
pub(crate) mod file;
pub(crate) mod intl;
pub(crate) mod json;
pub(crate) mod lock;
pub(crate) mod page;
pub(crate) mod storage;
pub(crate) mod stream;
pub(crate) mod timer;

/// A UUID of version 4, from `crypto.getRandomValues`: unlike `crypto.randomUUID` it needs no secure context.
pub(crate) fn uuid() -> String {
    let mut bytes = [0_u8; 16];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        bytes.fill_with(|| (random() * 256.0) as u8);
    }
    let mut text = String::with_capacity(36);
    for (index, byte) in bytes.iter().enumerate() {
        let byte = match index {
            6 => byte & 0x0f | 0x40,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for nibble in [byte >> 4, byte & 0x0f] {
            text.extend(char::from_digit(u32::from(nibble), 16));
        }
    }
    text
}

/// A number from 0 to 1, for jitter.
pub(crate) fn random() -> f64 {
    js_sys::Math::random()
}
