//! A counterexample that is a condition.

use schema_core::prelude::*;

#[derive(Table)]
#[check(amount_positive, "amount > 0", counterexample = "amount < 0")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub amount: i32,
    pub unit: String,
}
