//! Puts the page together after Trunk has compiled: one script instead of two, the style inside the page, names by content,
//! integrity, the catalogues, the service worker, the policy, the compressed copies.

mod asset;
mod catalogues;
mod compress;
mod lean;
mod page;
mod policy;
mod reach;
mod script;
mod split;
mod style;

use anyhow::{Context, Result, bail};
use asset::Assets;
use std::path::{Path, PathBuf};
use std::{env, fs};

pub(crate) use compress::{brotli, gzip};

/// What only this function of the application reaches is a second module: `src/part.rs`. A part of its symbol.
const GATE: &str = "4part6behind";

/// Copied as they are.
const PLAIN_FILES: [&str; 2] = ["icon.svg", "manifest.webmanifest"];

struct Stage {
    root: PathBuf,
    /// Where Trunk has put its files, and where ours go.
    folder: PathBuf,
    release: bool,
}

/// The hook: its input are the variables that Trunk sets.
pub(crate) fn run() -> Result<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR").context("TRUNK_STAGING_DIR is not set: this command is for Trunk to call")?;
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    Stage { root: crate::paths::root(), folder: folder.into(), release }.put_together()
}

impl Stage {
    fn put_together(&self) -> Result<()> {
        let page_file = self.folder.join("index.html");
        let template = read(&page_file)?;
        let public = self.root.join("public");
        let built = page::built_files(&template).context("Trunk's page does not name what it has built")?;
        if self.folder.join("snippets").exists() {
            bail!("wasm-bindgen emitted snippets: a dependency brings JavaScript of its own, which would escape the integrity");
        }

        let mut assets = Assets::new(&self.folder);
        let wasm = self.folder.join(built.wasm);
        let (mut wasm, mut glue) = (fs::read(&wasm).with_context(|| wasm.display().to_string())?, read(&self.folder.join(built.script))?);
        let mut part = None;
        if self.release {
            // No `wasm-opt`: it saves nothing after brotli, and Debian's (108) has made files that trap at their start.
            (wasm, glue) = lean::lean(&wasm, &glue)?;
            let linked = crate::paths::linked();
            let linked = fs::read(&linked).with_context(|| linked.display().to_string())?;
            let modules = split::split(&wasm, &reach::behind(&linked, &[GATE])?, GATE)?;
            wasm = modules.first;
            part = Some(assets.add("part", "wasm", &modules.second)?);
        }
        let script = assets.add("app", "js", script::with_boot(&glue, &read(&public.join("boot.js"))?)?.as_bytes())?;
        let wasm = assets.add("app", "wasm", &wasm)?;
        let catalogues = catalogues::read(&self.root.join("locales"))?;
        let fatal = catalogues::with_texts(&read(&public.join("fatal.js"))?, "fatal.", &catalogues)?;
        let fatal = assets.add("fatal", "js", script::without_comments(&fatal)?.as_bytes())?;
        let mut locales = Vec::new();
        for catalogue in &catalogues {
            let name = format!("locale.{}", catalogue.locale);
            locales.push((catalogue.locale.clone(), assets.add(&name, "json", catalogue.as_array()?.as_bytes())?));
        }
        let style = style::bundle(&self.root.join("style/index.css"))?;

        fs::remove_file(self.folder.join(built.wasm))?;
        fs::remove_file(self.folder.join(built.script))?;
        for name in PLAIN_FILES {
            fs::copy(public.join(name), self.folder.join(name)).with_context(|| format!("public/{name}"))?;
        }
        let parts = page::Parts {
            script: &script,
            wasm: &wasm,
            part: part.as_ref(),
            fatal: &fatal,
            locales: &locales,
            style: &style,
            release: self.release,
        };
        let page = page::fill(&template, &parts)?;
        fs::write(&page_file, &page)?;
        if self.release {
            let worker = script::worker(&read(&public.join("sw.js"))?, &assets, &page)?;
            fs::write(self.folder.join("sw.js"), worker)?;
            compress::folder(&self.folder)?;
        }
        Ok(())
    }
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}
