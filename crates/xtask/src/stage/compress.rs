use ::brotli::enc::BrotliEncoderParams;
use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Already compressed formats would only grow.
const COMPRESSIBLE: [&str; 7] = ["html", "js", "css", "wasm", "json", "svg", "webmanifest"];

/// Quality 11, for what is compressed once and sent often.
pub(crate) fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: content.len(), ..Default::default() };
    ::brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed)
}

pub(crate) fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

/// Writes `.br` and `.gz` beside every file that gains by it.
pub(super) fn folder(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(extension) = path.extension().and_then(|extension| extension.to_str()) else { continue };
        if !COMPRESSIBLE.contains(&extension) {
            continue;
        }
        let content = fs::read(&path).with_context(|| path.display().to_string())?;
        fs::write(path.with_extension(format!("{extension}.br")), brotli(&content)?)?;
        fs::write(path.with_extension(format!("{extension}.gz")), gzip(&content)?)?;
    }
    Ok(())
}
