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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterColumnType {
    /// The table.
    pub table: QualifiedName,
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
    /// The CHECKs that go with the old type.
    pub drops_checks: BTreeSet<Ident>,
    /// The CHECKs that come with the new one.
    pub adds_checks: BTreeMap<Ident, Check>,
    /// What PostgreSQL does to the rows.
    pub work: TypeWork,
    /// The sequence of an identity column, which changes its type too.
    pub sequence: Option<QualifiedName>,
    /// The tables at the other ends of the foreign keys that the column belongs to.
    pub linked: BTreeSet<QualifiedName>,
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
        format!("change the type of {} of {} to {}", self.column, self.table, self.pg_type)
    }

    fn write(&self, sql: &mut String) {
        let AlterColumnType { table, column, pg_type, .. } = self;
        push!(sql, "ALTER TABLE {table}");
        for check in &self.drops_checks {
            push!(sql, "\n    DROP CONSTRAINT {check},");
        }
        if self.drops_default {
            push!(sql, "\n    ALTER COLUMN {column} DROP DEFAULT,");
        }
        push!(sql, "\n    ALTER COLUMN {column} TYPE {pg_type}");
        if let Some(collation) = &self.collation {
            push!(sql, " COLLATE {collation}");
        }
        if let Some(using) = &self.using {
            push!(sql, "\n    USING ({using})");
        }
        if let Some(default) = &self.default {
            push!(sql, ",\n    ALTER COLUMN {column} SET DEFAULT {}", default_expression(default));
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
        let locked = match &self.sequence {
            Some(sequence) => locked.and_lock(sequence, LockMode::ShareRowExclusive).and_rewrite(sequence),
            None => locked,
        };
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
        ObjectFact::ColumnType {
            table: self.table.clone(),
            column: self.column.clone(),
            pg_type: self.pg_type.clone(),
            collation: self.collation.clone(),
        }
        .into()
    }
}
