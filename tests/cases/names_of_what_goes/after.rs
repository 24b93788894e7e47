//! Indexes and constraints go, and something new has their names: an index of another table, a constraint of a plain index's name, a CHECK where a unique constraint was and the other way round, a foreign key, a unique constraint in place of an exclusion constraint, a key of a new table.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(nickname)]
#[check(users_code, "code <> ''")]
#[unique(level, name = "users_level")]
#[unique(badge, name = "users_badge")]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    nickname: String,
    code: String,
    level: i32,
    badge: String,
}

#[derive(Table)]
#[table(name = "orders")]
#[index(email, name = "by_email")]
#[index(placed_by, name = "orders_by_placer")]
#[foreign_key((placed_by) => User(id), name = "orders_placed_by")]
struct Order {
    #[column(primary_key)]
    id: i64,
    placed_by: i64,
    email: String,
}

#[derive(Table)]
#[table(name = "tags")]
#[unique(label, name = "labels")]
struct Tag {
    #[column(primary_key)]
    id: i64,
    label: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order, Tag]
}
