//! A collation without a name.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(collate = "")]
    pub number: String,
}
