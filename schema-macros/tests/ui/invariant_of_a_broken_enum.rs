//! The enum has a mistake: the states that it has are not asked for.

use schema_core::prelude::*;

#[derive(Table)]
#[lifecycle(status, initial = DRAFT, DRAFT => ACTIVE)]
#[frozen(unless(status = DRAFT))]
pub struct Plan {
    #[column(primary_key)]
    pub id: Uuid,
    #[references(Plan::id)]
    pub parent_id: Option<Uuid>,
    pub status: Status,
}

#[derive(Table)]
#[frozen_with(plan_id)]
#[insert_requires(plan_id, status = ACTIVE)]
pub struct Task {
    #[column(primary_key)]
    pub id: Uuid,
    #[references(Plan::id)]
    pub plan_id: Uuid,
}

#[derive(TextEnum)]
pub enum Status {
    Draft(i32),
    Active,
}
