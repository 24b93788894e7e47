//! Table `"a b"."c.d"`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "c.d", namespace = "a b")]
pub struct CD {
    #[column(primary_key)]
    pub id: i32,
}
