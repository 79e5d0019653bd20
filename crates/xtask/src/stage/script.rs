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
    without_comments(&module)
}

/// Without indentation, empty lines and comments that have lines of their own. That is most of what can be saved before
/// compression, and needs no parser; template literals of several lines would be harmed and are refused.
pub(super) fn without_comments(script: &str) -> Result<String> {
    let mut kept = String::with_capacity(script.len());
    let mut block = false;
    for line in script.lines().map(str::trim) {
        if block || line.starts_with("/*") {
            block = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            if line.matches('`').count() % 2 != 0 {
                bail!("a template literal of several lines: {line}");
            }
            kept.push_str(line);
            kept.push('\n');
        }
    }
    Ok(kept)
}

/// The service worker: what it keeps, and a version of its own for every build.
pub(super) fn worker(template: &str, assets: &Assets, page: &str) -> Result<String> {
    let addresses: Vec<&str> = assets.addresses().collect();
    let list = serde_json::to_string(&addresses)?;
    let portal = super::page::portal(page);
    let version = short_hash([&list, page].concat().as_bytes());
    let worker = replace_once(template, "\"{{hashed}}\"", &list)?;
    let worker = replace_once(&worker, "{{portal}}", portal)?;
    without_comments(&replace_once(&worker, "{{version}}", &version)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "/* @ts-self-types */\n\nexport function initSync(m) {\n    return m;\n}\nasync function __wbg_init(m) {}\nexport { initSync, __wbg_init as default };\n";

    #[test]
    fn glue_and_start_become_one_module_without_exports() {
        let module = with_boot(GLUE, "// why\n__wbg_init(1);\n").unwrap();
        assert_eq!(module, "function initSync(m) {\nreturn m;\n}\nasync function __wbg_init(m) {}\n__wbg_init(1);\n");
    }

    #[test]
    fn glue_that_imports_or_cannot_start_is_refused() {
        assert!(with_boot(&format!("import * as x from './snippets/x.js';\n{GLUE}"), "").is_err());
        assert!(with_boot("function other() {}", "").is_err());
    }

    #[test]
    fn lines_that_hold_code_stay_whole() {
        assert_eq!(without_comments("  a(); // kept\n\n  /**\n   * gone\n   */\n  b('//x');\n").unwrap(), "a(); // kept\nb('//x');\n");
        assert!(without_comments("a = `one\n  two`;").is_err());
    }

    #[test]
    fn the_worker_of_another_page_is_another() {
        let folder = std::env::temp_dir();
        let assets = Assets::new(&folder);
        let template = "const C = \"{{version}}\", H = \"{{hashed}}\", D = \"{{portal}}/support-desk\";";
        let first = worker(template, &assets, "<meta name=\"hotline-portal\" content=\"https://p.example/api\">").unwrap();
        assert!(first.contains("H = [], D = \"https://p.example/api/support-desk\";"), "{first}");
        assert_ne!(first, worker(template, &assets, "another page").unwrap());
    }
}
