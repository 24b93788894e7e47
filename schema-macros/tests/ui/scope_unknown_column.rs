//! The scope is no field.

use schema_core::prelude::*;

#[derive(Table)]
#[table(scoped_by = workspace)]
pub struct Site {
    pub workspace_id: Uuid,
}
