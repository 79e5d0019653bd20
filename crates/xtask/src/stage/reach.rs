//! Which functions are only reached through a gate, by the linker's own word.
//!
//! In the finished module a function's address is a number among numbers. With `--emit-relocs` the linker says which numbers are
//! addresses, of what, and in which function or datum they stand: so nothing has to be guessed.

#![expect(clippy::arithmetic_side_effects, reason = "offsets in a file that the linker has just written")]

use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use wasmparser::{
    BinaryReader, ExternalKind, Linking, LinkingSectionReader, Parser, Payload, RelocSectionReader, RelocationType, SymbolInfo, TypeRef,
};

/// A function, or a datum of the symbol table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Function(u32),
    Datum(usize),
}

/// Kind, place from the start of the section, index into the symbol table.
type Relocation = (RelocationType, u32, u32);

#[derive(Default)]
struct Linked {
    /// Of every defined function: where its body is, from the start of the code section.
    bodies: Vec<(u32, u32)>,
    imports: u32,
    exported: Vec<u32>,
    start: Option<u32>,
    /// By index into the symbol table.
    functions: BTreeMap<u32, (u32, String)>,
    /// By index into the symbol table: segment, offset in it, size.
    data: BTreeMap<u32, (u32, u32, u32)>,
    /// Of every segment: where its content is, from the start of the data section.
    segments: Vec<(u32, u32)>,
    /// By number of the section they belong to.
    relocations: Vec<(u32, Vec<Relocation>)>,
    code: Option<u32>,
    data_section: Option<u32>,
}

/// Names of the functions that are reached through the gates only; the gates themselves are among them. A gate is named by a part of
/// its symbol.
pub(super) fn behind(linked: &[u8], gates: &[&str]) -> Result<BTreeSet<String>> {
    let linked = Linked::read(linked)?;
    let edges = linked.edges()?;
    let names: BTreeMap<u32, &String> = linked.functions.values().map(|(index, name)| (*index, name)).collect();
    let is_gate = |index: u32| names.get(&index).is_some_and(|name| gates.iter().any(|gate| name.contains(gate)));
    for gate in gates {
        let count = names.values().filter(|name| name.contains(gate)).count();
        if count != 1 {
            bail!("{count} functions are named {gate}: a gate is one function that is not inlined");
        }
    }
    let mut reached = BTreeSet::new();
    let mut open: Vec<Node> = linked.exported.iter().chain(&linked.start).map(|index| Node::Function(*index)).collect();
    while let Some(node) = open.pop() {
        if matches!(node, Node::Function(index) if is_gate(index)) || !reached.insert(node) {
            continue;
        }
        open.extend(edges.get(&node).into_iter().flatten());
    }
    let is_behind = |index: &u32| *index >= linked.imports && !reached.contains(&Node::Function(*index));
    Ok(names.iter().filter(|(index, _)| is_behind(index)).map(|(_, name)| (*name).clone()).collect())
}

impl Linked {
    fn read(module: &[u8]) -> Result<Self> {
        let mut linked = Self::default();
        let mut section = 0_u32;
        let mut code_start = 0;
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            match &payload {
                Payload::ImportSection(reader) => {
                    for import in reader.clone().into_imports() {
                        linked.imports += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::ExportSection(reader) => {
                    for export in reader.clone() {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            linked.exported.push(export.index);
                        }
                    }
                }
                Payload::StartSection { func, .. } => linked.start = Some(*func),
                Payload::CodeSectionStart { range, .. } => {
                    code_start = range.start;
                    linked.code = Some(section);
                }
                Payload::CodeSectionEntry(body) => {
                    let range = body.range();
                    linked.bodies.push((place(range.start - code_start)?, place(range.end - code_start)?));
                }
                Payload::DataSection(reader) => {
                    linked.data_section = Some(section);
                    let start = reader.range().start;
                    for segment in reader.clone() {
                        let segment = segment?;
                        let content = segment.range.end - segment.data.len();
                        linked.segments.push((place(content - start)?, place(segment.data.len())?));
                    }
                }
                Payload::CustomSection(custom) if custom.name() == "linking" => {
                    linked.read_symbols(LinkingSectionReader::new(BinaryReader::new(custom.data(), custom.data_offset()))?)?;
                }
                Payload::CustomSection(custom) if custom.name().starts_with("reloc.") => {
                    let reader = RelocSectionReader::new(BinaryReader::new(custom.data(), custom.data_offset()))?;
                    let of = reader.section_index();
                    let entries = reader.entries().into_iter().map(|entry| entry.map(|entry| (entry.ty, entry.offset, entry.index)));
                    linked.relocations.push((of, entries.collect::<Result<_, _>>()?));
                }
                _ => {}
            }
            if payload.as_section().is_some() {
                section += 1;
            }
        }
        if linked.functions.is_empty() || linked.relocations.is_empty() {
            bail!("the linker was not asked for relocations (--emit-relocs): a release is made by `cargo xtask build`");
        }
        Ok(linked)
    }

    fn read_symbols(&mut self, linking: LinkingSectionReader<'_>) -> Result<()> {
        for subsection in linking.subsections() {
            let Linking::SymbolTable(symbols) = subsection? else { continue };
            for (number, symbol) in symbols.into_iter().enumerate() {
                let number = place(number)?;
                match symbol? {
                    SymbolInfo::Func { index, name, .. } => {
                        self.functions.insert(number, (index, name.unwrap_or_default().to_owned()));
                    }
                    SymbolInfo::Data { symbol: Some(symbol), .. } => {
                        self.data.insert(number, (symbol.index, symbol.offset, symbol.size));
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// What each function and each datum calls, or has the address of.
    fn edges(&self) -> Result<BTreeMap<Node, BTreeSet<Node>>> {
        // Data by their place in the data section. Several symbols may stand for the same place.
        let mut places: Vec<(u32, u32, usize)> = Vec::new();
        let mut of_symbol: BTreeMap<u32, usize> = BTreeMap::new();
        for (number, (segment, offset, size)) in &self.data {
            let (start, _) = *self.segments.get(usize::try_from(*segment)?).context("a symbol names a segment that is not there")?;
            let start = start + offset;
            of_symbol.insert(*number, places.len());
            places.push((start, start + size, places.len()));
        }
        let mut edges: BTreeMap<Node, BTreeSet<Node>> = BTreeMap::new();
        for (section, relocations) in &self.relocations {
            for (kind, offset, symbol) in relocations {
                let sources: Vec<Node> = if Some(*section) == self.code {
                    let index = self
                        .bodies
                        .partition_point(|(start, _)| start <= offset)
                        .checked_sub(1)
                        .context("a relocation before any function")?;
                    vec![Node::Function(self.imports + place(index)?)]
                } else if Some(*section) == self.data_section {
                    let inside = places.iter().filter(|(start, end, _)| start <= offset && offset < end);
                    inside.map(|(.., datum)| Node::Datum(*datum)).collect()
                } else {
                    continue;
                };
                let target = match kind {
                    RelocationType::FunctionIndexLeb
                    | RelocationType::FunctionIndexI32
                    | RelocationType::TableIndexSleb
                    | RelocationType::TableIndexI32
                    | RelocationType::TableIndexRelSleb => self.functions.get(symbol).map(|(index, _)| Node::Function(*index)),
                    RelocationType::MemoryAddrLeb
                    | RelocationType::MemoryAddrSleb
                    | RelocationType::MemoryAddrI32
                    | RelocationType::MemoryAddrRelSleb => of_symbol.get(symbol).map(|datum| Node::Datum(*datum)),
                    // Numbers of types, globals and tables lead to no code.
                    RelocationType::TypeIndexLeb | RelocationType::GlobalIndexLeb | RelocationType::TableNumberLeb => None,
                    other => bail!("a relocation of a kind that is not known here: {other:?}"),
                };
                let Some(target) = target else { continue };
                if sources.is_empty() {
                    bail!("an address stands in data that no symbol covers");
                }
                for source in sources {
                    edges.entry(source).or_default().insert(target);
                }
            }
        }
        Ok(edges)
    }
}

fn place(number: usize) -> Result<u32> {
    Ok(u32::try_from(number)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_without_relocations_is_refused() {
        let error = behind(&walrus::Module::default().emit_wasm(), &["gate"]).unwrap_err();
        assert!(error.to_string().contains("--emit-relocs"), "{error}");
        assert!(behind(b"<!doctype html>", &["gate"]).is_err());
    }
}
