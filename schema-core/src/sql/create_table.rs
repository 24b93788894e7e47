use super::definition::{partition_by, storage_parameters};
use super::{Kind, Postcondition, column_definition, constraint_definition, push};
use crate::effects::Effects;
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;
use crate::model::{Constraint, Table, Validity};

/// `CREATE TABLE`, with the constraints that lock no other table: all but foreign keys to others, and those not valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTable {
    /// Its name.
    pub name: QualifiedName,
    /// What it is to have; comments, indexes, foreign keys to other tables and partitions are steps of their own.
    pub table: Table,
}

impl CreateTable {
    /// Tells whether CREATE TABLE itself makes the constraint. `NOT VALID` says nothing in CREATE TABLE.
    pub fn takes(name: &QualifiedName, constraint: &Constraint) -> bool {
        if constraint.validity() == Validity::NotValid {
            return false;
        }
        match constraint {
            Constraint::PrimaryKey(_)
            | Constraint::Unique(_)
            | Constraint::Check(_)
            | Constraint::Exclusion(_) => true,
            Constraint::ForeignKey(foreign_key) => foreign_key.references == *name,
        }
    }
}

impl Kind for CreateTable {
    fn title(&self) -> String {
        format!("create table {}", self.name)
    }

    fn write(&self, sql: &mut String) {
        let unlogged = if self.table.unlogged { "UNLOGGED " } else { "" };
        push!(sql, "CREATE {unlogged}TABLE {} (", self.name);
        let mut separator = "\n    ";
        for column in &self.table.columns {
            push!(sql, "{separator}{}", column_definition(column));
            separator = ",\n    ";
        }
        for (name, constraint) in self.table.constraints.iter().filter(|(_, c)| CreateTable::takes(&self.name, c)) {
            push!(sql, "{separator}CONSTRAINT {name} {}", constraint_definition(constraint));
            separator = ",\n    ";
        }
        push!(sql, "\n)");
        if let Some(partitioning) = &self.table.partitioning {
            push!(sql, "{}", partition_by(&partitioning.by));
        }
        push!(sql, "{};", storage_parameters(&self.table.options));
    }

    fn effects(&self, _major: u16) -> Effects {
        Effects::lock(&self.name, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Table { name: self.name.clone(), exists: true }
    }
}
