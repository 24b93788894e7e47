use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check("id > 0")]
struct T {
    #[column(primary_key)]
    id: i64,
    price: i32,
    #[column(generated_virtual = "price * 2")]
    double: Option<i32>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 18..=18,
    tables = [T]
}
