//! The target has a mistake: what it lacks is not asked for.

use schema_core::prelude::*;

#[derive(Table)]
#[frozen(unless(status = DRFT))]
#[unique()]
pub struct Plan {
    #[column(primary_key)]
    pub id: Uuid,
    pub status: Status,
}

#[derive(Table)]
#[frozen_with(plan_id)]
#[insert_requires(plan_id, state = DRFT)]
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
