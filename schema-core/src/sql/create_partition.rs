use super::definition::{partition_by, storage_parameters};
use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;
use crate::model::Partition;

/// `CREATE TABLE ... PARTITION OF`, of a table that the same migration made: it locks that in ACCESS EXCLUSIVE.
///
/// <https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARTITION>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatePartition {
    /// Its name.
    pub name: QualifiedName,
    /// The table or partition that it is one of.
    pub of: QualifiedName,
    /// What it is; its own partitions are steps of their own.
    pub partition: Partition,
    /// The default partition beside it, where that is there already: PostgreSQL looks into it for rows that would be this
    /// one's.
    pub default: Option<QualifiedName>,
}

impl Kind for CreatePartition {
    fn title(&self) -> String {
        format!("create partition {} of the new table {}", self.name, self.of)
    }

    fn write(&self, sql: &mut String) {
        let Partition { bound, unlogged, options, partitioning, .. } = &self.partition;
        let unlogged = if *unlogged { "UNLOGGED " } else { "" };
        push!(sql, "CREATE {unlogged}TABLE {} PARTITION OF {}\n    {bound}", self.name, self.of);
        if let Some(partitioning) = partitioning {
            push!(sql, "{}", partition_by(&partitioning.by));
        }
        push!(sql, "{};", storage_parameters(options));
    }

    fn effects(&self, _major: &Major) -> Effects {
        let effects =
            Effects::lock(&self.name, LockMode::AccessExclusive).and_lock(&self.of, LockMode::AccessExclusive);
        match &self.default {
            Some(default) => effects.and_lock(default, LockMode::AccessExclusive).and_scan(default),
            None => effects,
        }
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::Partition { name: self.name.clone(), of: self.of.clone(), exists: true }.into()
    }
}
