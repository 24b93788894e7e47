//! An enum without values; the table that uses it has no second error.

use schema_core::prelude::*;

#[derive(TextEnum)]
pub enum Status {}

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub status: Status,
}
