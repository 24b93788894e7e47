//! Primary keys, unique constraints and unique indexes.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::Expression;

use super::MatrixError;
use super::attempt::Attempt;
use super::builder::Builder;
use super::columns::{key_columns, unique_sets};
use super::completion::Completion;
use super::row::{self, Row};
use super::states::Deed;
use super::values::Tag;

/// The attempts that probe what is unique.
pub(super) async fn attempts(builder: &Builder<'_>, table: &QualifiedName) -> Result<Vec<Attempt>, MatrixError> {
    let definition = builder.table(table);
    let mut attempts = Vec::new();
    for (name, key) in definition.keys() {
        let same = values_of(builder, table, &key.columns);
        let text = format!("insert with {} of another row", list(&key.columns));
        attempts.push(duplicate(builder, table, name, &key.columns, text, &Row::new(), &same));
        for column in key.columns.iter().filter(|column| is_nullable(builder, table, column)) {
            attempts.push(with_null(builder, table, name, &same, column));
        }
    }
    for (name, index) in definition.indexes.iter().filter(|(_, index)| index.unique) {
        let columns = key_columns(index);
        let Some(predicate) = &index.predicate else {
            let text = format!("insert with {} of another row", list(&columns));
            let same = values_of(builder, table, &columns);
            attempts.push(duplicate(builder, table, name, &columns, text, &Row::new(), &same));
            continue;
        };
        attempts.extend(partial(builder, table, name, &columns, predicate).await?);
    }
    Ok(attempts)
}

/// Two rows with the same key, both inside of the predicate and both outside.
async fn partial(
    builder: &Builder<'_>,
    table: &QualifiedName,
    name: &Ident,
    columns: &[Ident],
    predicate: &Expression,
) -> Result<Vec<Attempt>, MatrixError> {
    let mut attempts = Vec::new();
    for (place, wanted) in [("inside", "IS TRUE"), ("outside", "IS NOT TRUE")] {
        let text = format!("insert with {} of another row, both {place} of the predicate", list(columns));
        // Written so that NULL does not count as met: conditions of a search hold unless they are false.
        let extra = [(format!("({}) {wanted}", predicate.sql), predicate.columns.clone())];
        let free = |column: &Ident| !columns.contains(column) && builder.is_free(table, column);
        let mut found = Vec::new();
        for tag in [Tag::A, Tag::P] {
            let row = builder.world.row(table, tag);
            let none = Row::new();
            let completion = Completion { table, row, pinned: &none, extra: &extra, skip: None, all: false };
            found.extend(completion.run(builder.client, builder.subject, &free).await?);
        }
        attempts.push(match &found[..] {
            [of_other, of_own] => {
                let mut own = values_of(builder, table, columns);
                own.extend(of_own.clone());
                duplicate(builder, table, name, columns, text, of_other, &own)
            }
            _ => Attempt::impossible(name, text, format!("no row {place} of the predicate was found")),
        });
    }
    Ok(attempts)
}

/// Inserts a row with the key of the world's row, which is changed first.
fn duplicate(
    builder: &Builder<'_>,
    table: &QualifiedName,
    name: &Ident,
    columns: &[Ident],
    text: String,
    change: &Row,
    own: &Row,
) -> Attempt {
    let other = builder.world.row(table, Tag::A);
    // Not the row that other attempts insert: it refers to the world's row of its own table, and is not to refer to itself.
    let planted = builder.world.planted(table, Tag::P);
    let mut row = planted.row.clone();
    row.extend(own.clone());
    let equal = |row: &Row, columns: &[Ident]| {
        let same =
            |column: &Ident| row.get(column).is_some_and(|value| value != "NULL" && other.get(column) == Some(value));
        columns.iter().all(same)
    };
    // What the two rows come to share; what they shared before, a predicate keeps apart.
    let overlapping: Vec<&Ident> = names_of(builder, table)
        .filter(|(key, columns)| *key != name && equal(&row, columns) && !equal(&planted.row, columns))
        .map(|(key, _)| key)
        .collect();
    let linked: Vec<&Ident> = columns.iter().filter(|column| row.get(*column) != planted.row.get(*column)).collect();
    builder
        .draft()
        .open(table, Deed::Insert)
        .plant_before(planted)
        .change(table, other, change)
        .aside_keys(table, &overlapping)
        .aside_foreign_keys(table, &builder.foreign_keys_of(table, &linked, None))
        .act(name, text, row::insert(table, &row))
}

/// Two rows with the same key but for NULL in one column, which is equal to nothing.
fn with_null(builder: &Builder<'_>, table: &QualifiedName, name: &Ident, same: &Row, column: &Ident) -> Attempt {
    let null = Row::from([(column.clone(), "NULL".to_owned())]);
    let mut own = same.clone();
    own.extend(null.clone());
    let columns: Vec<Ident> = same.keys().filter(|other| *other != column).cloned().collect();
    let text = format!("insert with {} of another row, {column} NULL in both", list(&columns));
    duplicate(builder, table, name, &columns, text, &null, &own)
}

/// Names and columns of what is unique in a table.
fn names_of<'a>(builder: &Builder<'a>, table: &QualifiedName) -> impl Iterator<Item = (&'a Ident, Vec<Ident>)> {
    let definition = builder.table(table);
    let keys = definition.keys().map(|(name, _)| name);
    let indexes = definition.indexes.iter().filter(|(_, index)| index.unique).map(|(name, _)| name);
    keys.chain(indexes).zip(unique_sets(definition).into_iter().map(|(columns, _)| columns))
}

fn values_of(builder: &Builder<'_>, table: &QualifiedName, columns: &[Ident]) -> Row {
    let row = builder.world.row(table, Tag::A);
    columns.iter().filter_map(|column| Some((column.clone(), row.get(column)?.clone()))).collect()
}

fn is_nullable(builder: &Builder<'_>, table: &QualifiedName, column: &Ident) -> bool {
    builder.table(table).column(column).is_some_and(|column| column.nullable)
}

fn list(columns: &[Ident]) -> String {
    columns.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
