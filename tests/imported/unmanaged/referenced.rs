//! Table `referenced`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Referenced {
    #[column(primary_key)]
    pub id: i32,
}
