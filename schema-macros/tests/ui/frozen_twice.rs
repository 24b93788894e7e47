//! `frozen` twice.

use schema_core::prelude::*;

#[derive(Table)]
#[frozen(unless(status = DRAFT))]
#[frozen(unless(status = DRAFT | ACTIVE))]
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
