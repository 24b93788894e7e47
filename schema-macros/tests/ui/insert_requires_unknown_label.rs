//! A label that the target's enum does not have.

use schema_core::prelude::*;

#[derive(Table)]
#[frozen(unless(status = DRAFT))]
pub struct Plan {
    #[column(primary_key)]
    pub id: Uuid,
    pub status: Status,
}

#[derive(Table)]
#[insert_requires(plan_id, status = DRAFT | LIVE)]
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
