//! A lifecycle on the field.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Plan {
    #[column(primary_key)]
    pub id: Uuid,
    #[lifecycle(initial = DRAFT, DRAFT => ACTIVE | ARCHIVED)]
    pub status: Status,
}

#[derive(TextEnum)]
pub enum Status {
    Draft,
    Active,
    Archived,
}
