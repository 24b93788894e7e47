//! Which columns say to whom a row belongs.

use std::collections::{BTreeMap, BTreeSet};

use crate::ident::{Ident, QualifiedName};
use crate::model::SchemaModel;

/// The scope of each table that has one, outermost first: columns that every foreign key between two tables with them
/// carries, and of these at least one between two different ones that has other columns, too.
pub(super) fn scopes(model: &SchemaModel) -> BTreeMap<QualifiedName, Vec<Ident>> {
    let has = |table: &QualifiedName, column: &Ident| {
        let found = model.tables.get(table).and_then(|table| table.column(column));
        found.is_some_and(|column| !column.nullable)
    };
    let (mut carried, mut missed): (BTreeSet<&Ident>, BTreeSet<&Ident>) = (BTreeSet::new(), BTreeSet::new());
    for (name, table) in &model.tables {
        for (_, key) in table.foreign_keys() {
            for column in &table.columns {
                let column = &column.name;
                if !has(name, column) || !has(&key.references, column) {
                    continue;
                }
                let mut pairs = key.columns.iter().zip(&key.referenced_columns);
                match pairs.any(|(own, referenced)| own == column && referenced == column) {
                    true if key.columns.len() > 1 && key.references != *name => {
                        carried.insert(column);
                    }
                    true => {}
                    false => {
                        missed.insert(column);
                    }
                }
            }
        }
    }
    let columns: Vec<&Ident> = carried.difference(&missed).copied().collect();
    let count = |column: &Ident| model.tables.keys().filter(|table| has(table, column)).count();
    let mut counted: Vec<(usize, &Ident)> = columns.into_iter().map(|column| (count(column), column)).collect();
    // What more tables have is further out: each stage has a workflow, and both have a workspace.
    counted.sort_by(|(one, a), (other, b)| other.cmp(one).then_with(|| a.cmp(b)));
    let mut scopes = BTreeMap::new();
    for name in model.tables.keys() {
        let scope: Vec<Ident> =
            counted.iter().filter(|(_, column)| has(name, column)).map(|(_, column)| (*column).clone()).collect();
        if !scope.is_empty() {
            scopes.insert(name.clone(), scope);
        }
    }
    scopes
}
