use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    tenant: i64,
}

/// Orders.
#[derive(Table)]
#[table(name = "orders")]
#[index(user_id)]
#[index(state, name = "orders_state")]
#[check(total_positive, "total > 0")]
struct Order {
    /// Key.
    #[column(primary_key)]
    id: i64,
    tenant: i64,
    #[references(User::id)]
    user_id: Option<i64>,
    state: State,
    #[column(default = "1")]
    total: Option<Numeric<10, 2>>,
    obsolete: Option<String>,
}

#[derive(TextEnum)]
enum State {
    New,
    Paid,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
