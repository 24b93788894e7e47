//! A transition that ends too early.

use schema_core::prelude::*;

#[derive(Table)]
#[lifecycle(status, initial = DRAFT, DRAFT => ACTIVE | )]
pub struct Plan {
    #[column(primary_key)]
    pub id: Uuid,
    pub status: Status,
}

#[derive(TextEnum)]
pub enum Status {
    Draft,
    Active,
    Archived,
}
