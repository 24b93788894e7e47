use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "t")]
struct T {
    #[column(primary_key)]
    row_key: i64,
    violating_rows: i32,
    sample_keys: i32,
    duplicate_keys: i32,
    duplicate_key: i32,
    orphans: Option<i64>,
    sample: Option<i64>,
    key: i32,
    child: Option<i64>,
    parent: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
