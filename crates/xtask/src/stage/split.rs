//! Takes the functions behind a gate out of the module, into a second one.
//!
//! The two share memory, table and globals. What the second calls of the first it imports from it; the first calls the second through
//! the table alone, in whose places the second puts its functions when it is loaded. A gate in the first is a function that calls such
//! a place: before the second is there the place is empty, and the call a trap. That nothing else gets there is [`super::reach`]'s
//! word, and for direct calls it is looked at again here.

#![expect(clippy::arithmetic_side_effects, reason = "places of a table that fits in memory")]

use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::{Value, Visitor, VisitorMut, dfs_in_order, dfs_pre_order_mut};
use walrus::{
    ConstExpr, ElementItems, ElementKind, FunctionBuilder, FunctionId, FunctionKind, GlobalId, GlobalKind, LocalFunction, MemoryId, Module,
    ModuleConfig, TableId, passes,
};

/// What the second module imports the first one's exports from.
const FIRST: &str = "p";

pub(super) struct Modules {
    pub(super) first: Vec<u8>,
    pub(super) second: Vec<u8>,
}

/// `module` has its name section still; `behind` are names of functions, `gate` is a part of the name of one of them.
pub(super) fn split(module: &[u8], behind: &BTreeSet<String>, gate: &str) -> Result<Modules> {
    let parse = || ModuleConfig::new().generate_name_section(false).generate_producers_section(false).parse(module);
    // What has the same number in both is the same: they are read from the same bytes.
    let (mut first, mut second) = (parse()?, parse()?);
    let (of_first, gate_of_first) = moved(&first, behind, gate)?;
    let (of_second, gate_of_second) = moved(&second, behind, gate)?;
    let shared = in_second(&mut second, &of_second, gate_of_second)?;
    in_first(&mut first, &of_first, gate_of_first, &shared)?;
    Ok(Modules { first: first.emit_wasm(), second: second.emit_wasm() })
}

fn local(module: &Module, id: FunctionId) -> Option<&LocalFunction> {
    match &module.funcs.get(id).kind {
        FunctionKind::Local(function) => Some(function),
        _ => None,
    }
}

/// The functions that go, and the gate among them. What is exported, or called by what stays, stays.
fn moved(module: &Module, behind: &BTreeSet<String>, gate: &str) -> Result<(BTreeSet<FunctionId>, FunctionId)> {
    let is_named = |id: &FunctionId| module.funcs.get(*id).name.as_ref().is_some_and(|name| behind.contains(name));
    let mut moved: BTreeSet<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).filter(is_named).collect();
    let of_gate: Vec<FunctionId> =
        moved.iter().copied().filter(|id| module.funcs.get(*id).name.as_ref().is_some_and(|name| name.contains(gate))).collect();
    let [gate] = of_gate.as_slice() else { bail!("{} functions are the gate {gate}", of_gate.len()) };
    for export in module.exports.iter() {
        if let walrus::ExportItem::Function(id) = export.item {
            moved.remove(&id);
        }
    }
    loop {
        let mut uses = Uses::default();
        for (_, function) in module.funcs.iter_local().filter(|(id, _)| !moved.contains(id)) {
            dfs_in_order(&mut uses, function, function.entry_block());
        }
        let before = moved.len();
        moved.retain(|id| id == gate || !uses.functions.contains(id));
        if moved.len() == before {
            break;
        }
    }
    if !moved.contains(gate) {
        bail!("the gate is exported");
    }
    Ok((moved, *gate))
}

/// What a function's body names.
#[derive(Default)]
struct Uses {
    functions: BTreeSet<FunctionId>,
    tables: BTreeSet<TableId>,
    memories: BTreeSet<MemoryId>,
    globals: BTreeSet<GlobalId>,
}

impl<'a> Visitor<'a> for Uses {
    fn visit_function_id(&mut self, id: &FunctionId) {
        self.functions.insert(*id);
    }

    fn visit_table_id(&mut self, id: &TableId) {
        self.tables.insert(*id);
    }

    fn visit_memory_id(&mut self, id: &MemoryId) {
        self.memories.insert(*id);
    }

    fn visit_global_id(&mut self, id: &GlobalId) {
        self.globals.insert(*id);
    }
}

/// The places of the table: runs of functions that stay, and of those that go.
struct Slots {
    table: TableId,
    staying: Vec<(i32, Vec<FunctionId>)>,
    going: Vec<(i32, Vec<FunctionId>)>,
    /// Where the gate leads: behind all others.
    gate: i32,
}

impl Slots {
    fn of(module: &Module, moved: &BTreeSet<FunctionId>, gate: FunctionId) -> Result<Self> {
        let mut filled: BTreeMap<i32, FunctionId> = BTreeMap::new();
        let mut of_table = None;
        for element in module.elements.iter() {
            let (ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(offset)) }, ElementItems::Functions(functions)) =
                (&element.kind, &element.items)
            else {
                bail!("the table is filled in a way that is not known here");
            };
            if of_table.replace(*table).is_some_and(|other| other != *table) {
                bail!("two tables hold functions");
            }
            filled.extend((*offset..).zip(functions.iter().copied()));
        }
        let table = of_table.context("no table holds functions")?;
        let (mut staying, mut going): (Vec<(i32, Vec<FunctionId>)>, Vec<_>) = (Vec::new(), Vec::new());
        for (slot, id) in filled {
            let runs = if moved.contains(&id) { &mut going } else { &mut staying };
            match runs.last_mut() {
                Some((start, run)) if usize::try_from(slot - *start)? == run.len() => run.push(id),
                _ => runs.push((slot, vec![id])),
            }
        }
        let end = i32::try_from(module.tables.get(table).initial)?;
        going.push((end, vec![gate]));
        Ok(Self { table, staying, going, gate: end })
    }
}

/// Fills the table with these runs and nothing else.
fn fill(module: &mut Module, table: TableId, runs: &[(i32, Vec<FunctionId>)]) {
    let old: Vec<_> = module.elements.iter().map(walrus::Element::id).collect();
    for id in old {
        module.elements.delete(id);
    }
    let tables: Vec<TableId> = module.tables.iter().map(walrus::Table::id).collect();
    for id in tables {
        module.tables.get_mut(id).elem_segments.clear();
    }
    for (start, functions) in runs {
        let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(*start)) };
        let id = module.elements.add(kind, ElementItems::Functions(functions.clone()));
        module.tables.get_mut(table).elem_segments.insert(id);
    }
}

/// Puts one thing in the place of another.
#[derive(Default)]
struct Instead {
    functions: BTreeMap<FunctionId, FunctionId>,
    tables: BTreeMap<TableId, TableId>,
    memories: BTreeMap<MemoryId, MemoryId>,
    globals: BTreeMap<GlobalId, GlobalId>,
}

fn put<T: Copy + Ord>(instead: &BTreeMap<T, T>, id: &mut T) {
    if let Some(other) = instead.get(id) {
        *id = *other;
    }
}

impl VisitorMut for Instead {
    fn visit_function_id_mut(&mut self, id: &mut FunctionId) {
        put(&self.functions, id);
    }

    fn visit_table_id_mut(&mut self, id: &mut TableId) {
        put(&self.tables, id);
    }

    fn visit_memory_id_mut(&mut self, id: &mut MemoryId) {
        put(&self.memories, id);
    }

    fn visit_global_id_mut(&mut self, id: &mut GlobalId) {
        put(&self.globals, id);
    }
}

/// By number, what the second module takes from the first.
struct Shared {
    functions: BTreeSet<usize>,
    tables: BTreeSet<usize>,
    memories: BTreeSet<usize>,
    globals: BTreeSet<usize>,
}

/// Leaves of the second module what goes.
fn in_second(module: &mut Module, moved: &BTreeSet<FunctionId>, gate: FunctionId) -> Result<Shared> {
    let slots = Slots::of(module, moved, gate)?;
    let mut uses = Uses::default();
    for id in moved {
        let function = local(module, *id).context("a function that goes has no body")?;
        dfs_in_order(&mut uses, function, function.entry_block());
    }
    uses.tables.insert(slots.table);
    // What comes from JavaScript comes to both.
    uses.functions.retain(|id| !moved.contains(id) && local(module, *id).is_some());
    let mut instead = Instead::default();
    for id in &uses.functions {
        let kind = module.funcs.get(*id).ty();
        instead.functions.insert(*id, module.add_import_func(FIRST, &name("f", id.index()), kind).0);
    }
    for id in &uses.tables {
        let table = module.tables.get(*id);
        let (wide, initial, maximum, of) = (table.table64, table.initial, table.maximum, table.element_ty);
        // One place more than there were: the gate's.
        let more = u64::from(*id == slots.table);
        let maximum = maximum.map(|maximum| maximum + more);
        instead.tables.insert(*id, module.add_import_table(FIRST, &name("t", id.index()), wide, initial + more, maximum, of).0);
    }
    for id in &uses.memories {
        let memory = module.memories.get(*id);
        let (shared, wide, initial, maximum, page) =
            (memory.shared, memory.memory64, memory.initial, memory.maximum, memory.page_size_log2);
        let import = module.add_import_memory(FIRST, &name("m", id.index()), shared, wide, initial, maximum, page).0;
        instead.memories.insert(*id, import);
    }
    for id in &uses.globals {
        let global = module.globals.get(*id);
        if !matches!(global.kind, GlobalKind::Local(_)) {
            bail!("a global comes from JavaScript");
        }
        let (kind, mutable, shared) = (global.ty, global.mutable, global.shared);
        instead.globals.insert(*id, module.add_import_global(FIRST, &name("g", id.index()), kind, mutable, shared).0);
    }
    for id in moved {
        if let FunctionKind::Local(function) = &mut module.funcs.get_mut(*id).kind {
            let entry = function.entry_block();
            dfs_pre_order_mut(&mut instead, function, entry);
        }
    }
    let exports: Vec<_> = module.exports.iter().map(walrus::Export::id).collect();
    for id in exports {
        module.exports.delete(id);
    }
    let data: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for id in data {
        module.data.delete(id);
    }
    let memories: Vec<_> = module.memories.iter().map(walrus::Memory::id).collect();
    for id in memories {
        module.memories.get_mut(id).data_segments.clear();
    }
    module.start = None;
    let table = *instead.tables.get(&slots.table).context("the table is not imported")?;
    fill(module, table, &slots.going);
    passes::gc::run(module);
    Ok(Shared {
        functions: uses.functions.iter().map(|id| id.index()).collect(),
        tables: uses.tables.iter().map(|id| id.index()).collect(),
        memories: uses.memories.iter().map(|id| id.index()).collect(),
        globals: uses.globals.iter().map(|id| id.index()).collect(),
    })
}

/// Leaves of the first module what stays, and gives the second what it takes.
fn in_first(module: &mut Module, moved: &BTreeSet<FunctionId>, gate: FunctionId, shared: &Shared) -> Result<()> {
    let slots = Slots::of(module, moved, gate)?;
    export(module, shared);
    let kind = module.funcs.get(gate).ty();
    let (takes, gives) = module.types.params_results(kind);
    let (takes, gives) = (takes.to_vec(), gives.to_vec());
    let arguments: Vec<_> = takes.iter().map(|kind| module.locals.add(*kind)).collect();
    let mut way = FunctionBuilder::new(&mut module.types, &takes, &gives);
    let mut body = way.func_body();
    for argument in &arguments {
        body.local_get(*argument);
    }
    body.i32_const(slots.gate).call_indirect(kind, slots.table);
    let way = way.finish(arguments, &mut module.funcs);
    let body = std::mem::replace(&mut module.funcs.get_mut(way).kind, FunctionKind::Uninitialized(kind));
    module.funcs.get_mut(gate).kind = body;
    module.funcs.delete(way);

    let table = module.tables.get_mut(slots.table);
    table.initial += 1;
    table.maximum = table.maximum.map(|maximum| maximum + 1);
    fill(module, slots.table, &slots.staying);
    passes::gc::run(module);
    Ok(())
}

fn export(module: &mut Module, shared: &Shared) {
    let mut exports: Vec<(String, walrus::ExportItem)> = Vec::new();
    let functions = module.funcs.iter().map(walrus::Function::id).filter(|id| shared.functions.contains(&id.index()));
    exports.extend(functions.map(|id| (name("f", id.index()), id.into())));
    let tables = module.tables.iter().map(walrus::Table::id).filter(|id| shared.tables.contains(&id.index()));
    exports.extend(tables.map(|id| (name("t", id.index()), id.into())));
    let memories = module.memories.iter().map(walrus::Memory::id).filter(|id| shared.memories.contains(&id.index()));
    exports.extend(memories.map(|id| (name("m", id.index()), id.into())));
    let globals = module.globals.iter().map(walrus::Global::id).filter(|id| shared.globals.contains(&id.index()));
    exports.extend(globals.map(|id| (name("g", id.index()), id.into())));
    for (name, item) in exports {
        module.exports.add(&name, item);
    }
}

fn name(kind: &str, index: usize) -> String {
    format!("{kind}{index}")
}

#[cfg(test)]
mod tests;
