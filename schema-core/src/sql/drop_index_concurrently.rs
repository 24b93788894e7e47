use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `DROP INDEX CONCURRENTLY`: waits for every transaction that may still use the index.
///
/// In its last transaction it locks the index in ACCESS EXCLUSIVE. By then no query can find the index, and those that
/// could have ended, so nobody's reads or writes are behind that lock and the effects do not list it.
///
/// <https://www.postgresql.org/docs/current/sql-dropindex.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropIndexConcurrently {
    /// The table.
    pub table: QualifiedName,
    /// The index's name.
    pub name: Ident,
}

impl Kind for DropIndexConcurrently {
    fn title(&self) -> String {
        format!("drop index {} of {}, concurrently", self.name, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "DROP INDEX CONCURRENTLY {};", self.table.sibling(&self.name));
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::ShareUpdateExclusive)
            .and_lock(&self.table.sibling(&self.name), LockMode::ShareUpdateExclusive)
            .outside_block()
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::IndexAbsent { name: self.table.sibling(&self.name) }
    }
}
