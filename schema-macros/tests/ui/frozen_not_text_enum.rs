//! The state is text.

use schema_core::prelude::*;

#[derive(Table)]
#[frozen(unless(title = DRAFT))]
pub struct Plan {
    #[column(primary_key)]
    pub id: Uuid,
    pub status: Status,
    pub title: String,
}

#[derive(TextEnum)]
pub enum Status {
    Draft,
    Active,
    Archived,
}
