//! NOT NULL columns whose defaults are other values for each row: the rows that are there get them in batches, each one number of a sequence that has no more.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(unique, default = "gen_random_uuid()")]
    token: Uuid,
    #[column(serial)]
    number: i32,
    #[column(default = "nextval('places')")]
    place: i64,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    sequences = [sequence("places", start = 100, max = 102)],
    tables = [User]
}
