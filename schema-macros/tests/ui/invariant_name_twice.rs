//! Two invariants of one name.

use schema_core::prelude::*;

#[derive(Table)]
#[immutable(id, name = "fixed")]
#[frozen(unless(status = DRAFT), name = "fixed")]
pub struct Plan {
    #[column(primary_key)]
    pub id: Uuid,
    pub status: Status,
}

#[derive(TextEnum)]
pub enum Status {
    Draft,
    Active,
    Archived,
}
