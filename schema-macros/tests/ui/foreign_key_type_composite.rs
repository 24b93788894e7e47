//! One column of two has another type.

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
#[foreign_key((workspace_id, vendor_id) => Vendor(workspace_id, id))]
pub struct Site {
    #[column(primary_key)]
    pub id: String,
    pub workspace_id: Uuid,
    pub vendor_id: i64,
}
