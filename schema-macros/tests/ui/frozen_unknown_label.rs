//! A label that the enum does not have.

use schema_core::prelude::*;

#[derive(Table)]
#[frozen(unless(status = LIVE))]
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
