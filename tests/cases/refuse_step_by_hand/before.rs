use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    steps = [
        step(
            "long_done",
            "nothing that the way to this schema would run again",
            behind = preflight,
            sql = "SELECT 1",
            done = "true",
            undo("SELECT 1"),
        ),
    ],
    tables = [User]
}
