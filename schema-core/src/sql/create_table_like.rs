use super::definition::{partition_by, storage_parameters};
use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;
use crate::model::{PartitionBy, StorageParameters};

/// `CREATE TABLE ... (LIKE ...)`: what is to become a partition of a table in use.
///
/// `PARTITION OF` would lock that table in ACCESS EXCLUSIVE. Indexes, foreign keys and triggers come with ATTACH PARTITION,
/// under the names that PostgreSQL gives those of partitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTableLike {
    /// Its name.
    pub name: QualifiedName,
    /// The table or partition that it is to be one of.
    pub like: QualifiedName,
    /// How it is divided in its turn.
    pub by: Option<PartitionBy>,
    /// Whether a crash empties it.
    pub unlogged: bool,
    /// Storage parameters.
    pub options: StorageParameters,
}

impl Kind for CreateTableLike {
    fn title(&self) -> String {
        format!("create table {}, to be a partition of {}", self.name, self.like)
    }

    fn write(&self, sql: &mut String) {
        let unlogged = if self.unlogged { "UNLOGGED " } else { "" };
        push!(
            sql,
            "CREATE {unlogged}TABLE {} (\n    LIKE {} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE \
             INCLUDING COMPRESSION\n)",
            self.name,
            self.like
        );
        if let Some(by) = &self.by {
            push!(sql, "{}", partition_by(by));
        }
        push!(sql, "{};", storage_parameters(&self.options));
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.name, LockMode::AccessExclusive).and_lock(&self.like, LockMode::AccessShare)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Table { name: self.name.clone(), exists: true }
    }
}
