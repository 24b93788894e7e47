//! A transition with the wrong arrow.

use schema_core::prelude::*;

#[derive(Table)]
#[lifecycle(status, initial = DRAFT, DRAFT -> ACTIVE | ARCHIVED)]
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
