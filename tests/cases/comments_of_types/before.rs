use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    email: Option<Email>,
    address: Option<Address>,
}

#[derive(Domain)]
#[domain(
    check("VALUE ~ '@'", comment = "changes"),
    check(short, "length(VALUE) < 99", comment = "is replaced, and stays"),
    check(gone, "VALUE <> 'a@a'", comment = "goes")
)]
struct Email(String);

#[derive(Composite)]
struct Address {
    /// Is renamed, and stays.
    city: String,
    #[attribute(comment = "goes")]
    zip: i32,
    country: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.one()" = "CREATE FUNCTION public.one() RETURNS int LANGUAGE sql RETURN 1",
    },
    tables = [T]
}
