//! SET NULL without a column list would clear the scope.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "vendors", scoped_by = workspace_id)]
#[unique(workspace_id, id)]
pub struct Vendor {
    #[column(primary_key)]
    pub id: String,
    pub workspace_id: Uuid,
}

#[derive(Table)]
#[table(scoped_by = workspace_id)]
pub struct Site {
    pub workspace_id: Uuid,
    #[references(Vendor::id, with(workspace_id), on_delete = set_null)]
    pub vendor_id: Option<String>,
}
