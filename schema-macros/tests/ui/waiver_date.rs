//! A waiver until a day that does not exist.

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
    #[references(Vendor::id, waive(scope, reason = "legacy rows", until = "2027-02-29"))]
    pub vendor_id: String,
}
