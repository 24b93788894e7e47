//! The field refers to nothing.

use schema_core::prelude::*;

#[derive(Table)]
#[frozen(unless(status = DRAFT))]
pub struct Plan {
    #[column(primary_key)]
    pub id: Uuid,
    pub status: Status,
}

#[derive(Table)]
#[frozen_with(id)]
pub struct Task {
    #[column(primary_key)]
    pub id: Uuid,
    #[references(Plan::id)]
    pub plan_id: Uuid,
}

#[derive(TextEnum)]
pub enum Status {
    Draft,
    Active,
    Archived,
}
