//! The name of a CHECK as a key.

use schema_core::prelude::*;

#[derive(Table)]
#[check(name = "child_number_positive", "number > 0")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub number: i32,
}
