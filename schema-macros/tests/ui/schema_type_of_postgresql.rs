//! A type of PostgreSQL among those that the schema makes.

use schema_core::prelude::*;

#[derive(PgEnum)]
enum Color {
    Red,
}

#[derive(Table)]
struct Game {
    #[column(primary_key)]
    id: i64,
}

schema! {
    static SCHEMA,
    postgres = 15..=18,
    types = [Color, String],
    tables = [Game]
}

fn main() {}
