//! The foreign keys as a graph: which of them may be NULL to break a circle, and in which order tables are filled.

use std::collections::{BTreeMap, BTreeSet};

use schema_core::def::Deferrable;
use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{ForeignKey, SchemaModel};

use super::MatrixError;

/// The graph of a schema's foreign keys.
#[derive(Debug)]
pub(super) struct Graph {
    /// Keys that are left NULL in the world's own rows, because they close a circle.
    broken: BTreeSet<(QualifiedName, Ident)>,
    /// Every table, those that others refer to first.
    pub(super) order: Vec<QualifiedName>,
}

impl Graph {
    /// Reads the graph.
    pub(super) fn of(model: &SchemaModel) -> Result<Graph, MatrixError> {
        let all = edges(model, |_, _, _| true);
        let broken: BTreeSet<(QualifiedName, Ident)> = model
            .tables
            .iter()
            .flat_map(|(table, definition)| {
                definition.foreign_keys().map(move |(name, key)| (table, definition, name, key))
            })
            .filter(|(table, definition, _, key)| {
                let nullable = |column| definition.column(column).is_some_and(|column| column.nullable);
                key.columns.iter().any(nullable) && reaches(&all, &key.references, table)
            })
            .map(|(table, _, name, _)| (table.clone(), name.clone()))
            .collect();
        let kept = |table: &QualifiedName, name: &Ident, key: &ForeignKey| {
            key.references != *table && !broken.contains(&(table.clone(), name.clone()))
        };
        let strict = edges(model, |table, name, key| kept(table, name, key) && key.deferrable == Deferrable::Not);
        let circle: Vec<QualifiedName> = model
            .tables
            .keys()
            .filter(|table| strict[*table].iter().any(|to| reaches(&strict, to, table)))
            .cloned()
            .collect();
        if !circle.is_empty() {
            return Err(MatrixError::Cycle(circle));
        }
        let order = order(&edges(model, kept));
        Ok(Graph { broken, order })
    }

    /// Tells whether the world's own rows have the key.
    pub(super) fn follows(&self, table: &QualifiedName, key: &Ident) -> bool {
        !self.broken.contains(&(table.clone(), key.clone()))
    }
}

type Edges<'a> = BTreeMap<&'a QualifiedName, BTreeSet<&'a QualifiedName>>;

fn edges<'a>(model: &'a SchemaModel, takes: impl Fn(&QualifiedName, &Ident, &ForeignKey) -> bool) -> Edges<'a> {
    let targets = |table: &'a QualifiedName| {
        let keys = model.tables[table].foreign_keys();
        keys.filter(|(name, key)| takes(table, name, key)).map(|(_, key)| &key.references).collect()
    };
    model.tables.keys().map(|table| (table, targets(table))).collect()
}

fn reaches(edges: &Edges<'_>, from: &QualifiedName, to: &QualifiedName) -> bool {
    let mut open = vec![from];
    let mut seen = BTreeSet::new();
    while let Some(table) = open.pop() {
        if table == to {
            return true;
        }
        if seen.insert(table) {
            open.extend(edges.get(table).into_iter().flatten());
        }
    }
    false
}

/// Each table behind those that it refers to; within a circle of deferrable keys any order is right.
fn order(edges: &Edges<'_>) -> Vec<QualifiedName> {
    fn visit<'a>(
        table: &'a QualifiedName,
        edges: &Edges<'a>,
        seen: &mut BTreeSet<&'a QualifiedName>,
        order: &mut Vec<QualifiedName>,
    ) {
        if !seen.insert(table) {
            return;
        }
        for to in edges.get(table).into_iter().flatten() {
            visit(to, edges, seen, order);
        }
        order.push(table.clone());
    }
    let (mut seen, mut order) = (BTreeSet::new(), Vec::new());
    for table in edges.keys() {
        visit(table, edges, &mut seen, &mut order);
    }
    order
}
