use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(name)]
#[index(code)]
struct T {
    #[column(primary_key)]
    id: i64,
    #[column(default = "'x'")]
    name: Varchar<20>,
    price: Option<Numeric<10, 2>>,
    #[column(type = "varbit(5)")]
    bits: Option<String>,
    #[column(type = "timestamp(3)")]
    at: Option<String>,
    code: Varchar<5>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
