//! A field in `except` that does not exist.

use schema_core::prelude::*;

#[derive(Table)]
#[frozen(unless(status = DRAFT), except(status, statsu))]
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
