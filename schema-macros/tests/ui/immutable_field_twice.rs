//! An immutable field twice.

use schema_core::prelude::*;

#[derive(Table)]
#[immutable(id, status, id)]
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
