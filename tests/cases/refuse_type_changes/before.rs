use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(f)]
#[check("d > 0")]
#[index(g, where = "id > 0")]
struct T {
    #[column(primary_key)]
    id: i64,
    a: String,
    b: Option<Timestamp>,
    c: Option<String>,
    d: Option<i32>,
    e: Option<Bit<3>>,
    f: Option<String>,
    g: Option<Varchar<10>>,
    h: Option<Numeric<10, 2>>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
