//! Expressions as they are to be spelled, so that PostgreSQL prints them as it printed those of the wanted side.
//!
//! PostgreSQL prints a list of varchar values and a range otherwise once it has read what it printed. Two sides are compared
//! as they are printed the second time, which is the same for both spellings; what is new is made in the first.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::rename;
use crate::ident::QualifiedName;
use crate::model::{Constraint, Expression, Index, IndexTerm, SchemaModel, Table, UserType, UserTypeKind};
use crate::sql::printed_text::{as_written, columns_of, condition, condition_of};
use crate::types::Builtin;

/// Spells the expressions of `to`, all printed twice, that `from` has not, as they would be written so that PostgreSQL
/// prints them as in `first`, which is the same schema printed once.
pub fn as_first_printed(from: &SchemaModel, mut to: SchemaModel, first: &SchemaModel) -> SchemaModel {
    let (renamed, _) = rename::renamed(from, &to);
    // A partition that becomes a table has the texts of the table that it was one of, and a table those of what becomes a
    // partition of it.
    let divided = to.tables.iter().filter(|(_, table)| table.partitioning.is_some());
    let placed = |(name, table): (&QualifiedName, &Table)| {
        (name.clone(), table.partitions(name).into_iter().map(|placed| placed.name.clone()).collect())
    };
    let wanted: BTreeMap<QualifiedName, Vec<QualifiedName>> = divided.map(placed).collect();
    let there = renamed.tables.iter().filter(|(_, table)| table.partitioning.is_some());
    let part_of: BTreeMap<&QualifiedName, &Table> = there
        .flat_map(|(name, table)| table.partitions(name).into_iter().map(move |placed| (placed.name, table)))
        .collect();
    let kept = |name: &QualifiedName| -> BTreeSet<&str> {
        let of = renamed.tables.get(name).or_else(|| part_of.get(name).copied());
        let parts = wanted.get(name).into_iter().flatten().filter_map(|partition| renamed.tables.get(partition));
        of.into_iter().chain(parts).flat_map(expressions).map(|expression| expression.sql.as_str()).collect()
    };
    for (name, table) in &mut to.tables {
        let Some(printed) = first.tables.get(name) else { continue };
        if expressions(table).iter().zip(expressions(printed)).all(|(new, old)| new.sql == old.sql) {
            continue;
        }
        let kept = kept(name);
        let columns = Table { columns: table.columns.clone(), ..Table::default() };
        let varchar = columns_of(&columns, Builtin::Varchar);
        let as_condition = |sql: &str| condition_of(&columns, sql);
        let as_term = |sql: &str| as_written(sql, &varchar);
        for (name, constraint) in &mut table.constraints {
            match (constraint, printed.constraints.get(name)) {
                (Constraint::Check(new), Some(Constraint::Check(old))) => {
                    respell(&mut new.expression, &old.expression, &kept, &as_condition);
                }
                (Constraint::Exclusion(new), Some(Constraint::Exclusion(old))) => {
                    respell_index(&mut new.index, &old.index, &kept, &as_condition, &as_term);
                }
                _ => {}
            }
        }
        for (name, index) in &mut table.indexes {
            if let Some(old) = printed.indexes.get(name) {
                respell_index(index, old, &kept, &as_condition, &as_term);
            }
        }
        for column in &mut table.columns {
            let old = printed.column(&column.name).and_then(|old| old.generated.as_ref());
            if let (Some(new), Some(old)) = (&mut column.generated, old) {
                respell(&mut new.expression, &old.expression, &kept, &as_term);
            }
        }
    }
    for (name, of_type) in &mut to.types {
        let kept = renamed.types.get(name).into_iter().flat_map(checks_of);
        let kept: BTreeSet<&str> = kept.map(|expression| expression.sql.as_str()).collect();
        let UserTypeKind::Domain(domain) = &mut of_type.is else { continue };
        let Some(UserType { is: UserTypeKind::Domain(old), .. }) = first.types.get(name) else { continue };
        let is_varchar = domain.pg_type.builtin() == Some(Builtin::Varchar);
        let varchar = if is_varchar { vec!["VALUE".to_owned()] } else { Vec::new() };
        for (name, check) in &mut domain.checks {
            if let Some(old) = old.checks.get(name) {
                respell(&mut check.expression, &old.expression, &kept, &|sql| condition(sql, &[], &varchar));
            }
        }
    }
    to
}

fn respell(new: &mut Expression, printed: &Expression, kept: &BTreeSet<&str>, written: &dyn Fn(&str) -> String) {
    if new.sql != printed.sql && !kept.contains(new.sql.as_str()) {
        new.sql = written(&printed.sql);
    }
}

fn respell_index(
    new: &mut Index,
    printed: &Index,
    kept: &BTreeSet<&str>,
    as_condition: &dyn Fn(&str) -> String,
    as_term: &dyn Fn(&str) -> String,
) {
    if let (Some(new), Some(old)) = (&mut new.predicate, &printed.predicate) {
        respell(new, old, kept, as_condition);
    }
    for (new, old) in new.keys.iter_mut().zip(&printed.keys) {
        if let (IndexTerm::Expression(new), IndexTerm::Expression(old)) = (&mut new.term, &old.term) {
            respell(new, old, kept, as_term);
        }
    }
}

fn expressions(table: &Table) -> Vec<&Expression> {
    let mut found: Vec<&Expression> = Vec::new();
    let mut indexes: Vec<&Index> = table.indexes.values().collect();
    for constraint in table.constraints.values() {
        match constraint {
            Constraint::Check(check) => found.push(&check.expression),
            Constraint::Exclusion(exclusion) => indexes.push(&exclusion.index),
            Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::ForeignKey(_) => {}
        }
    }
    for index in indexes {
        found.extend(&index.predicate);
        found.extend(index.keys.iter().filter_map(|key| match &key.term {
            IndexTerm::Expression(expression) => Some(expression),
            IndexTerm::Column(_) => None,
        }));
    }
    found.extend(table.columns.iter().filter_map(|column| Some(&column.generated.as_ref()?.expression)));
    found
}

fn checks_of(of_type: &UserType) -> impl Iterator<Item = &Expression> {
    let domain = match &of_type.is {
        UserTypeKind::Domain(domain) => Some(domain),
        UserTypeKind::Enum(_) | UserTypeKind::Composite(_) => None,
    };
    domain.into_iter().flat_map(|domain| domain.checks.values().map(|check| &check.expression))
}
