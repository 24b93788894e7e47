//! A label is added and used in the same migration; drizzle-orm#3466 puts both into one transaction, which PostgreSQL refuses.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    #[column(default = "'happy'")]
    mood: Mood,
    #[column(default = "'first'")]
    before: Mood,
}

/// How somebody feels.
#[derive(PgEnum)]
#[pg_enum(rename_all = "snake_case")]
enum Mood {
    First,
    Second,
    Sad,
    SoSo,
    Fair,
    Happy,
    Happiest,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
