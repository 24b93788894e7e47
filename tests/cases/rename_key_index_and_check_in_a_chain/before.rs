use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events")]
#[unique(a, name = "one")]
#[index(b, name = "two")]
#[check(zero, "c > 0")]
struct Event {
    #[column(primary_key)]
    id: i64,
    a: i64,
    b: i64,
    c: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
