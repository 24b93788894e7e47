//! `frozen` without the states in which a row is free.

use schema_core::prelude::*;

#[derive(Table)]
#[frozen(except(status))]
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
