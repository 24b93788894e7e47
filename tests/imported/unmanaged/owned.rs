//! Table `owned`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Owned {
    pub id: Option<i32>,
}
