use schema_core::prelude::*;

/// A mood.
#[derive(PgEnum)]
#[pg_enum(rename_all = "snake_case")]
pub(crate) enum Mood {
    Sad,
}

/// A person.
#[derive(Table)]
#[table(name = "people")]
pub(crate) struct Person {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) mood: Mood,
    pub(crate) name: String,
}

schema! { pub(crate) static SCHEMA, postgres = 15..=18, tables = [Person] }
