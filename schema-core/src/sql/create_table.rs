use super::definition::{partition_by, storage_parameters};
use super::{Kind, Postcondition, column_definition, constraint_definition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::{Constraint, Key, Table, Validity};

/// `CREATE TABLE`, with the constraints that lock no other table and wait for no index: all but foreign keys to others or
/// to a unique index, and those not valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTable {
    /// Its name.
    pub name: QualifiedName,
    /// What it is to have; comments, indexes, foreign keys to other tables and partitions are steps of their own.
    pub table: Table,
}

impl CreateTable {
    /// Tells whether CREATE TABLE itself makes the constraint. `NOT VALID` says nothing in CREATE TABLE; and of two keys that
    /// are the same it would make one, without a word.
    pub fn takes(name: &QualifiedName, table: &Table, (own, constraint): (&Ident, &Constraint)) -> bool {
        if constraint.validity() == Validity::NotValid {
            return false;
        }
        match constraint {
            Constraint::PrimaryKey(_) | Constraint::Check(_) | Constraint::Exclusion(_) => true,
            Constraint::Unique(key) => {
                let primary = table.primary_key().map(|(name, _)| name);
                let mut others = table.keys().filter(|(other, _)| *other < own || Some(*other) == primary);
                !others.any(|(_, other)| is_same(key, other))
            }
            // What rests on a unique index waits for it.
            Constraint::ForeignKey(foreign_key) => {
                foreign_key.references == *name && table.keys_for(foreign_key).next().is_some()
            }
        }
    }

    /// Writes the statement of a table that is only lent.
    pub(super) fn write_table(name: &QualifiedName, table: &Table, sql: &mut String) {
        let unlogged = if table.unlogged { "UNLOGGED " } else { "" };
        push!(sql, "CREATE {unlogged}TABLE {name} (");
        let mut separator = "\n    ";
        for column in &table.columns {
            push!(sql, "{separator}{}", column_definition(name, column));
            separator = ",\n    ";
        }
        let inline = |constraint: &(&Ident, &Constraint)| CreateTable::takes(name, table, *constraint);
        for (name, constraint) in table.constraints.iter().filter(inline) {
            push!(sql, "{separator}CONSTRAINT {name} {}", constraint_definition(constraint));
            separator = ",\n    ";
        }
        push!(sql, "\n)");
        if let Some(partitioning) = &table.partitioning {
            push!(sql, "{}", partition_by(&partitioning.by));
        }
        push!(sql, "{};", storage_parameters(&table.options));
    }
}

/// Tells whether PostgreSQL takes two keys of one CREATE TABLE for one: it does not look at storage parameters.
fn is_same(one: &Key, other: &Key) -> bool {
    let without = |key: &Key| Key { options: Default::default(), comment: None, ..key.clone() };
    without(one) == without(other)
}

impl Kind for CreateTable {
    fn title(&self) -> String {
        format!("create table {}", self.name)
    }

    fn write(&self, sql: &mut String) {
        CreateTable::write_table(&self.name, &self.table, sql);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.name, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Table { name: self.name.clone(), exists: true }
    }
}
