//! Columns that are called as the variables of the checks are.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "t")]
#[check("violating_rows > 0 AND sample_keys > 0 AND row_key > 0")]
#[index(sample_keys, duplicate_keys, duplicate_key, unique)]
#[unique(orphans)]
#[index(sample)]
#[index(child)]
#[index(parent)]
struct T {
    #[column(primary_key)]
    row_key: i64,
    violating_rows: i32,
    sample_keys: i32,
    duplicate_keys: i32,
    duplicate_key: i32,
    orphans: Option<i64>,
    #[references(T::orphans)]
    sample: Option<i64>,
    key: i32,
    #[references(T::row_key)]
    child: Option<i64>,
    #[references(T::row_key)]
    parent: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
