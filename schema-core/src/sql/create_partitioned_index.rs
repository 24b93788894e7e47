use super::create_index::unique;
use super::{Kind, Postcondition, index_definition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::Index;

/// `CREATE INDEX ... ON ONLY` a partitioned table in use, of the indexes that CREATE INDEX CONCURRENTLY built on its
/// partitions: nothing is read. PostgreSQL builds no index of a partitioned table concurrently.
///
/// <https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatePartitionedIndex {
    /// The table.
    pub table: QualifiedName,
    /// The index's name.
    pub name: Ident,
    /// The index.
    pub index: Index,
    /// Those of the partitions, each before those below it.
    pub parts: Vec<IndexPart>,
}

/// The index of a partition, which becomes a part of the table's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexPart {
    /// The partition.
    pub table: QualifiedName,
    /// The index's name.
    pub name: Ident,
    /// The index that it becomes a part of.
    pub of: QualifiedName,
    /// Whether the partition is divided in its turn, so that its index is to be made too.
    pub is_divided: bool,
}

impl Kind for CreatePartitionedIndex {
    fn title(&self) -> String {
        format!("make {}index {} on {} of those of its partitions", unique(&self.index), self.name, self.table)
    }

    fn write(&self, sql: &mut String) {
        let create = |table: &QualifiedName, name: &Ident| {
            let unique = unique(&self.index).to_uppercase();
            format!("CREATE {unique}INDEX {name}\n    ON ONLY {table} {};", index_definition(&self.index))
        };
        push!(sql, "{}", create(&self.table, &self.name));
        for part in self.parts.iter().filter(|part| part.is_divided) {
            push!(sql, "\n{}", create(&part.table, &part.name));
        }
        push_attach(sql, &self.parts);
    }

    fn effects(&self, _major: &Major) -> Effects {
        let effects = Effects::lock(&self.table, LockMode::Share);
        self.parts.iter().fold(effects, |effects, part| effects_of_part(effects, part, LockMode::Share))
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::IndexValid { table: self.table.clone(), name: self.name.clone() }
    }
}

/// Attaches the lowest first: an index becomes valid with the last of its parts.
pub(super) fn push_attach(sql: &mut String, parts: &[IndexPart]) {
    for part in parts.iter().rev() {
        push!(sql, "\nALTER INDEX {} ATTACH PARTITION {};", part.of, part.table.sibling(&part.name));
    }
}

/// Adds what one part is locked in: its table weakly, unless an index is made on that too; its index so that no query can
/// be planned meanwhile.
pub(super) fn effects_of_part(effects: Effects, part: &IndexPart, of_divided: LockMode) -> Effects {
    if part.is_divided {
        return effects.and_lock(&part.table, of_divided);
    }
    effects
        .and_lock(&part.table, LockMode::AccessShare)
        .and_lock(&part.table.sibling(&part.name), LockMode::AccessExclusive)
}
