//! QR codes: a number to call, a sheet to carry away.

use crate::browser::page::encode;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// Larger codes are hard to read from a screen: 117 modules a side.
const LARGEST: u8 = 25;
/// The quiet zone, in modules.
const MARGIN: i32 = 4;

/// The code as the address of a picture; `None`: it does not fit. `digits` stand behind `text` and take less room than letters.
pub(crate) fn picture(text: &str, digits: &str) -> Option<String> {
    let mut segments = vec![QrSegment::make_bytes(text.as_bytes())];
    if !digits.is_empty() {
        segments.push(QrSegment::make_numeric(digits));
    }
    let code = QrCode::encode_segments_advanced(&segments, QrCodeEcc::Low, Version::MIN, Version::new(LARGEST), None, true).ok()?;
    let side = code.size().saturating_add(MARGIN * 2).to_string();
    let mut path = String::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                let (x, y) = (x.saturating_add(MARGIN).to_string(), y.saturating_add(MARGIN).to_string());
                path.push_str(&["M", &x, " ", &y, "h1v1h-1z"].concat());
            }
        }
    }
    let svg = [
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ",
        &side,
        " ",
        &side,
        "' shape-rendering='crispEdges'><path fill='#fff' d='M0 0h",
        &side,
        "v",
        &side,
        "H0z'/><path d='",
        &path,
        "'/></svg>",
    ]
    .concat();
    Some(["data:image/svg+xml,", &encode(&svg)].concat())
}
