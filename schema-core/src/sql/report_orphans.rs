use std::collections::BTreeSet;
use std::sync::Arc;

use super::query::{RowsIn, orphans};
use super::{Comparison, Kind, Postcondition, literal, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::ForeignKey;

/// Lists how many rows violate each foreign key that is about to be added, before anything changes. It fails for none:
/// the audit that gates comes once new orphans can no longer arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportOrphans {
    /// Those that are about to be added; of a partitioned table once for each partition.
    pub foreign_keys: Vec<Referring>,
    /// Referenced tables whose rows are in partitions.
    pub partitioned: BTreeSet<QualifiedName>,
}

/// A table that refers to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referring {
    /// It, or a partition of it.
    pub table: QualifiedName,
    /// The constraint's name.
    pub name: Ident,
    /// The constraint.
    pub foreign_key: Arc<ForeignKey>,
    /// How it compares its columns with those referred to.
    pub comparison: Comparison,
}

impl Kind for ReportOrphans {
    fn title(&self) -> String {
        let count = self.foreign_keys.len();
        format!("report orphans of {count} foreign key{}, fails for none", if count == 1 { "" } else { "s" })
    }

    fn write(&self, sql: &mut String) {
        let mut separator = "";
        for Referring { table, name, foreign_key, comparison } in &self.foreign_keys {
            let is_partitioned = self.partitioned.contains(&foreign_key.references);
            let referenced = if is_partitioned { RowsIn::Partitions } else { RowsIn::Itself };
            push!(
                sql,
                "{separator}SELECT {} AS foreign_key, {} AS referencing_table, count(*) AS orphans\n      {}",
                literal(name.as_str()),
                literal(&table.to_string()),
                orphans(table, foreign_key, comparison, referenced)
            );
            separator = "\nUNION ALL\n";
        }
        sql.push_str("\nORDER BY orphans DESC, referencing_table, foreign_key;");
    }

    fn effects(&self, _major: &Major) -> Effects {
        self.foreign_keys.iter().fold(Effects::none(), |effects, referring| {
            let (table, references) = (&referring.table, &referring.foreign_key.references);
            effects
                .and_lock(table, LockMode::AccessShare)
                .and_lock(references, LockMode::AccessShare)
                .and_scan(table)
                .and_scan(references)
        })
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Nothing
    }
}
