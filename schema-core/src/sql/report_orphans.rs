use std::collections::BTreeSet;
use std::sync::Arc;

use super::query::{RowsIn, orphans};
use super::{Kind, Postcondition, literal, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::ForeignKey;

/// Lists how many rows violate each foreign key that is about to be added, before anything changes. It fails for none:
/// the audit that gates comes once new orphans can no longer arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportOrphans {
    /// The referencing table, the constraint's name, the constraint.
    pub foreign_keys: Vec<(QualifiedName, Ident, Arc<ForeignKey>)>,
    /// Referenced tables whose rows are in partitions.
    pub partitioned: BTreeSet<QualifiedName>,
}

impl Kind for ReportOrphans {
    fn title(&self) -> String {
        let count = self.foreign_keys.len();
        format!("report orphans of {count} foreign key{}, fails for none", if count == 1 { "" } else { "s" })
    }

    fn write(&self, sql: &mut String) {
        let mut separator = "";
        for (table, name, foreign_key) in &self.foreign_keys {
            let is_partitioned = self.partitioned.contains(&foreign_key.references);
            let referenced = if is_partitioned { RowsIn::Partitions } else { RowsIn::Itself };
            push!(
                sql,
                "{separator}SELECT {} AS foreign_key, {} AS referencing_table, count(*) AS orphans\n      {}",
                literal(name.as_str()),
                literal(&table.to_string()),
                orphans(table, foreign_key, referenced)
            );
            separator = "\nUNION ALL\n";
        }
        sql.push_str("\nORDER BY orphans DESC, referencing_table, foreign_key;");
    }

    fn effects(&self, _major: &Major) -> Effects {
        self.foreign_keys.iter().fold(Effects::none(), |effects, (table, _, foreign_key)| {
            effects
                .and_lock(table, LockMode::AccessShare)
                .and_lock(&foreign_key.references, LockMode::AccessShare)
                .and_scan(table)
                .and_scan(&foreign_key.references)
        })
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Nothing
    }
}
