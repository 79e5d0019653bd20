use super::asset::{Assets, short_hash};
use super::catalogues::replace_once;
use anyhow::{Result, bail};

/// wasm-bindgen's glue and our start as one module: one request, one integrity.
pub(super) fn with_boot(glue: &str, boot: &str) -> Result<String> {
    let mut module = String::with_capacity(glue.len().saturating_add(boot.len()));
    for line in glue.lines() {
        if line.starts_with("import ") {
            bail!("the glue imports another file, which would escape the integrity: {line}");
        }
        // Nobody imports this module.
        if line.starts_with("export {") {
            continue;
        }
        module.push_str(line.strip_prefix("export ").unwrap_or(line));
        module.push('\n');
    }
    if !module.contains("function __wbg_init(") {
        bail!("the glue has no __wbg_init");
    }
    module.push_str(boot);
    Ok(without_comments(&module))
}

/// Without indentation, empty lines and comments that have lines of their own. That is most of what can be saved before
/// compression, and needs no parser; template literals of several lines would be harmed and are refused.
pub(super) fn without_comments(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut block = false;
    for line in script.lines().map(str::trim) {
        if block || line.starts_with("/*") {
            block = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// The service worker: what it keeps, and a version of its own for every build.
pub(super) fn worker(template: &str, assets: &Assets, page: &str) -> Result<String> {
    let addresses: Vec<&str> = assets.addresses().collect();
    let list = serde_json::to_string(&addresses)?;
    let portal = super::page::portal(page);
    let version = short_hash([&list, page].concat().as_bytes());
    let worker = replace_once(template, "\"{{hashed}}\"", &list)?;
    let worker = replace_once(&worker, "{{portal}}", portal)?;
    Ok(without_comments(&replace_once(&worker, "{{version}}", &version)?))
}
