use std::sync::Arc;

use super::query::{RowsIn, orphans, row_text};
use super::{Comparison, Kind, Postcondition, dollar_quoted, list, literal, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::ForeignKey;

/// Counts the rows that violate a foreign key and fails with their number and the first keys.
///
/// It comes after NOT VALID, which keeps new orphans out, and before VALIDATE, which would name only one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditForeignKey {
    /// The referencing table.
    pub table: QualifiedName,
    /// The constraint's name.
    pub name: Ident,
    /// The constraint.
    pub foreign_key: Arc<ForeignKey>,
    /// How it compares its columns with those referred to.
    pub comparison: Comparison,
    /// Where the rows of the referenced table are.
    pub referenced: RowsIn,
}

impl Kind for AuditForeignKey {
    fn title(&self) -> String {
        format!("audit foreign key {}: fails where orphans are left", self.name)
    }

    fn write(&self, sql: &mut String) {
        let orphans = orphans(&self.table, &self.foreign_key, &self.comparison, self.referenced);
        let key = row_text("child", &self.foreign_key.columns);
        let subject = literal(&format!("constraint {} of {}: ", self.name, self.table));
        let detail = literal(&format!(
            "keys ({}) without a row in {}, for example ",
            list(&self.foreign_key.columns),
            self.foreign_key.references
        ));
        let mut body = String::new();
        push!(
            body,
            "\nDECLARE\n    orphans bigint;\n    sample text;\nBEGIN\n    SELECT count(*) INTO orphans\n      {orphans};\n    IF orphans > 0 THEN\n        SELECT string_agg(key, ', ' ORDER BY key) INTO sample FROM (SELECT DISTINCT {key} AS key\n      {orphans}\n        ORDER BY 1 LIMIT 5) AS keys;\n        RAISE EXCEPTION USING\n            ERRCODE = 'foreign_key_violation',\n            MESSAGE = {subject} || orphans || ' orphan rows',\n            DETAIL = {detail} || sample,\n            HINT = 'Repair these rows, then run this file again: new ones cannot come, the constraint is in force.';\n    END IF;\nEND\n"
        );
        push!(sql, "DO {};", dollar_quoted("audit", &body));
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessShare)
            .and_lock(&self.foreign_key.references, LockMode::AccessShare)
            .and_scan(&self.table)
            .and_scan(&self.foreign_key.references)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Nothing
    }
}
