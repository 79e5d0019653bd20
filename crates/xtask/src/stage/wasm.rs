//! WebAssembly: the release's file without what only tools read.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

const HEADER: [u8; 8] = [0, b'a', b's', b'm', 1, 0, 0, 0];

/// The file as it is sent: a release's without names. No `wasm-opt`: it saves 1 % after brotli, and Debian's (108) has made files
/// that trap at their start.
pub(super) fn read(wasm: &Path, release: bool) -> Result<Vec<u8>> {
    let module = fs::read(wasm).with_context(|| wasm.display().to_string())?;
    if release { without_names(&module) } else { Ok(module) }
}

/// Without the custom sections: the names of functions are a third of the file. `target_features` stays, so that tools know
/// which encodings they may use.
fn without_names(module: &[u8]) -> Result<Vec<u8>> {
    let Some(mut rest) = module.strip_prefix(&HEADER) else { bail!("not WebAssembly") };
    let mut kept = HEADER.to_vec();
    while let Some((kind, after)) = rest.split_first() {
        let (length, content) = number(after).context("a section without its length")?;
        let (content, next) = content.split_at_checked(length).context("a section longer than the file")?;
        let (section, _) = rest.split_at(rest.len().saturating_sub(next.len()));
        if *kind != 0 || custom_name(content).is_some_and(|name| name == b"target_features") {
            kept.extend_from_slice(section);
        }
        rest = next;
    }
    Ok(kept)
}

fn custom_name(content: &[u8]) -> Option<&[u8]> {
    let (length, rest) = number(content)?;
    rest.get(..length)
}

/// An unsigned LEB128, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_usize;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        let shift = u32::try_from(index).ok()?.checked_mul(7)?;
        value |= usize::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some((value, bytes.get(index.saturating_add(1)..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn custom(name: &str, content: &[u8]) -> Vec<u8> {
        let byte = |length: usize| u8::try_from(length).unwrap();
        let content = [&[byte(name.len())], name.as_bytes(), content].concat();
        [&[0, byte(content.len())], content.as_slice()].concat()
    }

    #[test]
    fn names_go_and_features_stay() {
        let code = [10, 0x82, 0x00, 7, 7];
        let module = [&HEADER[..], &code, &custom("name", b"f"), &custom("target_features", b"+x"), &custom("producers", b"")].concat();
        let expected = [&HEADER[..], &code, &custom("target_features", b"+x")].concat();
        assert_eq!(without_names(&module).unwrap(), expected);
    }

    #[test]
    fn a_broken_file_is_refused() {
        assert!(without_names(b"<!doctype html>").is_err());
        assert!(without_names(&[&HEADER[..], &[10, 9, 1]].concat()).is_err());
        assert!(without_names(&[&HEADER[..], &[10, 0x80]].concat()).is_err());
    }
}
