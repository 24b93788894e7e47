use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    email: Option<Email>,
    weight: Option<Weight>,
    short: Option<Short>,
    given: Option<Given>,
    plain: Option<i32>,
}

/// An address for letters over the wire.
#[derive(Domain)]
#[domain(check("VALUE ~ '@'"))]
struct Email(String);

#[derive(Domain)]
struct Weight(i32);

#[derive(Domain)]
struct Short(String);

#[derive(Domain)]
struct Given(i32);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
