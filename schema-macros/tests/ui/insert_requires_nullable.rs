//! The target's field may be NULL.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Plan {
    #[column(primary_key)]
    pub id: Uuid,
    pub status: Option<Status>,
}

#[derive(Table)]
#[insert_requires(plan_id, status = ACTIVE)]
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
