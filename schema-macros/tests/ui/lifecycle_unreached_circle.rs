//! States that lead to one another, and nothing to them.

use schema_core::prelude::*;

#[derive(Table)]
#[lifecycle(status, initial = DRAFT, ACTIVE => ARCHIVED, ARCHIVED => ACTIVE)]
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
