//! The field is a column of two foreign keys, and declares none.

use schema_core::prelude::*;

#[derive(Table)]
#[frozen(unless(status = DRAFT))]
pub struct Plan {
    #[column(primary_key)]
    pub id: Uuid,
    pub status: Status,
}

#[derive(Table)]
#[frozen_with(plan_id)]
#[foreign_key((plan_id) => Plan(id))]
#[foreign_key((plan_id, id) => Task(plan_id, id))]
#[unique(plan_id, id)]
pub struct Task {
    #[column(primary_key)]
    pub id: Uuid,
    pub plan_id: Uuid,
}

#[derive(TextEnum)]
pub enum Status {
    Draft,
    Active,
    Archived,
}
