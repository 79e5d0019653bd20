use std::path::{Path, PathBuf};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).unwrap_or(manifest).to_owned()
}

/// Where a release build is put.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's target folder: the one that holds this very program.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The application as the linker leaves it, before wasm-bindgen.
pub(crate) fn linked() -> PathBuf {
    target().join("wasm32-unknown-unknown/release/hotline.wasm")
}

/// What the commands keep between two runs.
pub(crate) fn state() -> PathBuf {
    target().join("xtask")
}

/// The portal as `cargo build -p portal` leaves it.
pub(crate) fn portal() -> PathBuf {
    target().join("debug/portal")
}

/// The portal as `cargo build --release -p portal` leaves it.
pub(crate) fn released_portal() -> PathBuf {
    target().join("release/portal")
}
