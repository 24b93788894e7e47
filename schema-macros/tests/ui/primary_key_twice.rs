//! Two primary keys.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(primary_key)]
    pub part: i32,
}
