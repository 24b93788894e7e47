//! Table `targets`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Targets {
    #[column(primary_key)]
    pub id: i32,
}
