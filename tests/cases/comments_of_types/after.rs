//! What is said of attributes of composite types, of the CHECKs of domains and of routines comes, changes and goes.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    email: Option<Email>,
    address: Option<Address>,
    size: Option<Size>,
}

#[derive(Domain)]
#[domain(
    check("VALUE ~ '@'", comment = "has changed"),
    check(short, "length(VALUE) < 100", comment = "is replaced, and stays"),
    check(new, "VALUE <> 'b@b'", comment = "comes")
)]
struct Email(String);

#[derive(Composite)]
struct Address {
    /// Is renamed, and stays.
    #[attribute(was = "city")]
    town: String,
    zip: i32,
    /// Where it is.
    country: String,
    /// Comes.
    #[attribute(name = "Street")]
    street: String,
}

#[derive(Composite)]
struct Size {
    /// In metres.
    width: i32,
    #[attribute(collate = "C")]
    unit: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.one()" = ("CREATE FUNCTION public.one() RETURNS int LANGUAGE sql RETURN 1", comment = "Is one."),
    },
    tables = [T]
}
