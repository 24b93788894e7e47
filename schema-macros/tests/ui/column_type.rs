//! A type that PostgreSQL has no column for.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub ratio: u32,
}
