//! A lifecycle of text.

use schema_core::prelude::*;

#[derive(Table)]
#[lifecycle(title, initial = DRAFT, DRAFT => ACTIVE | ARCHIVED, ACTIVE => ARCHIVED)]
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
