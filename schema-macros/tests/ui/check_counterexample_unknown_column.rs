//! A counterexample of a column that does not exist.

use schema_core::prelude::*;

#[derive(Table)]
#[check(amount_positive, "amount > 0", counterexample = "unit = 'kg', amuont = -1")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub amount: i32,
    pub unit: String,
}
