//! A lifecycle of what may be NULL.

use schema_core::prelude::*;

#[derive(Table)]
#[lifecycle(other, initial = DRAFT, DRAFT => ACTIVE | ARCHIVED, ACTIVE => ARCHIVED)]
pub struct Plan {
    #[column(primary_key)]
    pub id: Uuid,
    pub status: Status,
    pub other: Option<Status>,
}

#[derive(TextEnum)]
pub enum Status {
    Draft,
    Active,
    Archived,
}
