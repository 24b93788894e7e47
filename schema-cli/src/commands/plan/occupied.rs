//! Names that steps give to what belongs to a partition, while something of the partition's own has them.

use std::collections::{BTreeMap, BTreeSet};

use schema_core::diagnostic::Diagnostic;
use schema_core::ident::{Ident, QualifiedName};
use schema_core::plan::Plan;
use schema_core::sql::Statement;
use schema_postgres::catalog::Unmanaged;

/// Says which steps PostgreSQL would refuse for an index or a constraint that a partition has beside its table's.
pub(super) fn occupied(plan: &Plan, unmanaged: &[Unmanaged]) -> Vec<Diagnostic> {
    let is_own = |kind: &str| matches!(kind, "index of a partition" | "constraint of a partition");
    let own = unmanaged.iter().filter(|object| is_own(&object.kind));
    let own: BTreeMap<&str, &Unmanaged> = own.map(|object| (object.name.as_str(), object)).collect();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for step in plan.steps.iter().filter(|_| !own.is_empty()) {
        for name in given(&step.statement) {
            if let Some(object) = own.get(name.as_str()).filter(|object| told.insert(&object.name)) {
                let what = format!("cannot {}: there is the {} {}", step.statement.title(), object.kind, object.name);
                found.push(
                    Diagnostic::error("unplannable", what)
                        .note(format!(
                            "PostgreSQL refuses it, and the plan does not hold what is there: {}",
                            object.because
                        ))
                        .help("rename or drop it first".to_owned()),
                );
            }
        }
    }
    found
}

/// The names that a statement gives, as the catalog reader writes them of what is a partition's own.
fn given(statement: &Statement) -> Vec<String> {
    let index = |table: &QualifiedName, name: &Ident| format!("{} ON {table}", table.sibling(name));
    let constraint = |table: &QualifiedName, name: &Ident| format!("{table}.{name}");
    match statement {
        Statement::CreateIndexConcurrently(create) => vec![index(&create.table, &create.name)],
        Statement::CreatePartitionedIndex(create) => {
            create.parts.iter().map(|part| index(&part.table, &part.name)).collect()
        }
        Statement::AddPartitionedKey(add) => add.parts.iter().map(|part| constraint(&part.table, &part.name)).collect(),
        Statement::AddKeyUsingIndex(add) => vec![constraint(&add.table, &add.name)],
        Statement::AddForeignKeyNotValid(add) => vec![constraint(&add.table, &add.name)],
        Statement::RenameIndex(rename) => vec![index(&rename.table, &rename.to)],
        Statement::RenameConstraint(rename) => vec![constraint(&rename.table, &rename.to)],
        _ => Vec::new(),
    }
}
