//! A number beyond 8 bytes.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(identity(start = 9223372036854775808))]
    pub number: i64,
}
