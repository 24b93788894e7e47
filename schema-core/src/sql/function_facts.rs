//! What the catalog says of the functions of invariants.

use super::literal;
use super::postcondition::{has_body, regclass};
use crate::ident::QualifiedName;

/// What the catalog says of a trigger function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionFacts {
    /// SHA-256 of `pg_proc.prosrc`.
    pub body_sha256: String,
    /// `pg_proc.proconfig`: names and values.
    pub settings: Vec<(&'static str, &'static str)>,
    /// The table that it locks rows of with its owner's rights, who needs SELECT and UPDATE on it; nothing for a function
    /// that runs with the caller's rights.
    pub locks: Option<QualifiedName>,
}

impl FunctionFacts {
    pub(super) fn sql(&self) -> String {
        let settings: Vec<String> =
            self.settings.iter().map(|(name, value)| literal(&format!("{name}={value}"))).collect();
        let mut sql = format!(
            "prosecdef = {} AND proconfig = ARRAY[{}]\n                \
             AND NOT pg_catalog.has_function_privilege('public', oid, 'EXECUTE')\n                \
             AND {}",
            self.locks.is_some(),
            settings.join(", "),
            has_body(&self.body_sha256)
        );
        for privilege in self.locks.iter().flat_map(|table| ["SELECT", "UPDATE"].map(|privilege| (table, privilege))) {
            sql.push_str(&format!(
                "\n                AND pg_catalog.has_table_privilege(proowner, {}, '{}')",
                regclass(privilege.0),
                privilege.1
            ));
        }
        sql
    }
}
