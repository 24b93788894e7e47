//! What a migration is to do to rows, where the declaration alone does not tell.

use serde::{Deserialize, Serialize};

use super::Expression;
use crate::ident::{Ident, QualifiedName};
use crate::types::PgType;

/// What becomes of the values of a column while it changes: of the way to another schema, not of the schema itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RowHint {
    /// How values get from one type to another.
    Using {
        /// The table, under its new name.
        table: QualifiedName,
        /// The column, under its new name.
        column: Ident,
        /// The type before: what is said holds for no other.
        from: PgType,
        /// An SQL expression over the row as it is, for the value of the new type.
        forth: String,
        /// One for the value of the old type, over the row as it is then; nothing where there is no way back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back: Option<String>,
    },
    /// The value of a column that becomes NOT NULL, in rows where it is NULL.
    Backfill {
        /// The table, under its new name.
        table: QualifiedName,
        /// The column, under its new name.
        column: Ident,
        /// The value, over the row.
        value: Expression,
    },
}
