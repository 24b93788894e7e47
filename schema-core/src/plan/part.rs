//! The indexes of partitions that become parts of an index of their table.

use std::collections::BTreeSet;

use super::helper_name::helper_name;
use crate::ident::{Ident, QualifiedName, default_name};
use crate::index_name::{columns_in_name, expression_name};
use crate::model::{Constraint, Index, IndexTerm, Table};
use crate::sql::IndexPart;

/// What an index is the index of: its name ends with that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Index,
    PrimaryKey,
    Unique,
}

/// Returns the parts of an index of a partitioned table, each before those below it, under the names that PostgreSQL would
/// give them; where another index has the same columns, which of the two PostgreSQL numbers depends on their order, and
/// the name tells the table's index instead.
pub(super) fn parts(table: &QualifiedName, of: &Table, name: &Ident, index: &Index, label: Label) -> Vec<IndexPart> {
    let columns = if label == Label::PrimaryKey { String::new() } else { columns(index) };
    let is_alone = label == Label::PrimaryKey || !others(of, name).contains(&(columns.clone(), label.text()));
    let named = |partition: &QualifiedName| match is_alone {
        true => default_name(partition.name.as_str(), &columns, label.text())
            .expect("a name with a suffix that leaves room for it is a name"),
        false => helper_name(partition.name.as_str(), name.as_str(), label.text()),
    };
    let placed = of.partitions(table).into_iter().map(|placed| {
        let above = if placed.of == table { table.sibling(name) } else { placed.of.sibling(&named(placed.of)) };
        IndexPart {
            table: placed.name.clone(),
            name: named(placed.name),
            of: above,
            is_divided: placed.partition.partitioning.is_some(),
        }
    });
    placed.collect()
}

impl Label {
    fn text(self) -> &'static str {
        match self {
            Label::Index => "idx",
            Label::PrimaryKey => "pkey",
            Label::Unique => "key",
        }
    }
}

/// What the names of the parts of a table's other indexes are made of.
fn others<'a>(table: &'a Table, name: &Ident) -> BTreeSet<(String, &'a str)> {
    let indexes = table.indexes.iter().filter(|(other, _)| *other != name);
    let indexes = indexes.map(|(_, index)| (columns(index), Label::Index.text()));
    let keys = table.constraints.iter().filter(|(other, _)| *other != name);
    let keys = keys.filter_map(|(_, constraint)| match constraint {
        Constraint::Unique(key) => Some((columns(&super::proof::key_index(key)), Label::Unique.text())),
        _ => None,
    });
    indexes.chain(keys).collect()
}

fn columns(index: &Index) -> String {
    let term = |term: &IndexTerm| match term {
        IndexTerm::Column(column) => column.as_str().to_owned(),
        IndexTerm::Expression(expression) => expression_name(&expression.sql),
    };
    let keys = index.keys.iter().map(|key| term(&key.term));
    columns_in_name(keys.chain(index.include.iter().map(|column| column.as_str().to_owned())))
}
