use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `DROP INDEX` of a partitioned table, with those of its partitions: PostgreSQL drops none of them concurrently.
///
/// <https://www.postgresql.org/docs/current/sql-dropindex.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropPartitionedIndex {
    /// The table.
    pub table: QualifiedName,
    /// The index's name.
    pub name: Ident,
}

impl Kind for DropPartitionedIndex {
    fn title(&self) -> String {
        format!("drop index {} of {} and of its partitions", self.name, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "DROP INDEX {};", self.table.sibling(&self.name));
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::IndexAbsent { name: self.table.sibling(&self.name) }
    }
}
