//! A unique constraint that a foreign key rests on goes; another of the same columns, in another order, comes, to which
//! PostgreSQL does not move the foreign key.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(id, tenant, name = "users_reference")]
struct User {
    #[column(primary_key)]
    id: i64,
    tenant: i64,
}

#[derive(Table)]
#[table(name = "orders")]
#[foreign_key((tenant, user_id) => User(tenant, id))]
#[index(tenant, user_id)]
struct Order {
    #[column(primary_key)]
    id: i64,
    tenant: i64,
    user_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
