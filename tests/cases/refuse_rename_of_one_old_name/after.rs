//! Two columns, and two tables, say that they were one.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(was = "name")]
    first: Option<String>,
    #[column(was = "name")]
    last: Option<String>,
}

#[derive(Table)]
#[table(name = "logins", was = "events")]
struct Login {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "visits", was = "events")]
struct Visit {
    #[column(primary_key)]
    id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Login, Visit]
}
