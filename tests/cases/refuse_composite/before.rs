use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(has_zip, "(address).zip <> ''")]
struct T {
    #[column(primary_key)]
    id: i64,
    address: Option<Address>,
    name: Option<Name>,
    mood: Option<Mood>,
    size: Option<Size>,
    place: Option<Place>,
}

#[derive(Composite)]
struct Address {
    city: String,
    zip: Option<Varchar<10>>,
}

#[derive(Composite)]
struct Name {
    first: String,
    last: String,
}

#[derive(Composite)]
struct Size {
    width: i32,
}

#[derive(Composite)]
struct Place {
    x: i32,
    y: i32,
}

/// How somebody feels.
#[derive(PgEnum)]
#[pg_enum(rename_all = "snake_case")]
enum Mood {
    Sad,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
