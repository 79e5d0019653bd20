//! The release's WebAssembly and its glue without what nobody calls, and with short names between them.
//!
//! wasm-bindgen exports every class that a dependency offers to JavaScript; nothing here imports one. What the two files call
//! one another by is a fifth of the glue.

use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use walrus::{Module, passes};

/// Both files, smaller. The module keeps `target_features`, so that tools know which encodings they may use.
pub(super) fn lean(module: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    // The names of functions are for what comes after: [`super::split`] leaves them out.
    let mut module = walrus::ModuleConfig::new().generate_producers_section(false).parse(module)?;
    let glue = without_classes(glue);
    without_unused_exports(&mut module, &glue);
    passes::gc::run(&mut module);
    let other_custom: Vec<_> = module.customs.iter().filter(|(_, section)| section.name() != "target_features").map(|(id, _)| id).collect();
    for id in other_custom {
        module.customs.delete(id);
    }
    let from: BTreeSet<&str> = module.imports.iter().map(|import| import.module.as_str()).collect();
    if from.len() > 1 {
        bail!("the module imports from {from:?}, the glue gives one object");
    }
    let glue = without_unused_imports(&glue, &imported(&module))?;
    let (imports, exports) = shorten(&mut module);
    Ok((module.emit_wasm(), renamed(&glue, &imports, &exports)))
}

/// Without the exported classes, and the statements that are about them.
fn without_classes(glue: &str) -> String {
    let mut kept = String::with_capacity(glue.len());
    let mut classes = Vec::new();
    let mut end: Option<&str> = None;
    for line in glue.lines() {
        if let Some(last) = end {
            if line.ends_with(last) && !line.starts_with(' ') || (last == ";" && line.ends_with(';')) {
                end = None;
            }
            continue;
        }
        if let Some(class) = line.strip_prefix("export class ").and_then(|rest| rest.split(' ').next()) {
            classes.push(class);
            end = Some("}");
            continue;
        }
        let is_about = |class: &&str| line.starts_with(&format!("if (Symbol.dispose) {class}."));
        if classes.iter().any(is_about) {
            continue;
        }
        if classes.iter().any(|class| line.starts_with(&format!("const {class}Finalization "))) {
            end = (!line.ends_with(';')).then_some(";");
            continue;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept
}

/// The words of a script.
fn words(script: &str) -> impl Iterator<Item = &str> {
    script.split(|letter: char| !is_of_name(letter))
}

fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '$'
}

fn without_unused_exports(module: &mut Module, glue: &str) {
    let used: Vec<&str> = glue.split("wasm.").skip(1).filter_map(|rest| words(rest).next()).collect();
    let unused: Vec<_> = module.exports.iter().filter(|export| !used.contains(&export.name.as_str())).map(|export| export.id()).collect();
    for id in unused {
        module.exports.delete(id);
    }
}

fn imported(module: &Module) -> Vec<String> {
    module.imports.iter().map(|import| import.name.clone()).collect()
}

/// The name of the entry that begins on this line of the object of imports.
fn entry(line: &str) -> Option<&str> {
    let name = line.strip_prefix("        ")?.split_once(": function(")?.0;
    name.chars().all(is_of_name).then_some(name)
}

fn without_unused_imports(glue: &str, used: &[String]) -> Result<String> {
    let mut kept = String::with_capacity(glue.len());
    let mut found = 0_usize;
    let mut is_left_out = false;
    for line in glue.lines() {
        if let Some(name) = entry(line) {
            is_left_out = !used.iter().any(|other| other == name);
            found = found.saturating_add(usize::from(!is_left_out));
        }
        if !is_left_out {
            kept.push_str(line);
            kept.push('\n');
        } else if line == "        }," {
            is_left_out = false;
        }
    }
    (found == used.len()).then_some(kept).context("the glue does not give what the module imports, or gives it in another form")
}

type Names = BTreeMap<String, String>;

/// Short names for what is imported and exported.
fn shorten(module: &mut Module) -> (Names, Names) {
    let (mut imports, mut exports) = (Names::new(), Names::new());
    for import in module.imports.iter_mut() {
        let short = format!("i{}", imports.len());
        imports.insert(std::mem::replace(&mut import.name, short.clone()), short);
        let short = "g".to_owned();
        imports.insert(std::mem::replace(&mut import.module, short.clone()), short);
    }
    for export in module.exports.iter_mut() {
        let short = format!("e{}", exports.len());
        exports.insert(std::mem::replace(&mut export.name, short.clone()), short);
    }
    (imports, exports)
}

fn renamed(glue: &str, imports: &Names, exports: &Names) -> String {
    let mut script = String::with_capacity(glue.len());
    for line in glue.lines() {
        match entry(line).and_then(|name| Some((name, imports.get(name)?))) {
            Some((name, short)) => script.push_str(&line.replacen(name, short, 1)),
            None => script.push_str(&of_exports(&of_module(line, imports), exports)),
        }
        script.push('\n');
    }
    script
}

/// The one line that names the object of imports.
fn of_module(line: &str, imports: &Names) -> String {
    let named = line
        .trim_start()
        .strip_prefix('"')
        .and_then(|rest| rest.split_once("\": import"))
        .and_then(|(name, _)| Some((name, imports.get(name)?)));
    named.map_or_else(|| line.to_owned(), |(name, short)| line.replacen(name, short, 1))
}

fn of_exports(line: &str, exports: &Names) -> String {
    let mut parts = line.split("wasm.");
    let mut script = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name = words(part).next().unwrap_or_default();
        script.push_str("wasm.");
        script.push_str(exports.get(name).map_or(name, String::as_str));
        script.push_str(part.get(name.len()..).unwrap_or_default());
    }
    script
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "export class Theirs {\n    free() {\n        wasm.theirs_free(1);\n    }\n}\nif (Symbol.dispose) Theirs.prototype[Symbol.dispose] = Theirs.prototype.free;\n\nfunction __wbg_get_imports() {\n    const import0 = {\n        __proto__: null,\n        __wbg_used_1: function(arg0) {\n            wasm.alloc(arg0);\n        },\n        __wbg_unused_2: function() {\n            other();\n        },\n    };\n    return {\n        __proto__: null,\n        \"./hotline_bg.js\": import0,\n    };\n}\nconst TheirsFinalization = (typeof FinalizationRegistry === 'undefined')\n    ? {}\n    : new FinalizationRegistry(ptr => wasm.theirs_free(ptr, 1));\nfunction after() {}\n";

    /// (module (import "./hotline_bg.js" …) …): `alloc` calls the used import, `theirs_free` the other one.
    fn module() -> Vec<u8> {
        let mut module = Module::default();
        let empty = module.types.add(&[], &[]);
        let (used, _) = module.add_import_func("./hotline_bg.js", "__wbg_used_1", empty);
        let (unused, _) = module.add_import_func("./hotline_bg.js", "__wbg_unused_2", empty);
        for (name, calls) in [("alloc", used), ("theirs_free", unused)] {
            let mut function = walrus::FunctionBuilder::new(&mut module.types, &[], &[]);
            function.func_body().call(calls);
            let function = function.finish(vec![], &mut module.funcs);
            module.exports.add(name, function);
        }
        module.emit_wasm()
    }

    #[test]
    fn what_nobody_calls_goes_from_both() {
        let (module, glue) = lean(&module(), GLUE).unwrap();
        let module = Module::from_buffer(&module).unwrap();
        let imports: Vec<_> = module.imports.iter().map(|import| (import.module.as_str(), import.name.as_str())).collect();
        assert_eq!(imports, [("g", "i0")]);
        let exports: Vec<_> = module.exports.iter().map(|export| export.name.as_str()).collect();
        assert_eq!(exports, ["e0"]);
        assert_eq!(module.funcs.iter().count(), 2, "the import, and the function that calls it");
        assert_eq!(
            glue,
            "\nfunction __wbg_get_imports() {\n    const import0 = {\n        __proto__: null,\n        i0: function(arg0) {\n            wasm.e0(arg0);\n        },\n    };\n    return {\n        __proto__: null,\n        \"g\": import0,\n    };\n}\nfunction after() {}\n"
        );
    }

    #[test]
    fn glue_of_another_form_is_refused() {
        assert!(lean(&module(), &GLUE.replace(": function(", ": (")).is_err());
        assert!(lean(b"<!doctype html>", GLUE).is_err());
    }
}
