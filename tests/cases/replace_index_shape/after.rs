//! An index of another method, operator class, collation or treatment of NULL is another one; the new one is there before the old one goes.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "documents")]
#[index(body class "jsonb_path_ops", using = gin)]
#[index(title collate "C" class "text_pattern_ops")]
#[index(size, using = hash)]
#[index(title, size, unique, nulls_not_distinct, with(fillfactor = 70))]
struct Document {
    #[column(primary_key)]
    id: i64,
    title: String,
    body: Jsonb,
    size: i32,
    made_on: Date,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Document]
}
