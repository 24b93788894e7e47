use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    email: Option<Email>,
    weight: Option<Weight>,
    short: Option<Short>,
}

/// An address for letters over the wire.
#[derive(Domain)]
#[domain(check("VALUE ~ '@'"))]
struct Email(String);

#[derive(Domain)]
struct Weight(i32);

#[derive(Domain)]
struct Short(String);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
