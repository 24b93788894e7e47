use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    #[column(default = "'sad'")]
    mood: Mood,
}

/// How somebody feels.
#[derive(PgEnum)]
#[pg_enum(rename_all = "snake_case")]
enum Mood {
    Sad,
    Fair,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
