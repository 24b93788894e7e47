//! Types, sequences and routines, each behind those that it needs.

use std::collections::BTreeSet;

use crate::ident::QualifiedName;
use crate::model::{ObjectName, Routine, RoutineName, SchemaModel, Table, UserType, UserTypeKind};
use crate::sql::{calls, casts_to, mentions, text_with_needs, types_in_signature};
use crate::types::PgType;

/// What an object needs.
struct Need {
    object: ObjectName,
    /// Whether the text says so; which of several routines of one name is called, it does not say.
    is_certain: bool,
}

/// Types, then sequences, then routines, otherwise by name; but what is needed comes before what needs it.
pub(crate) fn objects_in_order(model: &SchemaModel) -> Vec<ObjectName> {
    let mut walk = Walk { model, order: Vec::new(), seen: BTreeSet::new() };
    for object in objects(model) {
        walk.place(object);
    }
    walk.order
}

/// The objects that are new and need one another, the first one named again at the end.
pub(crate) fn cycle_of_objects(before: &SchemaModel, after: &SchemaModel) -> Option<Vec<ObjectName>> {
    let mut done = BTreeSet::new();
    let is_new = |object: &ObjectName| !is_there(before, object);
    objects(after).filter(is_new).find_map(|object| {
        let mut path = Vec::new();
        follow(after, object, &is_new, &mut path, &mut done)
    })
}

/// The routine that a new type waits for, and that waits for tables: it takes or returns their rows, or reads them in a
/// body that is parsed at once.
pub(crate) fn routine_behind_tables(
    before: &SchemaModel,
    after: &SchemaModel,
    new: &QualifiedName,
) -> Option<RoutineName> {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![ObjectName::Type(new.clone())];
    while let Some(object) = waiting.pop() {
        if is_there(before, &object) || !seen.insert(object.clone()) {
            continue;
        }
        if let ObjectName::Routine(name) = &object
            && after.routines.get(name).is_some_and(|routine| !routine.needs.is_empty())
        {
            return Some(name.clone());
        }
        waiting.extend(needs(after, &object).into_iter().filter(|need| need.is_certain).map(|need| need.object));
    }
    None
}

fn objects(model: &SchemaModel) -> impl Iterator<Item = ObjectName> {
    let types = model.types.keys().cloned().map(ObjectName::Type);
    let sequences = model.sequences.keys().cloned().map(ObjectName::Sequence);
    types.chain(sequences).chain(model.routines.keys().cloned().map(ObjectName::Routine))
}

fn is_there(model: &SchemaModel, object: &ObjectName) -> bool {
    match object {
        ObjectName::Type(name) => model.types.contains_key(name),
        ObjectName::Sequence(name) => model.sequences.contains_key(name),
        ObjectName::Routine(name) => model.routines.contains_key(name),
        _ => false,
    }
}

/// The tables whose rows the columns of a table hold.
pub(crate) fn held_tables<'a>(model: &'a SchemaModel, table: &'a Table) -> impl Iterator<Item = &'a QualifiedName> {
    let types = table.columns.iter().filter_map(|column| column.pg_type.needs());
    types.filter(|name| model.tables.contains_key(*name))
}

/// Tables by name, but those whose rows a column holds come before its table.
pub(crate) fn tables_in_order(model: &SchemaModel) -> Vec<(&QualifiedName, &Table)> {
    fn place<'a>(
        model: &'a SchemaModel,
        (name, table): (&'a QualifiedName, &'a Table),
        seen: &mut BTreeSet<&'a QualifiedName>,
        order: &mut Vec<(&'a QualifiedName, &'a Table)>,
    ) {
        if !seen.insert(name) {
            return;
        }
        for held in held_tables(model, table) {
            place(model, (held, &model.tables[held]), seen, order);
        }
        order.push((name, table));
    }
    let (mut seen, mut order) = (BTreeSet::new(), Vec::with_capacity(model.tables.len()));
    for table in &model.tables {
        place(model, table, &mut seen, &mut order);
    }
    order
}

struct Walk<'a> {
    model: &'a SchemaModel,
    order: Vec<ObjectName>,
    seen: BTreeSet<ObjectName>,
}

impl Walk<'_> {
    fn place(&mut self, object: ObjectName) {
        if !self.seen.insert(object.clone()) {
            return;
        }
        for need in needs(self.model, &object) {
            self.place(need.object);
        }
        self.order.push(object);
    }
}

fn follow(
    model: &SchemaModel,
    object: ObjectName,
    is_new: &impl Fn(&ObjectName) -> bool,
    path: &mut Vec<ObjectName>,
    done: &mut BTreeSet<ObjectName>,
) -> Option<Vec<ObjectName>> {
    if let Some(at) = path.iter().position(|on_path| *on_path == object) {
        let mut cycle = path[at..].to_vec();
        cycle.push(object);
        return Some(cycle);
    }
    if !is_new(&object) || done.contains(&object) {
        return None;
    }
    path.push(object.clone());
    let needs = needs(model, &object).into_iter().filter(|need| need.is_certain);
    for need in needs {
        if let Some(cycle) = follow(model, need.object, is_new, path, done) {
            return Some(cycle);
        }
    }
    path.pop();
    done.insert(object);
    None
}

fn needs(model: &SchemaModel, object: &ObjectName) -> Vec<Need> {
    match object {
        ObjectName::Type(name) => model.types.get(name).map(|is| needs_of_type(model, is)).unwrap_or_default(),
        ObjectName::Routine(name) => {
            model.routines.get(name).map(|is| needs_of_routine(model, name, is)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn needs_of_type(model: &SchemaModel, user_type: &UserType) -> Vec<Need> {
    let mut needs: Vec<Need> = types(model, user_type.needs().into_iter()).collect();
    if let UserTypeKind::Domain(domain) = &user_type.is {
        for sql in domain.default.iter().chain(domain.checks.values().map(|check| &check.expression.sql)) {
            needs.extend(needs_of_text(model, sql, None));
        }
    }
    needs
}

fn needs_of_routine(model: &SchemaModel, name: &RoutineName, routine: &Routine) -> Vec<Need> {
    let written: Vec<PgType> = types_in_signature(&routine.definition)
        .iter()
        .map(String::as_str)
        .chain(name.argument_types())
        .filter_map(|text| text.parse().ok())
        .collect();
    let mut needs: Vec<Need> = types(model, written.iter().filter_map(PgType::needs)).collect();
    needs.extend(needs_of_text(model, &text_with_needs(&routine.definition), Some(name)));
    needs
}

fn types<'a>(model: &'a SchemaModel, names: impl Iterator<Item = &'a QualifiedName>) -> impl Iterator<Item = Need> {
    let declared = names.filter(|name| model.types.contains_key(*name));
    declared.map(|name| Need { object: ObjectName::Type(name.clone()), is_certain: true })
}

fn needs_of_text(model: &SchemaModel, sql: &str, of: Option<&RoutineName>) -> Vec<Need> {
    let named = model.types.keys().filter(|name| casts_to(sql, name));
    let mut needs: Vec<Need> = types(model, named).collect();
    if sql.contains("nextval") {
        let named = model.sequences.keys().filter(|name| mentions(sql, name.name.as_str()));
        needs.extend(named.map(|name| Need { object: ObjectName::Sequence(name.clone()), is_certain: true }));
    }
    for name in model.routines.keys().filter(|name| Some(*name) != of && calls(sql, &name.name)) {
        let namesakes = model.routines.keys().filter(|other| other.name == name.name);
        needs.push(Need { object: ObjectName::Routine(name.clone()), is_certain: namesakes.count() == 1 });
    }
    needs
}
