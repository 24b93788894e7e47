//! A key of `#[table]` that does not exist.

use schema_core::prelude::*;

#[derive(Table)]
#[table(nmae = "children")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
}
