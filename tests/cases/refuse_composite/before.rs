use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    address: Option<Address>,
    mood: Option<Mood>,
}

#[derive(Composite)]
struct Address {
    city: String,
    zip: Option<Varchar<10>>,
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
