//! The scope column is paired with another one.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "vendors", scoped_by = workspace_id)]
#[unique(owner_id, id)]
pub struct Vendor {
    #[column(primary_key)]
    pub id: String,
    pub workspace_id: Uuid,
    pub owner_id: Uuid,
}

#[derive(Table)]
#[table(scoped_by = workspace_id)]
#[foreign_key((workspace_id, vendor_id) => Vendor(owner_id, id))]
pub struct Site {
    pub workspace_id: Uuid,
    pub vendor_id: String,
}
