//! A variant with fields.

use schema_core::prelude::*;

#[derive(TextEnum)]
pub enum Status {
    Draft(i32),
    Live,
}

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub status: Status,
}
