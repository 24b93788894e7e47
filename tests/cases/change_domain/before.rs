use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    email: Option<Email>,
    weight: Option<Weight>,
    place: Option<Place>,
}

/// An address for letters over the wire.
#[derive(Domain)]
#[domain(default = "'a@b'", check(email_at, "VALUE ~ '@'"))]
struct Email(String);

#[derive(Domain)]
struct Weight(i32);

#[derive(Domain)]
#[domain(not_null, default = "1")]
struct Place(i32);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
