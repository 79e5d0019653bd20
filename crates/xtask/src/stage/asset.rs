use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A file named by its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asset {
    /// `/app-3f2a….js`.
    pub address: String,
    /// `sha384-…`, for `integrity=`.
    pub integrity: String,
}

/// The files named by their content, in the folder that they are written to.
pub(super) struct Assets {
    folder: PathBuf,
    all: Vec<Asset>,
}

impl Assets {
    pub(super) fn new(folder: &Path) -> Assets {
        Assets { folder: folder.to_owned(), all: Vec::new() }
    }

    pub(super) fn add(&mut self, name: &str, extension: &str, content: &[u8]) -> Result<Asset> {
        let file = format!("{name}-{}.{extension}", short_hash(content));
        fs::write(self.folder.join(&file), content).with_context(|| file.clone())?;
        let asset = Asset { address: format!("/{file}"), integrity: format!("sha384-{}", STANDARD.encode(Sha384::digest(content))) };
        self.all.push(asset.clone());
        Ok(asset)
    }

    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|asset| asset.address.as_str())
    }
}

/// Enough of the SHA-256 to tell two builds apart: 16 hexadecimal digits.
pub(super) fn short_hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// `sha256-…`, as a policy names an inline style.
pub(super) fn policy_hash(content: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}
