use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    email: Option<Email>,
}

/// An address for letters over the wire.
#[derive(Domain)]
#[domain(default = "'a@b'", check(email_at, "VALUE ~ '@'"))]
struct Email(String);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
