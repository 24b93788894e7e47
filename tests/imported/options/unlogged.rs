//! Table `"a b".unlogged`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(namespace = "a b", unlogged)]
pub struct Unlogged {
    #[column(primary_key)]
    pub id: i32,
}
