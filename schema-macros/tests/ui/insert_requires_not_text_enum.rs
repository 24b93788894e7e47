//! The target's field is text.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Plan {
    #[column(primary_key)]
    pub id: Uuid,
    pub status: String,
}

#[derive(Table)]
#[insert_requires(plan_id, status = ACTIVE)]
pub struct Task {
    #[column(primary_key)]
    pub id: Uuid,
    #[references(Plan::id)]
    pub plan_id: Uuid,
}
