//! Programs that the commands need, with their versions. What is missing is installed, once, with its progress shown.

use crate::{paths, process};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

/// What a command is about to use.
#[derive(Clone, Copy)]
pub(crate) struct Need {
    build: bool,
    browsers: bool,
    deny: bool,
}

impl Need {
    /// What compiles and bundles the application.
    pub(crate) const BUILD: Need = Need { build: true, browsers: false, deny: false };
    /// What the checks without browsers use.
    pub(crate) const CHECKS: Need = Need { build: true, browsers: false, deny: true };
    pub(crate) const EVERYTHING: Need = Need { build: true, browsers: true, deny: true };
}

/// A program that `cargo install` brings.
struct Installed {
    program: &'static str,
    package: &'static str,
    version: &'static str,
    /// With the versions of its own lock file.
    locked: bool,
    /// Without optimisation: it compiles in half the time, and only starts others or waits.
    quick: bool,
}

/// The one place for these versions. Trunk.toml and Cargo.toml name some again; a test compares.
const TRUNK: Installed = Installed { program: "trunk", package: "trunk", version: "0.21.14", locked: true, quick: true };
/// The same version as the library. Its lock file names a dependency that is not in the registry any more.
const WASM_BINDGEN: Installed =
    Installed { program: "wasm-bindgen", package: "wasm-bindgen-cli", version: "0.2.130", locked: false, quick: false };
const GECKODRIVER: Installed = Installed { program: "geckodriver", package: "geckodriver", version: "0.37.1", locked: true, quick: true };
const DENY: Installed = Installed { program: "cargo-deny", package: "cargo-deny", version: "0.20.2", locked: true, quick: true };

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Debian's packages with the browsers and their drivers, and a program of each.
const DEBIAN: [(&str, &str); 5] = [
    ("chromium", "chromium"),
    ("chromium-driver", "chromedriver"),
    ("firefox-esr", "firefox-esr"),
    ("webkit2gtk-driver", "WebKitWebDriver"),
    ("xvfb", "Xvfb"),
];

pub(crate) fn ensure(need: Need) -> Result<()> {
    if need.browsers {
        // First, because it may end the command: nobody wants to learn that after ten minutes of compiling.
        debian_packages()?;
        node_packages()?;
    }
    if need.build {
        wasm_target()?;
        standard_library()?;
        TRUNK.ensure()?;
        WASM_BINDGEN.ensure()?;
    }
    if need.browsers {
        GECKODRIVER.ensure()?;
    }
    if need.deny {
        DENY.ensure()?;
    }
    Ok(())
}

impl Installed {
    fn ensure(&self) -> Result<()> {
        let found = process::output(Command::new(self.program).arg("--version"));
        if found.is_some_and(|text| says_version(&text, self.version)) {
            return Ok(());
        }
        println!("== installing {} {} (a few minutes, once)", self.package, self.version);
        let mut install = process::cargo(["install", "--force", "--version", self.version, self.package]);
        // A target folder of the caller's would be filled with what nobody uses again.
        install.env_remove("CARGO_TARGET_DIR");
        if self.locked {
            install.arg("--locked");
        }
        if self.quick {
            install.arg("--debug").env("CARGO_PROFILE_DEV_DEBUG", "0");
        }
        process::run(&mut install)
    }
}

/// Whether what `--version` printed names that very version: "trunk 0.21.14" or "geckodriver 0.36.0 (a3d5 …)".
fn says_version(text: &str, version: &str) -> bool {
    text.lines().next().is_some_and(|line| line.split_whitespace().any(|word| word == version))
}

fn wasm_target() -> Result<()> {
    let installed =
        process::output(Command::new("rustc").current_dir(paths::root()).args(["--print", "target-libdir", "--target", WASM_TARGET]));
    if installed.is_some_and(|folder| Path::new(folder.trim()).exists()) {
        return Ok(());
    }
    println!("== installing the target {WASM_TARGET}");
    process::run(Command::new("rustup").current_dir(paths::root()).args(["target", "add", WASM_TARGET]))
}

/// The source of the standard library, which a release compiles for its own size.
fn standard_library() -> Result<()> {
    let sysroot = process::output(Command::new("rustc").current_dir(paths::root()).args(["--print", "sysroot"]));
    if sysroot.is_some_and(|folder| Path::new(folder.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").exists()) {
        return Ok(());
    }
    println!("== installing the source of the standard library");
    process::run(Command::new("rustup").current_dir(paths::root()).args(["component", "add", "rust-src"]))
}

fn on_path(program: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join(program).is_file())
}

fn debian_packages() -> Result<()> {
    let missing: Vec<&str> = DEBIAN.iter().filter(|(_, program)| !on_path(program)).map(|(package, _)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !on_path("apt-get") {
        bail!("the browser tests need Chromium, Firefox and WebKit with their drivers; missing here: {list} (names of Debian's packages)");
    }
    if !rustix::process::geteuid().is_root() {
        bail!(
            "the browser tests need packages that only an administrator can install; run this, then the command again:\n\n    sudo apt-get install --yes {list}\n"
        );
    }
    println!("== installing {list}");
    // Lists may be as old as the image of a container.
    process::run(Command::new("apt-get").args(["update", "--quiet"]))?;
    process::run(
        Command::new("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["install", "--yes", "--no-install-recommends"])
            .args(missing),
    )
}

/// axe-core, which judges accessibility.
fn node_packages() -> Result<()> {
    let folder = paths::root().join("tests");
    if !folder.join("package-lock.json").exists() || folder.join("node_modules/.package-lock.json").exists() {
        return Ok(());
    }
    if !on_path("npm") {
        bail!("the accessibility tests need axe-core, which npm brings; install npm, or run:\n\n    sudo apt-get install --yes npm\n");
    }
    println!("== installing the packages of tests/package-lock.json");
    process::run(Command::new("npm").current_dir(folder).args(["ci", "--no-audit", "--no-fund"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_version_is_not_this_one() {
        assert!(says_version("trunk 0.21.14\n", "0.21.14"));
        assert!(says_version("geckodriver 0.36.0 (a3d508507022 2025-02-24)\n\nThe source", "0.36.0"));
        assert!(!says_version("trunk 0.21.140\n", "0.21.14"));
        assert!(!says_version("", "0.21.14"));
    }

    #[test]
    fn versions_agree_with_trunk_toml_and_the_lock_file() {
        let trunk: toml::Table = std::fs::read_to_string(paths::root().join("Trunk.toml")).unwrap().parse().unwrap();
        assert_eq!(trunk["trunk-version"].as_str(), Some(format!("={}", TRUNK.version).as_str()));
        assert_eq!(trunk["tools"]["wasm_bindgen"].as_str(), Some(WASM_BINDGEN.version));
        let taken_back = trunk["hooks"][0]["command_arguments"].as_array().unwrap();
        for (variable, _) in crate::build::SMALL_STD {
            assert!(taken_back.iter().any(|word| word.as_str() == Some(variable)), "Trunk.toml lets its hook have {variable}");
        }
        let lock: toml::Table = std::fs::read_to_string(paths::root().join("Cargo.lock")).unwrap().parse().unwrap();
        let library = lock["package"].as_array().unwrap().iter().find(|package| package["name"].as_str() == Some("wasm-bindgen")).unwrap();
        assert_eq!(library["version"].as_str(), Some(WASM_BINDGEN.version));
    }
}
