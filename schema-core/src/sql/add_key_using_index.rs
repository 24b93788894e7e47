use super::definition::{constraint_catalog_text, deferrability};
use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::{Constraint, Key};

/// `ALTER TABLE ... ADD CONSTRAINT ... UNIQUE | PRIMARY KEY USING INDEX`, of an index that CREATE UNIQUE INDEX
/// CONCURRENTLY built under the constraint's name: scans nothing, for the columns of a primary key are NOT NULL already.
///
/// <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddKeyUsingIndex {
    /// The table.
    pub table: QualifiedName,
    /// The constraint's name; PostgreSQL gives it to the index too.
    pub name: Ident,
    /// The index's name until then.
    pub index: Ident,
    /// Which constraint it becomes.
    pub kind: KeyKind,
    /// The key; the index has its columns already.
    pub key: Key,
}

/// Which constraint an index becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// `PRIMARY KEY`
    PrimaryKey,
    /// `UNIQUE`
    Unique,
}

impl KeyKind {
    pub(super) fn sql(self) -> &'static str {
        match self {
            KeyKind::PrimaryKey => "PRIMARY KEY",
            KeyKind::Unique => "UNIQUE",
        }
    }
}

impl Kind for AddKeyUsingIndex {
    fn title(&self) -> String {
        format!("make index {} the {} {} of {}", self.index, self.kind.sql().to_lowercase(), self.name, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(
            sql,
            "ALTER TABLE {}\n    ADD CONSTRAINT {} {} USING INDEX {}{};",
            self.table,
            self.name,
            self.kind.sql(),
            self.index,
            deferrability(self.key.deferrable)
        );
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::ConstraintExists {
            table: self.table.clone(),
            name: self.name.clone(),
            contype: match self.kind {
                KeyKind::PrimaryKey => 'p',
                KeyKind::Unique => 'u',
            },
            validated: true,
            definition: constraint_catalog_text(&match self.kind {
                KeyKind::PrimaryKey => Constraint::PrimaryKey(self.key.clone()),
                KeyKind::Unique => Constraint::Unique(self.key.clone()),
            }),
        }
    }
}
