use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    plain: Option<i32>,
    price: i32,
    #[column(generated = "price * 2")]
    stored: Option<i32>,
    #[column(generated = "price * 2")]
    needed: i32,
    #[column(generated_virtual = "price * 2")]
    computed: Option<i32>,
    last: Option<String>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 18..=18,
    tables = [T]
}
