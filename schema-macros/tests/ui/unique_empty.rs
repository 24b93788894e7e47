//! A key without columns.

use schema_core::prelude::*;

#[derive(Table)]
#[unique()]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
}
