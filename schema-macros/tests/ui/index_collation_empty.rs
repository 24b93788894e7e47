//! A collation without a name.

use schema_core::prelude::*;

#[derive(Table)]
#[index(code collate "")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
