//! The default follows the CHECK that may refuse it.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "tickets")]
#[check(amount_positive, "amount > 0")]
struct Ticket {
    #[column(primary_key)]
    id: i64,
    #[column(default = "1")]
    amount: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Ticket]
}
