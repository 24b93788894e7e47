//! A foreign key of a column that is filled is added behind that, and audited.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "teams")]
struct Team {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "users")]
#[index(team_id)]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    #[column(backfill = "id % 2 + 1")]
    #[references(Team::id)]
    team_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Team, User]
}
