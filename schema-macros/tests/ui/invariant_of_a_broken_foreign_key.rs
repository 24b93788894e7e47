//! The foreign key has a mistake: that the field refers to nothing is not said again.

use schema_core::prelude::*;

#[derive(Table)]
#[frozen_with(plan_id)]
pub struct Task {
    #[column(primary_key)]
    pub id: Uuid,
    #[references(Plan)]
    pub plan_id: Uuid,
}
