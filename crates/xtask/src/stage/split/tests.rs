use super::*;
use walrus::ir::BinaryOp;
use walrus::{RefType, ValType};

/// `start` calls the gate; the gate calls `far`, which calls `near` and, through the table, `also`; `near` stays because `start` calls it.
fn module() -> Vec<u8> {
    let mut module = Module::default();
    let table = module.tables.add_local(false, 2, Some(2), RefType::FUNCREF);
    let number = [ValType::I32];
    let add = |module: &mut Module, name: &str, build: &dyn Fn(&mut walrus::InstrSeqBuilder<'_>, walrus::LocalId)| {
        let argument = module.locals.add(ValType::I32);
        let mut function = FunctionBuilder::new(&mut module.types, &number, &number);
        build(&mut function.func_body(), argument);
        let id = function.finish(vec![argument], &mut module.funcs);
        module.funcs.get_mut(id).name = Some(name.to_owned());
        id
    };
    let near = add(&mut module, "near", &|body, argument| {
        body.local_get(argument).i32_const(1).binop(BinaryOp::I32Add);
    });
    let also = add(&mut module, "also", &|body, argument| {
        body.local_get(argument).i32_const(10).binop(BinaryOp::I32Mul);
    });
    let kind = module.funcs.get(near).ty();
    let far = add(&mut module, "far", &|body, argument| {
        body.local_get(argument).call(near).i32_const(1).call_indirect(kind, table);
    });
    let gate = add(&mut module, "the gate", &|body, argument| {
        body.local_get(argument).call(far);
    });
    let start = add(&mut module, "start", &|body, argument| {
        body.local_get(argument).call(near).call(gate);
    });
    for (slot, id) in [(0, near), (1, also)] {
        let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(slot)) };
        let id = module.elements.add(kind, ElementItems::Functions(vec![id]));
        module.tables.get_mut(table).elem_segments.insert(id);
    }
    module.exports.add("start", start);
    module.emit_wasm()
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn what_is_behind_the_gate_goes_and_the_gate_leads_there() {
    let modules = split(&module(), &names(&["far", "the gate", "also"]), "gate").unwrap();
    let (first, second) = (Module::from_buffer(&modules.first).unwrap(), Module::from_buffer(&modules.second).unwrap());
    assert_eq!(first.funcs.iter_local().count(), 3, "start, near, and the way to the gate");
    assert_eq!(second.funcs.iter_local().count(), 3, "far, also, the gate");
    let takes: Vec<_> = second.imports.iter().map(|import| (import.module.clone(), import.name.clone())).collect();
    let gives: BTreeSet<_> = first.exports.iter().map(|export| export.name.clone()).collect();
    assert!(takes.iter().all(|(module, name)| module == FIRST && gives.contains(name)), "{takes:?} {gives:?}");
    let filled = |module: &Module| -> Vec<i32> {
        let offset = |element: &walrus::Element| match element.kind {
            ElementKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. } => offset,
            _ => -1,
        };
        module.elements.iter().map(offset).collect()
    };
    assert_eq!((filled(&first), filled(&second)), (vec![0], vec![1, 2]));
}

#[test]
fn what_is_called_from_this_side_stays() {
    let modules = split(&module(), &names(&["far", "the gate", "also", "near"]), "gate").unwrap();
    assert_eq!(Module::from_buffer(&modules.second).unwrap().funcs.iter_local().count(), 3);
}

#[test]
fn there_is_exactly_one_gate() {
    assert!(split(&module(), &names(&["far"]), "gate").is_err());
    assert!(split(&module(), &names(&["far", "the gate"]), "").is_err());
}
