use super::create_index::unique;
use super::{Kind, Postcondition, index_definition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::Index;

/// `CREATE INDEX CONCURRENTLY`: reads the table twice, and waits for every older transaction of the database.
///
/// Without a lock_timeout: one that fires leaves an INVALID index behind, which is to be dropped before the next attempt.
///
/// <https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateIndexConcurrently {
    /// The table.
    pub table: QualifiedName,
    /// The index's name.
    pub name: Ident,
    /// The index.
    pub index: Index,
}

impl Kind for CreateIndexConcurrently {
    fn title(&self) -> String {
        format!("create {}index {} on {}, concurrently", unique(&self.index), self.name, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(
            sql,
            "CREATE {}INDEX CONCURRENTLY {}\n    ON {} {};",
            unique(&self.index).to_uppercase(),
            self.name,
            self.table,
            index_definition(&self.index)
        );
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::ShareUpdateExclusive).and_scan(&self.table).outside_block()
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::IndexValid { table: self.table.clone(), name: self.name.clone() }
    }
}
