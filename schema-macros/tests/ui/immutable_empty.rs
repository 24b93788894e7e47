//! Parentheses with nothing in them.

use schema_core::prelude::*;

#[derive(Table)]
#[immutable()]
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
