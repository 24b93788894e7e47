//! The target has both columns, and no key over them.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "vendors", scoped_by = workspace_id)]
pub struct Vendor {
    #[column(primary_key)]
    pub id: String,
    pub workspace_id: Uuid,
}

#[derive(Table)]
#[table(scoped_by = workspace_id)]
pub struct Site {
    pub workspace_id: Uuid,
    #[references(Vendor::id, with(workspace_id))]
    pub vendor_id: String,
}
