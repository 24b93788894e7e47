use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... ATTACH PARTITION`: readers and writers of the others go on, unless there is a default partition. The new
/// one's rows are read, unless it has a CHECK that its bound follows from.
///
/// The default partition is locked in ACCESS EXCLUSIVE and read, for rows that would be the new partition's.
///
/// <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-ATTACH-PARTITION>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachPartition {
    /// The table or partition that it is to be one of.
    pub of: QualifiedName,
    /// What that is a partition of, and so on up to the table.
    pub above: Vec<QualifiedName>,
    /// The partition.
    pub name: QualifiedName,
    /// `DEFAULT` or `FOR VALUES ...`
    pub bound: String,
    /// Whether a CHECK proves that its rows fit.
    pub is_proven: bool,
    /// The default partition beside it.
    pub default: Option<QualifiedName>,
    /// The tables that foreign keys refer to, and those whose foreign keys refer to the table: each gets triggers.
    pub linked: Vec<QualifiedName>,
}

impl Kind for AttachPartition {
    fn title(&self) -> String {
        format!("attach partition {} to {}", self.name, self.of)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    ATTACH PARTITION {} {};", self.of, self.name, self.bound);
    }

    fn effects(&self, _major: &Major) -> Effects {
        let mut effects =
            Effects::lock(&self.of, LockMode::ShareUpdateExclusive).and_lock(&self.name, LockMode::AccessExclusive);
        if !self.is_proven {
            effects = effects.and_scan(&self.name);
        }
        for above in &self.above {
            effects = effects.and_lock(above, LockMode::AccessShare);
        }
        for linked in &self.linked {
            effects = effects.and_lock(linked, LockMode::ShareRowExclusive);
        }
        match &self.default {
            Some(default) => effects.and_lock(default, LockMode::AccessExclusive).and_scan(default),
            None => effects,
        }
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::Partition { name: self.name.clone(), of: self.of.clone(), exists: true }.into()
    }
}
