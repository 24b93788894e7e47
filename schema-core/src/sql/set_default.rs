use super::{Kind, Postcondition, push};
use crate::effects::Effects;
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... ALTER COLUMN ... SET DEFAULT`. Rows that are there keep what they have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetDefault {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: Ident,
    /// The default, as SQL.
    pub default: String,
}

impl Kind for SetDefault {
    fn title(&self) -> String {
        format!("set the default of {} of {}", self.column, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    ALTER COLUMN {} SET DEFAULT {};", self.table, self.column, self.default);
    }

    fn effects(&self, _major: u16) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Default {
            table: self.table.clone(),
            column: self.column.clone(),
            exists: !is_null(&self.default),
        }
    }
}

/// Tells whether the default is a NULL, for which PostgreSQL keeps no row in `pg_attrdef`.
fn is_null(default: &str) -> bool {
    let constant = default.split_once("::").map_or(default, |(constant, _)| constant);
    constant.trim().eq_ignore_ascii_case("null")
}
