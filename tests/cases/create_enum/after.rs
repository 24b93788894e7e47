//! Enums in two namespaces: a column, an array, a default, and one in a table that is there.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    #[column(default = "'sad'")]
    mood: Mood,
    moods: Option<Vec<Mood>>,
}

/// How somebody feels.
#[derive(PgEnum)]
#[pg_enum(rename_all = "snake_case")]
enum Mood {
    Sad,
    #[label("it's fair")]
    Fair,
}

#[derive(Table)]
#[table(name = "gates")]
struct Gate {
    #[column(primary_key)]
    id: i64,
    #[column(default = "'OPEN'::doors.\"State\"")]
    state: State,
}

#[derive(PgEnum)]
#[pg_enum(name = "State", namespace = "doors")]
enum State {
    Open,
    Shut,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T, Gate]
}
