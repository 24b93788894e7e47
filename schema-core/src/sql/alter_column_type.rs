use std::collections::{BTreeMap, BTreeSet};

use super::definition::{check_definition, not_valid};
use super::{Kind, ObjectFact, Postcondition, default_expression, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::Check;
use crate::types::PgType;

/// `ALTER TABLE ... ALTER COLUMN ... TYPE`, to a type that PostgreSQL assigns the values to by itself, or with USING. A
/// default goes before and comes back behind it, for PostgreSQL would keep the old one and cast it. So do CHECKs that were
/// written for values of the old type: in one statement, so that no row is written without them.
///
/// Of several columns PostgreSQL writes the rows once, and computes every USING from the row as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterColumnType {
    /// The table.
    pub table: QualifiedName,
    /// The columns, one at least.
    pub columns: Vec<NewType>,
    /// The CHECKs that go with the old type.
    pub drops_checks: BTreeSet<Ident>,
    /// The CHECKs that come with the new one.
    pub adds_checks: BTreeMap<Ident, Check>,
    /// What PostgreSQL does to the rows.
    pub work: TypeWork,
    /// The tables at the other ends of the foreign keys that the columns belong to.
    pub linked: BTreeSet<QualifiedName>,
}

/// A column and its new type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewType {
    /// The column.
    pub column: Ident,
    /// The type.
    pub pg_type: PgType,
    /// `COLLATE`, where it is not the type's own.
    pub collation: Option<QualifiedName>,
    /// The values of the new type, as SQL over the row, where PostgreSQL is not to assign them by itself.
    pub using: Option<String>,
    /// Whether the column has a default before.
    pub drops_default: bool,
    /// The default that it has from then on.
    pub default: Option<String>,
    /// The sequence of an identity column, which changes its type too.
    pub sequence: Option<QualifiedName>,
}

impl NewType {
    /// What the catalog says from then on.
    pub(crate) fn fact(&self, table: &QualifiedName) -> Postcondition {
        let (table, column) = (table.clone(), self.column.clone());
        let (pg_type, collation) = (self.pg_type.clone(), self.collation.clone());
        ObjectFact::ColumnType { table, column, pg_type, collation }.into()
    }
}

impl AlterColumnType {
    /// Changes other columns of the table in the same statement.
    pub(crate) fn and(mut self, other: AlterColumnType) -> AlterColumnType {
        self.columns.extend(other.columns);
        self.drops_checks.extend(other.drops_checks);
        self.adds_checks.extend(other.adds_checks);
        self.linked.extend(other.linked);
        self.work = self.work.max(other.work);
        self
    }
}

/// What a change of a column's type does to the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TypeWork {
    /// Nothing: the catalog alone changes.
    Nothing,
    /// It reads them all, for an index is built anew or a CHECK is proven again.
    Scan,
    /// It writes them all anew, builds every index again, and proves the foreign keys of the column again.
    Rewrite,
}

impl Kind for AlterColumnType {
    fn title(&self) -> String {
        match self.columns.as_slice() {
            [one] => format!("change the type of {} of {} to {}", one.column, self.table, one.pg_type),
            several => {
                let columns: Vec<String> =
                    several.iter().map(|one| format!("{} to {}", one.column, one.pg_type)).collect();
                format!("change the types of columns of {}: {}", self.table, columns.join(", "))
            }
        }
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}", self.table);
        for check in &self.drops_checks {
            push!(sql, "\n    DROP CONSTRAINT {check},");
        }
        for (number, NewType { column, pg_type, collation, using, drops_default, default, .. }) in
            self.columns.iter().enumerate()
        {
            if number > 0 {
                sql.push(',');
            }
            if *drops_default {
                push!(sql, "\n    ALTER COLUMN {column} DROP DEFAULT,");
            }
            push!(sql, "\n    ALTER COLUMN {column} TYPE {pg_type}");
            if let Some(collation) = collation {
                push!(sql, " COLLATE {collation}");
            }
            if let Some(using) = using {
                push!(sql, "\n    USING ({using})");
            }
            if let Some(default) = default {
                push!(sql, ",\n    ALTER COLUMN {column} SET DEFAULT {}", default_expression(default));
            }
        }
        for (name, check) in &self.adds_checks {
            push!(sql, ",\n    ADD CONSTRAINT {name}\n    {}", check_definition(check));
            if !check.validity.is_valid() {
                push!(sql, " {}", not_valid(check.validity));
            }
        }
        sql.push(';');
    }

    fn effects(&self, _major: &Major) -> Effects {
        let locked =
            self.linked.iter().fold(Effects::lock(&self.table, LockMode::AccessExclusive), |effects, table| {
                effects.and_lock(table, LockMode::AccessExclusive)
            });
        let sequences = self.columns.iter().filter_map(|one| one.sequence.as_ref());
        let locked = sequences.fold(locked, |effects, sequence| {
            effects.and_lock(sequence, LockMode::ShareRowExclusive).and_rewrite(sequence)
        });
        match self.work {
            TypeWork::Nothing => locked,
            TypeWork::Scan => locked.and_scan(&self.table),
            TypeWork::Rewrite => self
                .linked
                .iter()
                .fold(locked.and_scan(&self.table), |effects, table| effects.and_scan(table))
                .and_rewrite(&self.table),
        }
    }

    fn postcondition(&self) -> Postcondition {
        // They change together: one tells of all.
        self.columns.first().map_or(Postcondition::Nothing, |one| one.fact(&self.table))
    }
}
