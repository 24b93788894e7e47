use std::sync::Arc;

use super::{Kind, Postcondition, foreign_key_catalog_text, foreign_key_definition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::ForeignKey;

/// `ALTER TABLE ... ADD CONSTRAINT ... FOREIGN KEY` of a partitioned table without rows, or whose partitions have the
/// foreign key, valid: PostgreSQL makes those parts of the table's and reads no row.
///
/// Before 18 it refuses NOT VALID for a partitioned table, but not for a partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddPartitionedForeignKey {
    /// The referencing table.
    pub table: QualifiedName,
    /// The constraint's name.
    pub name: Ident,
    /// The constraint.
    pub foreign_key: Arc<ForeignKey>,
    /// Where the foreign keys of the partitions come from.
    pub parts: ForeignKeyParts,
}

/// Where the foreign keys of partitions come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForeignKeyParts {
    /// They are made with the table's; there are no rows.
    New,
    /// They are there, valid: their triggers on the referenced table go, which locks that in ACCESS EXCLUSIVE. Where that is
    /// partitioned, what they have for each of its partitions goes too, which locks these referencing partitions likewise.
    Adopted(Vec<QualifiedName>),
}

impl Kind for AddPartitionedForeignKey {
    fn title(&self) -> String {
        match &self.parts {
            ForeignKeyParts::New => format!("add foreign key {} to {}, which has no rows", self.name, self.table),
            ForeignKeyParts::Adopted(_) => {
                format!("make foreign key {} of {} of those of its partitions", self.name, self.table)
            }
        }
    }

    fn write(&self, sql: &mut String) {
        let definition = foreign_key_definition(&self.foreign_key);
        push!(sql, "ALTER TABLE {}\n    ADD CONSTRAINT {}\n    {definition};", self.table, self.name);
    }

    fn effects(&self, _major: &Major) -> Effects {
        let effects = Effects::lock(&self.table, LockMode::ShareRowExclusive);
        let references = &self.foreign_key.references;
        match &self.parts {
            ForeignKeyParts::New => effects.and_lock(references, LockMode::ShareRowExclusive).and_scan(&self.table),
            ForeignKeyParts::Adopted(locked) => {
                locked.iter().fold(effects.and_lock(references, LockMode::AccessExclusive), |effects, partition| {
                    effects.and_lock(partition, LockMode::AccessExclusive)
                })
            }
        }
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::ConstraintExists {
            table: self.table.clone(),
            name: self.name.clone(),
            contype: 'f',
            validated: true,
            definition: Some(foreign_key_catalog_text(&self.foreign_key)),
        }
    }
}
