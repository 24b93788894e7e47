//! Rows as SQL. A row says the value of each column that has to be known; the others are left to their defaults.

use std::collections::BTreeMap;

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::Table;

/// Values by column, as SQL.
pub(crate) type Row = BTreeMap<Ident, String>;

/// A row together with the rows that have to stand before it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Planted {
    /// Rows of other tables, in order.
    pub(crate) before: Vec<(QualifiedName, Row)>,
    /// The row.
    pub(crate) row: Row,
}

/// Writes an INSERT.
pub(crate) fn insert(table: &QualifiedName, row: &Row) -> String {
    if row.is_empty() {
        return format!("INSERT INTO {table} DEFAULT VALUES");
    }
    let columns: Vec<String> = row.keys().map(ToString::to_string).collect();
    let values: Vec<&str> = row.values().map(String::as_str).collect();
    format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), values.join(", "))
}

/// Writes an UPDATE of the row that `of` describes.
pub(crate) fn update(name: &QualifiedName, table: &Table, of: &Row, changes: &Row) -> String {
    let sets: Vec<String> = changes.iter().map(|(column, value)| format!("{column} = {value}")).collect();
    format!("UPDATE {name} SET {} WHERE {}", sets.join(", "), identity(table, of))
}

/// Writes a DELETE of the row.
pub(crate) fn delete(name: &QualifiedName, table: &Table, of: &Row) -> String {
    format!("DELETE FROM {name} WHERE {}", identity(table, of))
}

/// The condition that only this row meets: its primary key, else a unique key without NULL, else all its values.
pub(crate) fn identity(table: &Table, row: &Row) -> String {
    let known = |columns: &[Ident]| columns.iter().all(|column| row.get(column).is_some_and(|value| value != "NULL"));
    let primary = table.primary_key().map(|(_, key)| key.columns.as_slice()).filter(|columns| known(columns));
    let key = primary.or_else(|| table.keys().map(|(_, key)| key.columns.as_slice()).find(|columns| known(columns)));
    let columns: Vec<&Ident> = match key {
        Some(columns) => columns.iter().collect(),
        None => row.iter().filter(|(_, value)| *value != "NULL").map(|(column, _)| column).collect(),
    };
    equal(columns.into_iter().map(|column| (column, &row[column])))
}

/// Tells whether two rows have the same values in all of these columns, none of them NULL.
pub(crate) fn share(one: &Row, other: &Row, columns: &[Ident]) -> bool {
    let same =
        |column: &Ident| one.get(column).is_some_and(|value| value != "NULL" && other.get(column) == Some(value));
    columns.iter().all(same)
}

/// Joins `column = value` with AND; NULL is compared as IS NULL.
pub(crate) fn equal<'a>(pairs: impl IntoIterator<Item = (&'a Ident, &'a String)>) -> String {
    let conditions: Vec<String> = pairs
        .into_iter()
        .map(
            |(column, value)| if value == "NULL" { format!("{column} IS NULL") } else { format!("{column} = {value}") },
        )
        .collect();
    if conditions.is_empty() { "true".to_owned() } else { conditions.join(" AND ") }
}

/// Prints values for a reviewer: `latitude = 90, longitude = 13`; long text is shortened.
pub(crate) fn describe<'a>(pairs: impl IntoIterator<Item = (&'a Ident, &'a String)>) -> String {
    let short = |value: &str| match value.chars().count() {
        0..=48 => value.to_owned(),
        length => format!("{}...' ({} characters)", value.chars().take(12).collect::<String>(), length - 2),
    };
    // Defaults stand in parentheses.
    let bare =
        |value: &str| value.strip_prefix('(').and_then(|value| value.strip_suffix(')')).unwrap_or(value).to_owned();
    let part = |(column, value): (&Ident, &String)| format!("{column} = {}", short(&bare(value)));
    let parts: Vec<String> = pairs.into_iter().map(part).collect();
    parts.join(", ")
}
