//! Table `across`.

use schema_core::prelude::*;

use super::CD;

#[derive(Table)]
pub struct Across {
    #[references(CD::id)]
    pub id: Option<i32>,
}
