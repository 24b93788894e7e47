use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(name_filled, "name <> ''")]
#[index(age)]
struct T {
    #[column(primary_key)]
    id: i64,
    age: Option<i32>,
    #[column(default = "'x'")]
    name: Varchar<20>,
    price: Option<Numeric<10, 2>>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
