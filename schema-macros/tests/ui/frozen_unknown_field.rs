//! The field that holds the state does not exist.

use schema_core::prelude::*;

#[derive(Table)]
#[frozen(unless(state = DRAFT))]
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
