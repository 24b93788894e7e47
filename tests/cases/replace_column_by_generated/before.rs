use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    /// What it was to cost.
    plain: i32,
    price: i32,
    #[column(generated = "price * 2")]
    double: i32,
    last: Option<String>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
