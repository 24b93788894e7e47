//! Modifiers are part of a type.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Parent {
    #[column(primary_key)]
    pub amount: Numeric<12, 2>,
}

#[derive(Table)]
#[foreign_key((amount) => Parent(amount))]
pub struct Child {
    pub amount: Option<Numeric<10, 0>>,
}
