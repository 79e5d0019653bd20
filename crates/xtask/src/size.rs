//! `cargo xtask size`: what a visitor downloads, against the budget.

use crate::{paths, stage};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// size-budget.toml. Every number is of bytes after brotli, quality 11.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Budget {
    /// Page, scripts, WebAssembly and the largest catalogue together.
    first_load: u64,
    /// The same with the second module: every screen.
    whole: u64,
    /// By the name of the file without its hash: `app.wasm`.
    assets: BTreeMap<String, u64>,
}

#[derive(Debug, PartialEq, Eq)]
struct Asset {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

pub(crate) fn run() -> Result<ExitCode> {
    crate::build::if_needed()?;
    let (report, within) = report()?;
    print!("{report}");
    Ok(if within { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The table, and whether everything is within its budget.
pub(crate) fn report() -> Result<(String, bool)> {
    let file = paths::root().join("size-budget.toml");
    let budget: Budget = toml::from_str(&fs::read_to_string(&file)?).context("size-budget.toml")?;
    Ok(table(&measure(&paths::dist())?, &budget))
}

fn measure(dist: &Path) -> Result<Vec<Asset>> {
    let mut assets = Vec::new();
    for entry in fs::read_dir(dist).context("dist/ is missing")? {
        let path = entry?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if file.ends_with(".br") || file.ends_with(".gz") || path.is_dir() {
            continue;
        }
        let content = fs::read(&path)?;
        // The compressed copy beside it, where the build has made one.
        let compressed = |extension: &str, compress: fn(&[u8]) -> Result<Vec<u8>>| -> Result<u64> {
            match fs::metadata(dist.join(format!("{file}.{extension}"))) {
                Ok(copy) => Ok(copy.len()),
                Err(_) => Ok(length(&compress(&content)?)),
            }
        };
        let (gzip, brotli) = (compressed("gz", stage::gzip)?, compressed("br", stage::brotli)?);
        assets.push(Asset { name: without_hash(&file), raw: length(&content), gzip, brotli });
    }
    assets.sort_by(|left, right| right.brotli.cmp(&left.brotli).then_with(|| left.name.cmp(&right.name)));
    Ok(assets)
}

fn length(content: &[u8]) -> u64 {
    u64::try_from(content.len()).unwrap_or(u64::MAX)
}

/// `app-0123456789abcdef.wasm` is `app.wasm`.
fn without_hash(file: &str) -> String {
    let Some((stem, extension)) = file.rsplit_once('.') else { return file.to_owned() };
    match stem.rsplit_once('-') {
        Some((name, hash)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => format!("{name}.{extension}"),
        _ => file.to_owned(),
    }
}

/// What comes before the page is live: the page with its style, scripts, WebAssembly, one catalogue.
fn first_load(assets: &[Asset]) -> u64 {
    let part = |name: &str| assets.iter().filter(|asset| asset.name == name).map(|asset| asset.brotli).sum::<u64>();
    let catalogue = assets.iter().filter(|asset| asset.name.starts_with("locale.")).map(|asset| asset.brotli).max().unwrap_or(0);
    ["index.html", "app.js", "app.wasm", "fatal.js"].into_iter().map(part).sum::<u64>().saturating_add(catalogue)
}

/// What has come when every screen has been opened.
fn whole(assets: &[Asset]) -> u64 {
    let part = assets.iter().filter(|asset| asset.name == "part.wasm").map(|asset| asset.brotli).sum::<u64>();
    first_load(assets).saturating_add(part)
}

fn table(assets: &[Asset], budget: &Budget) -> (String, bool) {
    let mut lines = vec![format!("{:<24}{:>10}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip", "brotli", "budget")];
    let mut within = true;
    for asset in assets {
        let limit = budget.assets.get(&asset.name);
        lines.push(row(&asset.name, [Some(asset.raw), Some(asset.gzip), Some(asset.brotli), limit.copied()], &mut within));
    }
    // A budget for what is not there guards nothing.
    for name in budget.assets.keys().filter(|name| !assets.iter().any(|asset| asset.name == **name)) {
        lines.push(format!("{name:<24}is not in dist/"));
        within = false;
    }
    lines.push(row("first load", [None, None, Some(first_load(assets)), Some(budget.first_load)], &mut within));
    lines.push(row("every screen", [None, None, Some(whole(assets)), Some(budget.whole)], &mut within));
    lines.push(String::new());
    (lines.join("\n"), within)
}

/// `figures`: raw, gzip, brotli, budget.
fn row(name: &str, figures: [Option<u64>; 4], within: &mut bool) -> String {
    let [_, _, brotli, limit] = figures;
    let over = limit.is_some_and(|limit| brotli > Some(limit));
    *within &= !over;
    let figures = figures.map(|figure| format!("{:>10}", figure.map(|figure| figure.to_string()).unwrap_or_default()));
    format!("{name:<24}{}{}", figures.concat(), if over { "  OVER" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget(text: &str) -> Budget {
        toml::from_str(text).unwrap()
    }

    fn assets() -> Vec<Asset> {
        let asset = |name: &str, brotli| Asset { name: name.to_owned(), raw: 1000, gzip: 500, brotli };
        vec![asset("app.wasm", 100), asset("app.js", 20), asset("locale.ru.json", 7), asset("locale.en.json", 5), asset("sw.js", 3)]
    }

    #[test]
    fn the_first_load_has_one_catalogue_and_no_worker() {
        assert_eq!(first_load(&assets()), 127);
    }

    #[test]
    fn over_the_budget_is_said_and_fails() {
        let (table, within) = table(&assets(), &budget("first-load = 127\nwhole = 127\n[assets]\n\"app.js\" = 19"));
        assert!(!within);
        assert!(table.lines().any(|line| line.starts_with("app.js") && line.ends_with("OVER")), "{table}");
        assert!(table.lines().any(|line| line.starts_with("first load") && !line.ends_with("OVER")), "{table}");
    }

    #[test]
    fn just_the_budget_is_within() {
        assert!(table(&assets(), &budget("first-load = 127\nwhole = 127\n[assets]\n\"app.js\" = 20")).1);
    }

    #[test]
    fn a_budget_for_a_missing_file_fails() {
        assert!(!table(&assets(), &budget("first-load = 999\nwhole = 999\n[assets]\n\"gone.js\" = 1")).1);
    }

    #[test]
    fn an_unknown_entry_of_the_budget_is_refused() {
        assert!(toml::from_str::<Budget>("first-load = 1\nwhole = 1\ntypo = 2\n[assets]").is_err());
    }

    #[test]
    fn only_a_hash_is_cut_off() {
        assert_eq!(without_hash("app-0123456789abcdef.wasm"), "app.wasm");
        assert_eq!(without_hash("locale.ru-0123456789abcdef.json"), "locale.ru.json");
        assert_eq!(without_hash("first-paint.css"), "first-paint.css");
    }
}
