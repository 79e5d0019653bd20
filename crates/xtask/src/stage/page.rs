//! The places of index.html, and what goes there.

use super::asset::Asset;
use super::catalogues::replace_once;
use super::policy::policy;
use anyhow::{Context, Result};
use first_paint::LOCALES_META;
use std::fmt::Write as _;

/// The names of the two files that Trunk has built.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Built<'a> {
    pub script: &'a str,
    pub wasm: &'a str,
}

pub(super) struct Parts<'a> {
    pub script: &'a Asset,
    pub wasm: &'a Asset,
    pub fatal: &'a Asset,
    /// Catalogues by language.
    pub locales: &'a [(String, Asset)],
    pub style: &'a str,
    pub release: bool,
}

/// Reads the comment that Trunk leaves by `pattern_script` of Trunk.toml.
pub(super) fn built_files(page: &str) -> Option<Built<'_>> {
    let (_, rest) = page.split_once("<!--app ")?;
    let (names, _) = rest.split_once("-->")?;
    let (script, wasm) = names.split_once(' ')?;
    Some(Built { script, wasm })
}

/// The base address of the portal's API that the page names.
pub(super) fn portal(page: &str) -> &str {
    attribute(page, "<meta name=\"hotline-portal\" content=\"").unwrap_or("/api")
}

fn attribute<'a>(page: &'a str, before: &str) -> Option<&'a str> {
    page.split_once(before)?.1.split_once('"').map(|(value, _)| value)
}

pub(super) fn fill(template: &str, parts: &Parts) -> Result<String> {
    let language = attribute(template, "<html lang=\"").context("the page names no language")?;
    let policy = match parts.release {
        true => format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", policy(parts.style, portal(template))),
        // Trunk's own script, which reloads the page after a change, is inline.
        false => String::new(),
    };
    let built = built_files(template).context("the place of the application is missing")?;
    let page = replace_once(template, &format!("<!--app {} {}-->", built.script, built.wasm), &application(parts)?)?;
    let page = replace_once(&page, "<!--csp-->", &policy)?;
    let page = replace_once(&page, "<!--style-->", &format!("<style>{}</style>", parts.style))?;
    let preload = parts.locales.iter().find(|(locale, _)| locale == language).map(|(_, asset)| preload(asset)).unwrap_or_default();
    let page = replace_once(&page, "<!--locale--><!--/locale-->", &format!("<!--locale-->{preload}<!--/locale-->"))?;
    Ok(without_indentation(&page))
}

fn preload(asset: &Asset) -> String {
    format!("<link rel=\"preload\" as=\"fetch\" href=\"{}\">", asset.address)
}

fn application(parts: &Parts) -> Result<String> {
    let Parts { script, wasm, fatal, .. } = parts;
    let addresses: Vec<String> = parts.locales.iter().map(|(locale, asset)| format!("{locale}={}", asset.address)).collect();
    let mut html = String::new();
    writeln!(html, "<meta name=\"{LOCALES_META}\" content=\"{}\">", addresses.join(" "))?;
    if parts.release {
        writeln!(html, "<meta name=\"hotline-worker\" content=\"/sw.js\">")?;
    }
    writeln!(html, "<script defer src=\"{}\" integrity=\"{}\"></script>", fatal.address, fatal.integrity)?;
    writeln!(
        html,
        "<link id=\"app-wasm\" rel=\"preload\" as=\"fetch\" type=\"application/wasm\" href=\"{}\" data-integrity=\"{}\">",
        wasm.address, wasm.integrity
    )?;
    writeln!(html, "<script id=\"app-script\" type=\"module\" src=\"{}\" integrity=\"{}\"></script>", script.address, script.integrity)?;
    Ok(html)
}

/// Without indentation, empty lines and the comments meant for readers of the source. The places that a portal fills stay.
fn without_indentation(page: &str) -> String {
    let lines = page.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("<!-- "));
    lines.fold(String::with_capacity(page.len()), |mut kept, line| {
        kept.push_str(line);
        kept.push('\n');
        kept
    })
}
