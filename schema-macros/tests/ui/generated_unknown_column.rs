//! A generated column of a column that does not exist.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(generated = "price * 2")]
    pub number: i32,
}
