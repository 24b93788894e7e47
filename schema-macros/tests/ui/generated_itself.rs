//! A generated column that is computed from itself.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(generated = "number * 2")]
    pub number: i32,
}
