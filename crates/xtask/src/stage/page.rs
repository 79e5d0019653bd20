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
    /// The second module; none in a build for development.
    pub part: Option<&'a Asset>,
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
    let part = parts.part.map(|part| format!(" data-part=\"{}\" data-part-integrity=\"{}\"", part.address, part.integrity));
    let addresses: Vec<String> = parts.locales.iter().map(|(locale, asset)| format!("{locale}={}", asset.address)).collect();
    let mut html = String::new();
    writeln!(html, "<meta name=\"{LOCALES_META}\" content=\"{}\">", addresses.join(" "))?;
    if parts.release {
        writeln!(html, "<meta name=\"hotline-worker\" content=\"/sw.js\">")?;
    }
    writeln!(html, "<script defer src=\"{}\" integrity=\"{}\"></script>", fatal.address, fatal.integrity)?;
    writeln!(
        html,
        "<link id=\"app-wasm\" rel=\"preload\" as=\"fetch\" type=\"application/wasm\" href=\"{}\" data-integrity=\"{}\"{}>",
        wasm.address,
        wasm.integrity,
        part.unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = include_str!("../../../../index.html");

    fn asset(address: &str) -> Asset {
        Asset { address: address.to_owned(), integrity: "sha384-x".to_owned() }
    }

    /// The page as Trunk leaves it, filled in.
    fn filled(release: bool) -> String {
        let link = "<link data-trunk rel=\"rust\" data-bin=\"hotline\" data-wasm-opt=\"0\" data-no-demangle>";
        let template = replace_once(TEMPLATE, link, "<!--app hotline.js hotline_bg.wasm-->").unwrap();
        assert_eq!(built_files(&template), Some(Built { script: "hotline.js", wasm: "hotline_bg.wasm" }));
        let locales = [("en".to_owned(), asset("/locale.en-1.json")), ("ru".to_owned(), asset("/locale.ru-2.json"))];
        let (script, wasm, fatal) = (asset("/app-1.js"), asset("/app-2.wasm"), asset("/fatal-3.js"));
        let parts = Parts { script: &script, wasm: &wasm, part: None, fatal: &fatal, locales: &locales, style: "a{color:red}", release };
        fill(&template, &parts).unwrap()
    }

    #[test]
    fn scripts_have_addresses_and_integrity_and_no_text() {
        let page = filled(true);
        let scripts: Vec<&str> = page.lines().filter(|line| line.contains("<script")).collect();
        assert_eq!(scripts.len(), 2, "{page}");
        for script in scripts {
            assert!(script.contains(" src=\"/") && script.contains(" integrity=\"sha384-") && script.ends_with("\"></script>"), "{script}");
        }
    }

    #[test]
    fn the_catalogue_of_the_page_s_language_is_preloaded() {
        assert!(filled(true).contains("<!--locale--><link rel=\"preload\" as=\"fetch\" href=\"/locale.ru-2.json\"><!--/locale-->"));
    }

    #[test]
    fn the_policy_knows_the_style_of_the_page() {
        let page = filled(true);
        let hash = super::super::asset::policy_hash("a{color:red}");
        assert!(page.contains("<style>a{color:red}</style>") && page.contains(&hash), "{page}");
        // Only what comes after it is under a policy.
        let policy = page.find("Content-Security-Policy").unwrap();
        assert!(["<style", "<script", "<link"].iter().all(|element| page.find(element) > Some(policy)), "{page}");
    }

    #[test]
    fn only_a_release_has_a_policy_and_a_worker() {
        let page = filled(false);
        assert!(!page.contains("Content-Security-Policy") && !page.contains("hotline-worker"), "{page}");
    }

    #[test]
    fn the_places_that_a_portal_fills_stay_and_other_comments_go() {
        let page = filled(true);
        for place in ["<!--first-paint-->", "<!--/first-paint-->", "<!--locale-->", "<!--/locale-->"] {
            assert_eq!(page.matches(place).count(), 1, "{place}");
        }
        assert!(!page.contains("<!-- "), "{page}");
    }
}
