//! Puts every catalogue of `locales/` into the crate, so that another language is another file and nothing else.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, process};

fn main() {
    if let Err(message) = generate() {
        println!("cargo::error={message}");
        process::exit(1);
    }
}

fn generate() -> Result<(), String> {
    let manifest = env::var("CARGO_MANIFEST_DIR").map_err(|error| error.to_string())?;
    let folder = Path::new(&manifest).join("../../locales");
    println!("cargo::rerun-if-changed={}", folder.display());
    let folder = folder.canonicalize().map_err(|error| format!("locales: {error}"))?;
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).map_err(|error| format!("locales: {error}"))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    let mut code = String::from("const CATALOGUES: &[(&str, &str)] = &[\n");
    for path in &files {
        let locale = path.file_stem().unwrap_or_default().to_string_lossy();
        writeln!(code, "    ({locale:?}, include_str!({path:?})),").map_err(|error| error.to_string())?;
    }
    code.push_str("];\n");
    let out = env::var("OUT_DIR").map_err(|error| error.to_string())?;
    fs::write(Path::new(&out).join("catalogues.rs"), code).map_err(|error| error.to_string())
}
