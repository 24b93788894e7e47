//! Constraints of tables.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};
use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{
    Check, Constraint, Deferrable, Exclusion, Expression, ForeignKey, IndexTerm, Key, MatchType, ReferentialAction,
    Validity,
};
use schema_core::parallel::in_parallel_chunks;

use super::dictionary::{Class, Dictionary};
use super::indexes::BuiltIndex;
use super::rows::{Results, Row};
use super::tables::{ReadTable, Tables};
use super::text::mentioned;
use super::{CatalogError, Unmanaged};

/// The rows of `constraints.sql`.
pub(super) struct Constraints {
    rows: Vec<Row>,
    /// The indexes behind primary keys and unique constraints.
    keys: FxHashSet<u32>,
}

impl Constraints {
    pub(super) fn read(results: &mut Results) -> Result<Constraints, CatalogError> {
        let rows = results.take();
        let mut keys = FxHashSet::default();
        for row in &rows {
            if matches!(row.text(3)?, "p" | "u") {
                keys.insert(row.number(8)?);
            }
        }
        Ok(Constraints { rows, keys })
    }

    /// Tells whether an index stands behind a primary key or a unique constraint.
    pub(super) fn has_key(&self, index: u32) -> bool {
        self.keys.contains(&index)
    }

    /// Returns those of several unique indexes of the same columns that no foreign key rests on.
    pub(super) fn spare_indexes(
        &self,
        indexes: &FxHashMap<u32, BuiltIndex>,
        tables: &Tables,
    ) -> Result<BTreeSet<QualifiedName>, CatalogError> {
        let mut alike: FxHashMap<(u32, BTreeSet<&Ident>), Vec<u32>> = FxHashMap::default();
        for (oid, BuiltIndex { table, index, .. }) in indexes {
            if let Some(columns) = index.unique_columns() {
                alike.entry((*table, columns.into_iter().collect())).or_default().push(*oid);
            }
        }
        let mut spare: FxHashSet<u32> = alike.into_values().filter(|alike| alike.len() > 1).flatten().collect();
        if spare.is_empty() {
            return Ok(BTreeSet::new());
        }
        for row in &self.rows {
            if row.text(3)? == "f" {
                spare.remove(&row.number(8)?);
            }
        }
        let spare = indexes.iter().filter(|(oid, _)| spare.contains(oid)).map(|(_, index)| index);
        Ok(spare.filter_map(|index| Some(tables.managed(index.table)?.name.sibling(&index.name))).collect())
    }

    /// Puts constraints into their tables, and takes the indexes behind them.
    pub(super) fn assemble(
        &self,
        indexes: &mut FxHashMap<u32, BuiltIndex>,
        tables: &mut Tables,
        dictionary: &mut Dictionary,
        unmanaged: &mut Vec<Unmanaged>,
    ) -> Result<(), CatalogError> {
        // Those that no index stands behind, and nothing is taken for.
        let alone = |row: &Row| {
            let Some(read) = tables.managed(row.number(1)?) else { return Ok(None) };
            Ok(match row.text(3)? {
                "f" => match tables.get(row.number(9)?) {
                    Some(referenced) => Some(Constraint::ForeignKey(foreign_key(row, read, referenced)?)),
                    None => None,
                },
                "c" => Some(Constraint::Check(check(row, read)?)),
                _ => None,
            })
        };
        let alone: Vec<Result<Option<Constraint>, CatalogError>> = in_parallel_chunks(&self.rows, alone).collect();
        for (row, alone) in self.rows.iter().zip(alone) {
            let (oid, table, name): (u32, u32, _) = (row.number(0)?, row.number(1)?, row.ident(2)?);
            let Some(read) = tables.managed(table) else { continue };
            let mut is_not_read = |kind: &str, name: String, because: &str| {
                unmanaged.push(Unmanaged { kind: kind.to_owned(), name, because: because.to_owned() });
            };
            let path = || format!("{}.{name}", read.name);
            let comment = dictionary.take_comment(Class::Constraint, oid, 0);
            let kind = row.text(3)?;
            let index: u32 = row.number(8)?;
            let index = match kind {
                "p" | "u" | "x" => {
                    if dictionary.take_comment(Class::Relation, index, 0).is_some() {
                        is_not_read("comment", path(), "it is on the index behind a constraint");
                    }
                    indexes.remove(&index)
                }
                _ => None,
            };
            if kind == "n" {
                let is_valid = row.is(6)?;
                let reasons = [
                    ("not-null constraint", row.is(7)?, "it is NO INHERIT"),
                    ("comment", comment.is_some(), "it is on a not-null constraint"),
                ];
                for (kind, _, because) in reasons.into_iter().filter(|(_, is_so, _)| *is_so) {
                    is_not_read(kind, path(), because);
                }
                let columns: Vec<i16> = row.numbers(13)?;
                if let ([number], false) = (&columns[..], is_valid)
                    && let Some((_, _, column)) = tables.managed_column(table, *number)
                {
                    // Rows with a NULL may be there.
                    column.nullable = true;
                    column.not_valid = Some(name);
                }
                continue;
            }
            if row.is(19)? {
                is_not_read("constraint", path(), "it is over a period");
                continue;
            }
            let constraint = match kind {
                "p" => Constraint::PrimaryKey(Key { comment, ..key(row, read, index)? }),
                "u" => Constraint::Unique(Key { comment, ..key(row, read, index)? }),
                "f" | "c" => match alone? {
                    Some(Constraint::ForeignKey(foreign_key)) => {
                        Constraint::ForeignKey(ForeignKey { comment, ..foreign_key })
                    }
                    Some(Constraint::Check(check)) => Constraint::Check(Check { comment, ..check }),
                    _ => {
                        is_not_read("foreign key", path(), "the table that it refers to is not of this schema");
                        continue;
                    }
                },
                _ => Constraint::Exclusion(Box::new(Exclusion { comment, ..exclusion(row, index, dictionary)? })),
            };
            if let Some(read) = tables.managed_mut(table) {
                read.table.constraints.insert(name, constraint);
            }
        }
        Ok(())
    }
}

fn deferrable(row: &Row) -> Result<Deferrable, CatalogError> {
    Ok(match (row.is(4)?, row.is(5)?) {
        (false, _) => Deferrable::Not,
        (true, false) => Deferrable::InitiallyImmediate,
        (true, true) => Deferrable::InitiallyDeferred,
    })
}

fn validity(row: &Row) -> Result<Validity, CatalogError> {
    Ok(match (row.is(18)?, row.is(6)?) {
        (false, _) => Validity::NotEnforced,
        (true, false) => Validity::NotValid,
        (true, true) => Validity::Valid,
    })
}

fn no_index() -> CatalogError {
    CatalogError::Changed("the index behind a constraint is gone".to_owned())
}

fn key(row: &Row, table: &ReadTable, index: Option<BuiltIndex>) -> Result<Key, CatalogError> {
    let index = index.ok_or_else(no_index)?.index;
    let columns: Vec<Ident> = table.names(&row.numbers::<i16>(13)?)?;
    let keys = index.keys.iter().map(|key| &key.term);
    if !keys.eq(columns.iter().cloned().map(IndexTerm::Column).collect::<Vec<_>>().iter()) {
        return Err(CatalogError::Unknown(format!("a key of {} has another index than its columns", table.name)));
    }
    Ok(Key {
        columns,
        include: index.include,
        nulls_not_distinct: index.nulls_not_distinct,
        deferrable: deferrable(row)?,
        options: index.options,
        comment: None,
    })
}

fn foreign_key(row: &Row, table: &ReadTable, referenced: &ReadTable) -> Result<ForeignKey, CatalogError> {
    let only = table.names(&row.numbers::<i16>(17)?)?;
    let action = |column: usize, only: Vec<Ident>| {
        Ok(match row.text(column)? {
            "a" => ReferentialAction::NoAction,
            "r" => ReferentialAction::Restrict,
            "c" => ReferentialAction::Cascade,
            "n" => ReferentialAction::SetNull(only),
            "d" => ReferentialAction::SetDefault(only),
            other => return Err(CatalogError::Unknown(format!("a foreign key has the action `{other}`"))),
        })
    };
    let match_type = match row.text(12)? {
        "s" => MatchType::Simple,
        "f" => MatchType::Full,
        other => return Err(CatalogError::Unknown(format!("a foreign key has the match type `{other}`"))),
    };
    Ok(ForeignKey {
        columns: table.names(&row.numbers::<i16>(13)?)?,
        references: referenced.name.clone(),
        referenced_columns: referenced.names(&row.numbers::<i16>(14)?)?,
        match_type,
        on_update: action(10, Vec::new())?,
        on_delete: action(11, only)?,
        deferrable: deferrable(row)?,
        validity: validity(row)?,
        comment: None,
    })
}

fn check(row: &Row, table: &ReadTable) -> Result<Check, CatalogError> {
    let (sql, columns) = (row.text(16)?, table.names(&row.numbers::<i16>(13)?)?);
    Ok(Check {
        expression: Expression::new(sql, mentioned(sql, &columns)),
        no_inherit: row.is(7)?,
        validity: validity(row)?,
        comment: None,
    })
}

fn exclusion(row: &Row, index: Option<BuiltIndex>, dictionary: &Dictionary) -> Result<Exclusion, CatalogError> {
    let operator = |oid: u32| {
        let name = dictionary.operator(oid)?;
        // Those of PostgreSQL itself are found whatever the search_path is.
        let symbol = name.name.as_str();
        Ok(match name.namespace.as_str() {
            "pg_catalog" => symbol.to_owned(),
            _ => format!("OPERATOR({}.{symbol})", name.namespace),
        })
    };
    Ok(Exclusion {
        index: index.ok_or_else(no_index)?.index,
        operators: row.numbers::<u32>(15)?.into_iter().map(operator).collect::<Result<_, CatalogError>>()?,
        deferrable: deferrable(row)?,
        comment: None,
    })
}
