//! `cargo xtask build`.

use crate::{desk, paths, process, stage, tools};
use anyhow::{Context, Result};
use clap::Args;
use first_paint::{Catalogue, render_page};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
use std::process::Command;

#[derive(Args, Default)]
pub(crate) struct Options {
    /// For a static deployment: a file or an address (`https://portal.example/api/support-desk`) of the support desk whose
    /// numbers and hours are written into the page, in the desk's language. Without it a portal fills them in as it serves.
    #[arg(long, value_name = "FILE|URL")]
    desk: Option<String>,
}

/// What the application is made from.
const SOURCES: [&str; 22] = [
    ".cargo/config.toml",
    "src",
    "build.rs",
    "index.html",
    "locales",
    "style",
    "public",
    "crates/contract/src",
    "crates/contract-derive/src",
    "crates/markup/src",
    "crates/domain/src",
    "crates/first-paint/src",
    "crates/xtask/src",
    "Cargo.toml",
    "crates/contract/Cargo.toml",
    "crates/contract-derive/Cargo.toml",
    "crates/markup/Cargo.toml",
    "crates/domain/Cargo.toml",
    "crates/first-paint/Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "rust-toolchain.toml",
];

/// A standard library compiled with the application, in which a panic is a trap and carries no words: a tenth of the bytes.
/// Cargo calls this unstable; the toolchain is pinned, and Trunk.toml takes the variables from what it starts after the build.
pub(crate) const SMALL_STD: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none -Clink-arg=--emit-relocs",
    ),
];

pub(crate) fn run(options: &Options) -> Result<()> {
    tools::ensure(tools::Need::BUILD)?;
    let stamp = paths::state().join("build");
    let _ = fs::remove_file(&stamp);
    let mut trunk = Command::new("trunk");
    trunk.current_dir(paths::root()).args(["build", "--release"]);
    // Trunk takes `NO_COLOR=1` for a value that it does not know.
    trunk.env_remove("NO_COLOR");
    // These would stand in the place of those of the target.
    trunk.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    process::run(trunk.envs(SMALL_STD))?;
    match &options.desk {
        Some(source) => fill_in(source),
        None => {
            fs::create_dir_all(paths::state())?;
            Ok(fs::write(stamp, fingerprint()?)?)
        }
    }
}

/// Builds unless dist/ is what these very sources gave.
pub(crate) fn if_needed() -> Result<()> {
    let built = fs::read_to_string(paths::state().join("build")).unwrap_or_default();
    if paths::dist().join("index.html").exists() && built == fingerprint()? {
        println!("dist/ is up to date");
        return Ok(());
    }
    run(&Options::default())
}

fn fill_in(source: &str) -> Result<()> {
    let desk = desk::read(source)?;
    let catalogue =
        Catalogue::of(&desk.locale).with_context(|| format!("there is no catalogue for the desk's language, {}", desk.locale))?;
    let file = paths::dist().join("index.html");
    let page = render_page(&fs::read_to_string(&file)?, &desk, &catalogue, chrono::Utc::now().date_naive());
    fs::write(&file, &page)?;
    fs::write(file.with_extension("html.br"), stage::brotli(page.as_bytes())?)?;
    fs::write(file.with_extension("html.gz"), stage::gzip(page.as_bytes())?)?;
    println!("dist/index.html has the numbers and hours of {}", desk.name);
    Ok(())
}

fn fingerprint() -> Result<String> {
    let mut hash = Sha256::new();
    for source in SOURCES {
        add(&mut hash, &paths::root().join(source))?;
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn add(hash: &mut Sha256, path: &Path) -> Result<()> {
    if path.is_dir() {
        let mut entries = fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| add(hash, entry));
    }
    hash.update(path.to_string_lossy().as_bytes());
    hash.update(fs::read(path).with_context(|| path.display().to_string())?);
    Ok(())
}
