//! Table `child`.

use schema_core::prelude::*;

#[derive(Table)]
#[check(proven, "id > 0")]
pub struct Child {
    pub id: Option<i32>,
    pub parent_id: Option<i32>,
}
