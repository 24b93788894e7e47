//! An empty name.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
}
