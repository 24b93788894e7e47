//! Table `parent`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Parent {
    #[column(primary_key)]
    pub id: i32,
}
