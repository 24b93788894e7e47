//! Queries over rows that the audits share.

use super::{Comparison, push};
use crate::ident::{Ident, QualifiedName};
use crate::model::{ForeignKey, MatchType};

/// Where the rows of a table are, which SELECT ... FROM ONLY asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowsIn {
    /// In itself.
    #[default]
    Itself,
    /// In its partitions.
    Partitions,
}

impl RowsIn {
    fn only(self) -> &'static str {
        match self {
            RowsIn::Itself => "ONLY ",
            RowsIn::Partitions => "",
        }
    }
}

/// Writes `FROM ... WHERE ...` that yields exactly the rows for which VALIDATE CONSTRAINT would fail; the referencing
/// table is `child`.
///
/// As PostgreSQL's own check does (`RI_Initial_Check()` in `ri_triggers.c`): ONLY the tables themselves, the constraint's
/// own equality whatever operators stand in the search path, rows with a NULL passed over under MATCH SIMPLE, and
/// half-null rows counted under MATCH FULL. Of a partitioned table each partition is asked on its own.
pub fn orphans(table: &QualifiedName, foreign_key: &ForeignKey, comparison: &Comparison, referenced: RowsIn) -> String {
    let not_null: Vec<String> =
        foreign_key.columns.iter().map(|column| format!("child.{column} IS NOT NULL")).collect();
    let checked = match foreign_key.match_type {
        MatchType::Simple => not_null.join(" AND "),
        MatchType::Full if not_null.len() == 1 => not_null.join(""),
        MatchType::Full => format!("({})", not_null.join(" OR ")),
    };
    let pairs: Vec<String> = foreign_key
        .columns
        .iter()
        .zip(&foreign_key.referenced_columns)
        .enumerate()
        .map(|(at, (column, referenced))| comparison.condition(at, column, referenced))
        .collect();
    let mut sql = String::new();
    push!(
        sql,
        "FROM ONLY {table} AS child\n     WHERE {checked}\n       AND NOT EXISTS (SELECT FROM {}{} AS parent\n                        WHERE {})",
        referenced.only(),
        foreign_key.references,
        pairs.join("\n                          AND ")
    );
    sql
}

/// Writes `(a, b)` of the columns of a row as text, NULL included.
pub(super) fn row_text(alias: &str, columns: &[Ident]) -> String {
    if columns.is_empty() {
        return "'()'".to_owned();
    }
    let columns: Vec<String> =
        columns.iter().map(|column| format!("coalesce({alias}.{column}::text, 'NULL')")).collect();
    format!("'(' || concat_ws(', ', {}) || ')'", columns.join(", "))
}
