//! An immutable field that does not exist.

use schema_core::prelude::*;

#[derive(Table)]
#[immutable(id, statsu)]
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
