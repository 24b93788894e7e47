use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "tasks")]
struct Task {
    #[column(primary_key)]
    id: i64,
    run: i64,
}

#[derive(Table)]
#[table(name = "fails")]
struct Fail {
    #[column(primary_key)]
    #[references(Task::id)]
    id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Task, Fail]
}
