use super::query::row_text;
use super::{Kind, Postcondition, dollar_quoted, list, literal, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// Fails where rows violate a CHECK that is about to be added, before anything changes: with a CHECK that is NOT VALID,
/// every UPDATE of such a row would fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRows {
    /// The table.
    pub table: QualifiedName,
    /// The constraint's name.
    pub name: Ident,
    /// The condition, as SQL. A row for which it is NULL does not violate it.
    pub condition: String,
    /// Columns that tell a reader which row it is: the primary key, or all there are.
    pub key: Vec<Ident>,
}

impl Kind for CheckRows {
    fn title(&self) -> String {
        format!("look for rows of {} that violate {}", self.table, self.name)
    }

    fn write(&self, sql: &mut String) {
        let violating = format!("FROM ONLY {}\n     WHERE ({}) IS FALSE", self.table, self.condition);
        let subject = literal(&format!("constraint {} of {}: ", self.name, self.table));
        let detail = literal(&format!("rows with ({}), for example ", list(&self.key)));
        // The condition names columns without a table, so the table has no alias here.
        let key = row_text(&self.table.name.to_string(), &self.key);
        let mut body = String::new();
        push!(
            body,
            "\n#variable_conflict use_column\nDECLARE\n    violating_rows bigint;\n    sample_keys text;\nBEGIN\n    SELECT count(*) INTO violating_rows\n      {violating};\n    IF violating_rows > 0 THEN\n        SELECT string_agg(row_key, ', ' ORDER BY row_key) INTO sample_keys FROM (SELECT {key} AS row_key\n      {violating}\n        ORDER BY 1 LIMIT 5) AS keys;\n        RAISE EXCEPTION USING\n            ERRCODE = 'check_violation',\n            MESSAGE = {subject} || violating_rows || ' rows violate it',\n            DETAIL = {detail} || sample_keys,\n            HINT = 'Repair these rows first: once the constraint is there, every UPDATE of them fails.';\n    END IF;\nEND\n"
        );
        push!(sql, "DO {};", dollar_quoted("check", &body));
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessShare).and_scan(&self.table)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Nothing
    }
}
