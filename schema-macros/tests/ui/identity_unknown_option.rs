//! An option that no sequence has.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(identity(begin = 1))]
    pub number: i32,
}
